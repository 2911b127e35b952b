"""An HTTP message as it lies in a WARC record: its head, and its body with the encodings undone.

The encodings themselves are in `codings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from filature.errors import Malformed
from filature.evidence import codings

HEAD_LIMIT = 64 << 10
MAX_CODINGS = 5
_STATUS = re.compile(rb"HTTP/\d+(?:\.\d+)?[ \t]+(\d{3})\b")
_END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a message: status (None for a request), fields with lower-case names, its size in bytes."""

    status: int | None
    fields: tuple[tuple[str, str], ...]
    size: int

    def get(self, name: str) -> str:
        """The values of a field, joined by commas as HTTP allows; empty when there is none."""
        return ", ".join(value for key, value in self.fields if key == name)


def split(block: bytes) -> Head | None:
    """The head with which ``block`` begins; None when no empty line ends one within it."""
    end = _END.search(block, 0, HEAD_LIMIT)
    if end is None:
        return None
    lines = block[: end.start()].split(b"\n")
    status = _STATUS.match(lines[0])
    fields = []
    for line in lines[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            fields.append((name.decode("latin-1").strip().lower(), value.decode("latin-1").strip()))
    return Head(int(status[1]) if status else None, tuple(fields), end.end())


def part(pieces: Iterator[bytes], content_type: str) -> tuple[Head | None, Iterator[bytes]]:
    """The head and the body of a record's block; no head when the record is no HTTP message or a broken one."""
    if not content_type.lower().startswith("application/http"):
        return None, pieces
    start = b""
    for piece in pieces:
        start += piece
        head = split(start)
        if head:
            return head, chain([start[head.size :]], pieces)
        if len(start) >= HEAD_LIMIT:
            break
    return None, chain([start], pieces)


def unchunked(pieces: Iterator[bytes], head: Head) -> Iterator[bytes]:
    """The body without its transfer coding. `Malformed` after what could be had: `encoding_cut`, `encoding_damaged`."""
    return codings.undo("chunked", pieces) if "chunked" in head.get("transfer-encoding").lower() else pieces


def decompressed(pieces: Iterator[bytes], head: Head) -> Iterator[bytes]:
    """The same without content codings (gzip, deflate, br, zstd); `encoding_unknown` for others."""
    stated = [c.strip() for c in head.get("content-encoding").lower().split(",")]
    applied = [c for c in stated if c not in ("", "identity", "none", "utf-8")]
    if len(applied) > MAX_CODINGS:
        raise Malformed(codings.DAMAGED, f"{len(applied)} content codings on top of each other")
    for coding in reversed(applied):
        pieces = codings.undo(coding, pieces)
    return pieces
