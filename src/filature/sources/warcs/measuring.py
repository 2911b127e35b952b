"""One record of a WARC file, read once in pieces: its digests checked, its payload hashed, its encoding tried."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fastwarc.warc import WarcRecord

from filature.errors import Malformed
from filature.evidence import codings, http
from filature.evidence.vault import MAX_PAGE, raw_pieces
from filature.sources.digests import Stated, verdict

SAMPLE = 64 << 10
_REDUCED = re.compile(r"(\d{4})(?:-(\d\d))?")
_DIGITS = re.compile(r"(\d{8})(\d{6})")


@dataclass(slots=True)
class Measured:
    """What reading a record told: bytes of its block, size and SHA-256 (hex) of its payload, HTTP status and media
    type, `digest_check`, the payload's first bytes decoded, and what is wrong with its encoding.

    The payload is the block without the HTTP head, encodings not undone; that of a request is the whole block.
    """

    block: int
    size: int
    sha256: str
    status: int | None
    media_type: str
    digest_check: str
    sample: bytes
    broken: Malformed | None


@dataclass(slots=True)
class _Tally:
    """Counts and hashes the pieces that go by."""

    size: int = 0
    hash: Any = field(default_factory=hashlib.sha256)

    def update(self, piece: bytes) -> None:
        self.size += len(piece)
        self.hash.update(piece)


def measure(record: WarcRecord, kind: str) -> Measured:
    """Read ``record``, of WARC type ``kind``, to its end. `Malformed` (``record_unreadable``) when it has none."""
    headers, content_type = record.headers, record.headers.get("Content-Type") or ""
    block_digest = Stated.parse(headers.get("WARC-Block-Digest"))
    payload_digest = "" if kind == "revisit" else headers.get("WARC-Payload-Digest")
    stored, undone = Stated.parse(payload_digest), Stated.parse(payload_digest)
    block, payload = _Tally(), _Tally()
    head, rest = http.part(_tap(raw_pieces(record), block, block_digest), content_type)
    body = _tap(rest, payload, stored)
    unchunked = _tap(http.unchunked(body, head) if head else body, undone)
    sample, broken = _try(http.decompressed(unchunked, head) if head else unchunked)
    broken = broken or _drain(unchunked)
    _drain(body)
    results = [d.passed for d in (block_digest,) if d] + [
        stored.passed or undone.passed for _ in (0,) if stored and undone
    ]
    content = block if kind == "request" else payload
    media_type = head.get("content-type") if head else content_type
    return Measured(block.size, content.size, content.hash.hexdigest(), head.status if head else None, _media(media_type),
                    verdict(results), sample, broken)  # fmt: skip


def moment(text: str) -> str:
    """A WARC date (W3C's ISO 8601, or 14 digits as older tools write) in UTC; empty when it is none."""
    text = _DIGITS.sub(r"\1T\2", text.strip())
    reduced = _REDUCED.fullmatch(text)
    if reduced:
        text = f"{reduced[1]}-{reduced[2] or '01'}-01"
    try:
        found = datetime.fromisoformat(text)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return found.isoformat().replace("+00:00", "Z")


def _tap(pieces: Iterator[bytes], *sinks: _Tally | Stated | None) -> Iterator[bytes]:
    for piece in pieces:
        for sink in sinks:
            if sink is not None:
                sink.update(piece)
        yield piece


def _try(pieces: Iterator[bytes]) -> tuple[bytes, Malformed | None]:
    """The first bytes, and the finding when the rest cannot be decoded (looked at as far as a page may go)."""
    sample, size = b"", 0
    try:
        for piece in pieces:
            sample += piece[: SAMPLE - len(sample)]
            size += len(piece)
            if size > MAX_PAGE:
                break
    except Malformed as broken:
        return sample, _encoding(broken)
    return sample, None


def _drain(pieces: Iterator[bytes]) -> Malformed | None:
    """Read to the end, so that all bytes are hashed."""
    try:
        for _ in pieces:
            pass
    except Malformed as broken:
        return _encoding(broken)
    return None


def _encoding(broken: Malformed) -> Malformed:
    """A finding on the body's encoding; one on the WARC file itself goes on up."""
    if broken.reason not in (codings.CUT, codings.DAMAGED, codings.UNKNOWN):
        raise broken
    return broken


def _media(stated: str) -> str:
    return re.sub(r"[^\x20-\x7e]", "", stated)[:200].strip().lower() or "application/octet-stream"
