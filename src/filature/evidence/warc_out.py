"""Writing WARC 1.1: one gzip member for each record, our own digests, files of bounded size.

Compression is ISA-L's deflate at level 1: about four times as fast as zlib's level 1 on market pages and no
larger. Digests are SHA-256 in base32, which `warcio check` and fastwarc verify.
"""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from isal import isal_zlib

from filature.errors import Malformed
from filature.evidence.disk import CHUNK, sync_close

GZIP_WINDOW = 31
MAX_FILE = 1 << 30
BUFFER = 1 << 20
_AFTER = b"\r\n\r\n"
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def _digest(sha256: bytes) -> str:
    return "sha256:" + base64.b32encode(sha256).decode("ascii")


def _record_id(name: str) -> str:
    """A UUID of version 5 (RFC 9562) for ``name`` among addresses, as `uuid.uuid5` makes it in twice the time."""
    made = bytearray(
        hashlib.sha1(uuid.NAMESPACE_URL.bytes + name.encode(), usedforsecurity=False).digest()[:16]
    )
    made[6], made[8] = made[6] & 0x0F | 0x50, made[8] & 0x3F | 0x80
    return f"<urn:uuid:{made[:4].hex()}-{made[4:6].hex()}-{made[6:8].hex()}-{made[8:10].hex()}-{made[10:].hex()}>"


def _one_line(value: str) -> str:
    """``value`` as the one line of UTF-8 that a WARC field may be: no name or address can begin another field."""
    if value.isascii() and value.isprintable():
        return value
    text = value.encode("utf-8", "backslashreplace").decode("utf-8")
    return _CONTROL.sub(lambda found: f"%{ord(found[0]):02X}", text)


@dataclass(frozen=True, slots=True)
class Head:
    """What the header of a ``resource`` record says. ``date`` is ISO 8601 in UTC; texts are made safe here."""

    uri: str
    date: str
    media_type: str
    sha256: bytes
    size: int
    extra: tuple[tuple[str, str], ...] = ()

    def to_bytes(self) -> bytes:
        """The header block with its empty line. The record id is made from the content, so it never varies."""
        uri, date = _one_line(self.uri), _one_line(self.date)
        name = _record_id(f"{uri} {date} {self.sha256.hex()}")
        digest = _digest(self.sha256)
        extra = "".join([f"{field}: {_one_line(value)}\r\n" for field, value in self.extra])
        return (
            f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: {name}\r\nWARC-Date: {date}\r\n"
            f"WARC-Target-URI: {uri}\r\nWARC-Payload-Digest: {digest}\r\nWARC-Block-Digest: {digest}\r\n"
            f"Content-Type: {_one_line(self.media_type)}\r\n{extra}Content-Length: {self.size}\r\n\r\n"
        ).encode()


def encode(head: Head, payload: bytes) -> bytes:
    """The whole record as one gzip member."""
    packer = isal_zlib.compressobj(1, isal_zlib.DEFLATED, GZIP_WINDOW)
    pieces = (
        packer.compress(head.to_bytes()),
        packer.compress(payload),
        packer.compress(_AFTER),
        packer.flush(),
    )
    return b"".join(pieces)


def encode_stream(head: Head, source: BinaryIO, sha256: bytes) -> Iterator[bytes]:
    """The same in pieces, for payloads too large for memory; `Malformed` when the bytes are not those of ``sha256``."""
    packer, digest = isal_zlib.compressobj(1, isal_zlib.DEFLATED, GZIP_WINDOW), hashlib.sha256()
    yield packer.compress(head.to_bytes())
    while block := source.read(CHUNK):
        digest.update(block)
        yield packer.compress(block)
    if digest.digest() != sha256:
        raise Malformed("changed_while_read", "the file changed while it was being read: not taken")
    yield packer.compress(_AFTER) + packer.flush()


class Place(NamedTuple):
    """Where a record lies: file beside the manifest, byte at which it begins, bytes."""

    warc: str
    offset: int
    length: int


class Files:
    """The WARC files of one intake: records are appended, and a new file is begun at ``MAX_FILE`` bytes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: BinaryIO | None = None
        self._count = self._end = 0  # of the file that is open; asking it would write what waits

    def append(self, pieces: Iterable[bytes]) -> Place:
        """Append one record. On `Malformed` nothing of it is left."""
        warc, offset = self._open(), self._end
        try:
            for piece in pieces:
                warc.write(piece)
                self._end += len(piece)
        except Malformed:
            self._end = offset
            warc.seek(offset)
            warc.truncate()
            raise
        return Place(_name(self._count), offset, self._end - offset)

    def sync_close(self) -> None:
        """Close the last file once all is on the disk; a file that got no record is removed."""
        if self._file is not None:
            sync_close(self._file)
            if not self._end:
                Path(self._file.name).unlink()

    def abandon(self) -> None:
        """Close without caring for the content. What closing may raise was raised by writing before."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()

    def _open(self) -> BinaryIO:
        if self._file is not None and self._end >= MAX_FILE:
            sync_close(self._file)
            self._file = None
        if self._file is None:
            self._count += 1
            self._end = 0
            self._file = (self._folder / _name(self._count)).open("wb", BUFFER)
        return self._file


def _name(number: int) -> str:
    return f"{number:05d}.warc.gz"
