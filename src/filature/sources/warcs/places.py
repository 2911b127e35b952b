"""Where records begin and end in a WARC file, whatever lies between them."""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path
from types import TracebackType

from filature.evidence.disk import CHUNK

# Beyond so many false starts a file is taken for hopeless: real damage leaves a handful.
MAX_TRIES = 200_000
GZIP = b"\x1f\x8b\x08"
_HEADER = re.compile(rb"WARC/\d\.\d+[ \t]*\r?\n[A-Za-z][A-Za-z-]*:")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_MAX_HEADER = 64 << 10
_RECORD_END = b"\r\n\r\n"
_PADDING = b"\x00\r\n"


class Places:
    """A WARC file that is not empty, as bytes; no byte is searched twice for records, however often it is asked."""

    def __init__(self, warc: Path) -> None:
        with warc.open("rb") as stream:
            self._view = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        self.size = len(self._view)
        self._tries = MAX_TRIES
        self._member = self._header = -1

    def __enter__(self) -> Places:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._view.close()

    def packed(self, place: int) -> bool:
        """Whether a gzip member begins here."""
        return self._view[place : place + len(GZIP)] == GZIP

    def begins(self, place: int) -> bool:
        """Whether a record begins here, packed or not."""
        if not self.packed(place):
            return self._view[place : place + 5] == b"WARC/"
        try:
            return zlib.decompressobj(31).decompress(self._view[place : place + 1024], 5) == b"WARC/"
        except zlib.error:
            return False

    def next_record(self, start: int) -> int:
        """Byte from ``start`` on at which a record can begin: a gzip member that holds one, or a plain header.

        The file's size when there is none.
        """
        if self._member < start:
            self._member = self._find_member(start)
        if self._header < start:
            found = _HEADER.search(self._view, start)
            self._header = found.start() if found else self.size
        return min(self._member, self._header)

    def end(self, place: int, block: int) -> int | None:
        """Byte behind the record here, whose block has ``block`` bytes: the end of its gzip member, or of its block
        and the line ends after it in a plain file. None when the gzip member is cut short or damaged."""
        if not self.packed(place):
            head = _HEADER_END.search(self._view, place, place + _MAX_HEADER)
            end = (head.end() if head else place) + block
            return min(
                self.size, end + len(_RECORD_END) * (self._view[end : end + len(_RECORD_END)] == _RECORD_END)
            )
        unpacker = zlib.decompressobj(31)
        while not unpacker.eof:
            packed = unpacker.unconsumed_tail or self._view[place : place + CHUNK]
            if not packed:
                return None
            place += 0 if unpacker.unconsumed_tail else len(packed)
            try:
                unpacker.decompress(packed, CHUNK)
            except zlib.error:
                return None
        return place - len(unpacker.unused_data)

    def padding(self, start: int, end: int) -> bool:
        """Whether nothing but line ends and zeros lies between (looked at up to 1 MiB)."""
        return not self._view[start : min(end, start + CHUNK)].strip(_PADDING)

    def _find_member(self, start: int) -> int:
        place = self._view.find(GZIP, start)
        while place >= 0 and self._tries:
            self._tries -= 1
            if self.begins(place):
                return place
            place = self._view.find(GZIP, place + 1)
        return self.size
