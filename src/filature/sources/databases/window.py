"""A window on a stream of bytes that is read once, front to back, in bounded memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filature.errors import Malformed

STEP = 4 << 20
COMMENT_LIMIT = 64 << 20
TAIL = 400


class Window:
    """``data[pos:]`` is what lies ahead; ``base + pos`` is the place in the stream.

    ``ended`` is True once all of the stream is in the window; ``cut`` then says whether it broke off. ``tail``
    has the last bytes read so far.
    """

    def __init__(self, pieces: Iterator[bytes], step: int = STEP) -> None:
        self._pieces, self._step = pieces, step
        self.data = b""
        self.pos = self.base = 0
        self.ended = False
        self.cut: Malformed | None = None
        self.tail = b""

    @property
    def place(self) -> int:
        """Bytes from the start of the stream to ``pos``."""
        return self.base + self.pos

    @property
    def ahead(self) -> int:
        """Bytes in the window from ``pos`` on."""
        return len(self.data) - self.pos

    def grow(self) -> bool:
        """Drop what lies before ``pos`` and read on; False when there is no more.

        What lies ahead at least doubles, so that a long row is not read again and again.
        """
        if self.ended:
            return False
        kept, wanted = [self.data[self.pos :]], max(self._step, self.ahead)
        while wanted > 0:
            piece = self._next()
            if piece is None:
                self.ended = True
                break
            kept.append(piece)
            wanted -= len(piece)
        self.base, self.pos, self.data = self.base + self.pos, 0, b"".join(kept)
        self.tail = (self.tail + self.data[-TAIL:])[-TAIL:]
        return len(kept) > 1

    def need(self, size: int) -> bool:
        """Have ``size`` bytes ahead in the window; False when the stream ends before."""
        while self.ahead < size and self.grow():
            pass
        return self.ahead >= size

    def look(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer only at the end of the stream."""
        self.need(size)
        return self.data[self.pos : self.pos + size]

    def skip(self, space: re.Pattern[bytes]) -> None:
        """Go behind what ``space`` takes: white space and comments, even where they reach beyond the window."""
        while True:
            found = space.match(self.data, self.pos)
            self.pos = found.end() if found else self.pos
            opened = (
                self.data[self.pos : self.pos + 2] == b"/*" and self.data[self.pos + 2 : self.pos + 3] != b"!"
            )
            if self.ended or not (self.ahead < 3 or (opened and self.ahead < COMMENT_LIMIT)):
                return
            if not self.grow():
                return

    def _next(self) -> bytes | None:
        try:
            return next(self._pieces, None)
        except Malformed as error:
            self.cut = error
            return None
