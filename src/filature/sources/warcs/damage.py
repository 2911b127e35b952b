"""Finding the way back into a damaged WARC file, and telling whether one ends where it should."""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path

from filature.evidence.disk import CHUNK

# Beyond so many false starts a file is taken for hopeless: real damage leaves a handful.
MAX_TRIES = 200_000
GZIP = b"\x1f\x8b\x08"
MAX_HEAD = 64 << 10
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_PLAIN = re.compile(rb"\nWARC/\d\.\d+[ \t]*\r?\n")


class Finder:
    """Looks for records in a file, each byte of which is searched once, however often it is asked."""

    def __init__(self, warc: Path) -> None:
        self._warc = warc
        self._tries = MAX_TRIES
        self._member = self._header = -1

    def next_record(self, start: int) -> int:
        """Byte from ``start`` (1 or more) on at which a record can begin: a gzip member that holds one, or a plain
        header. The file's size when there is none."""
        with self._warc.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as view:
            if self._member < start:
                self._member = self._find_member(view, start)
            if self._header < start:
                found = _PLAIN.search(view, start - 1)
                self._header = found.start() + 1 if found else len(view)
            return min(self._member, self._header)

    def _find_member(self, view: mmap.mmap, start: int) -> int:
        place = view.find(GZIP, start)
        while place >= 0 and self._tries:
            self._tries -= 1
            if _holds_record(view, place):
                return place
            place = view.find(GZIP, place + 1)
        return len(view)


def record_end(warc: Path, offset: int, block: int) -> int | None:
    """Byte behind the record at ``offset`` whose block has ``block`` bytes: the end of its gzip member, or of its
    block in a plain file. None when the gzip member is cut short or damaged."""
    with warc.open("rb") as stream:
        stream.seek(offset)
        start = stream.read(MAX_HEAD)
        if not start.startswith(GZIP):
            head = _HEAD_END.search(start)
            return offset + block + (head.end() if head else 0)
        stream.seek(offset)
        unpacker = zlib.decompressobj(31)
        while not unpacker.eof:
            packed = unpacker.unconsumed_tail or stream.read(CHUNK)
            if not packed:
                return None
            try:
                unpacker.decompress(packed, CHUNK)
            except zlib.error:
                return None
        return stream.tell() - len(unpacker.unused_data)


def rest_from(warc: Path, start: int) -> int:
    """How many bytes of the file from ``start`` on are no padding (line ends, zeros), looked at up to 1 MiB."""
    with warc.open("rb") as stream:
        stream.seek(start)
        return len(stream.read(CHUNK).strip(b"\x00\r\n"))


def _holds_record(view: mmap.mmap, place: int) -> bool:
    try:
        return zlib.decompressobj(31).decompress(view[place : place + 1024], 5) == b"WARC/"
    except zlib.error:
        return False
