"""One pass over the bytes of a text: what of them is UTF-8, and samples of what is beyond ASCII."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator

_HIGH = re.compile(rb"([^\x80-\xff\r\n]{0,2}[\x80-\xff]{1,40})(?=([^\x80-\xff\r\n]{0,2}))")
_BARE_RETURN = re.compile(rb"\r(?=[^\n])")
_MOST_CONTEXTS = 20_000


class Survey:
    """What a pass over the bytes tells: characters beyond ASCII that are UTF-8, bytes that are not, samples."""

    def __init__(self) -> None:
        self.good = self.bad = 0
        self.bare_returns = False
        self.head = b""
        self.contexts: Counter[bytes] = Counter()

    def feed(self, pieces: Iterator[bytes]) -> None:
        """Take in the whole file."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        for piece in pieces:
            self.head = self.head or piece[:65_536]
            self.bare_returns |= _BARE_RETURN.search(piece) is not None
            self._count(decoder.decode(piece))
            for run, after in _HIGH.findall(piece) if not piece.isascii() else ():
                found = run + after
                if found in self.contexts or len(self.contexts) < _MOST_CONTEXTS:
                    self.contexts[found] += 1
        self._count(decoder.decode(b"", True))

    def _count(self, text: str) -> None:
        if not text.isascii():
            bad = text.count("\ufffd")
            self.bad += bad
            self.good += len(re.findall(r"[^\x00-\x7f\ufffd]", text))
