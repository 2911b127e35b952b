"""Writing WARC 1.1: one gzip member for each record, our own digests, files of bounded size.

Compression is ISA-L's deflate at level 1: about four times as fast as zlib's level 1 on market pages and no
larger. Digests are SHA-256 in base32, which `warcio check` and fastwarc verify.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from isal import isal_zlib
from warcio.statusandheaders import StatusAndHeaders

from filature.errors import Malformed
from filature.evidence.disk import CHUNK

GZIP_WINDOW = 31


def _digest(sha256: bytes) -> str:
    return "sha256:" + base64.b32encode(sha256).decode("ascii")


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
        name = uuid.uuid5(uuid.NAMESPACE_URL, f"{self.uri}\x1f{self.date}\x1f{self.sha256.hex()}")
        headers = [
            ("WARC-Type", "resource"),
            ("WARC-Record-ID", f"<urn:uuid:{name}>"),
            ("WARC-Date", self.date),
            ("WARC-Target-URI", self.uri),
            ("WARC-Payload-Digest", _digest(self.sha256)),
            ("WARC-Block-Digest", _digest(self.sha256)),
            ("Content-Type", self.media_type),
            *self.extra,
            ("Content-Length", str(self.size)),
        ]
        return bytes(StatusAndHeaders("", headers, "WARC/1.1").to_ascii_bytes())


def encode(head: Head, payload: bytes) -> bytes:
    """The whole record as one gzip member."""
    packer = isal_zlib.compressobj(1, isal_zlib.DEFLATED, GZIP_WINDOW)
    return b"".join(
        (
            packer.compress(head.to_bytes()),
            packer.compress(payload),
            packer.compress(b"\r\n\r\n"),
            packer.flush(),
        )
    )


def encode_stream(head: Head, source: BinaryIO, sha256: bytes) -> Iterator[bytes]:
    """The same in pieces, for payloads too large for memory; `Malformed` when the bytes are not those of ``sha256``."""
    packer, digest = isal_zlib.compressobj(1, isal_zlib.DEFLATED, GZIP_WINDOW), hashlib.sha256()
    yield packer.compress(head.to_bytes())
    while block := source.read(CHUNK):
        digest.update(block)
        yield packer.compress(block)
    if digest.digest() != sha256:
        raise Malformed("changed_while_read", "the file changed while it was being read: not taken")
    yield packer.compress(b"\r\n\r\n") + packer.flush()
