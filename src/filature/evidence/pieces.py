"""A stream that arrives in pieces, as a file to be read once from front to back."""

from __future__ import annotations

import io
from collections.abc import Iterator

BUFFER = 64 << 10


def as_file(pieces: Iterator[bytes]) -> io.BufferedReader:
    """``pieces`` as a file; what the iterator raises comes out of the read that needed the piece."""
    return io.BufferedReader(_Pieces(pieces), BUFFER)


class _Pieces(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")
        self._position = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            fresh = next(self._pieces, None)
            if fresh is None:
                return 0
            self._rest = memoryview(fresh)
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        self._position += size
        return size
