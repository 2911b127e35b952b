"""One stored WARC record read at once: the common case, and nothing but it.

Whatever is not a whole record of ordinary size in its plainest form is left to the general reader, which tells
what is wrong with it. So both give the same for every record, and this one only saves time.
"""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from isal import isal_zlib

from filature.evidence.warc_out import GZIP_WINDOW

LIMIT = 16 << 20
"""Bytes of a record, stored and unpacked, beyond which it is read in pieces."""
_BROKEN: type[Exception] = isal_zlib.error  # type: ignore[assignment]
_END = b"\r\n\r\n"
_HEAD_LIMIT = 8 << 10
_HEAD = re.compile(rb"WARC/1\.[01](?:\r\n[!-9;-~]+: [^\r\n\x00]+)+")
_TOLD = re.compile(rb"\r\n(WARC-Type|Content-Type|Content-Length): ([^\r\n]+)", re.I)
_FIELDS = [b"content-length", b"content-type", b"warc-type"]


class Whole(NamedTuple):
    """A record: what its header says of the type of its content, and its block."""

    content_type: str
    block: bytes


def read(file: int, offset: int, length: int) -> Whole | None:
    """The record in ``length`` bytes at ``offset`` of an open ``file``; None when the general reader must look at it."""
    if length > LIMIT:
        return None
    stored = os.pread(file, length, offset)
    record = _unpacked(stored) if stored.startswith(b"\x1f\x8b") else stored
    return _split(record) if record else None


def _unpacked(stored: bytes) -> bytes | None:
    """What the one gzip member ``stored`` holds, its checksum tested; None when it is not that or holds too much."""
    unpacker = isal_zlib.decompressobj(GZIP_WINDOW)
    try:
        content: bytes = unpacker.decompress(stored, LIMIT)
    except _BROKEN:
        return None
    return content if unpacker.eof and not unpacker.unused_data else None


def _split(record: bytes) -> Whole | None:
    """The one record that ``record`` is from its first byte to its last."""
    end = record.find(_END, 0, _HEAD_LIMIT)
    head = record[: max(end, 0)]
    if not _HEAD.fullmatch(head):
        return None
    told = sorted((name.lower(), value.strip()) for name, value in _TOLD.findall(head))
    if [name for name, _ in told] != _FIELDS:
        return None
    size, begin = told[0][1], end + len(_END)
    if not (size.isdigit() and len(size) < 10 and begin + int(size) + len(_END) == len(record)):
        return None
    if not record.endswith(_END):
        return None
    return Whole(told[1][1].decode("latin-1"), record[begin : -len(_END)])
