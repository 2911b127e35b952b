"""Find out in which encoding the text of a file is written, from all of its bytes, in bounded memory."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from filature.sources.tabular import decoders
from filature.sources.tabular.plausible import plausibility

PIECE = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_HIGH = re.compile(rb"[^\x80-\xff\r\n]{0,2}[\x80-\xff]{1,40}[^\x80-\xff\r\n]{0,2}")
_BARE_RETURN = re.compile(rb"\r(?=[^\n])")
_MOST_CONTEXTS = 20_000
# A text in another alphabet has most of its letters beyond ASCII; one in a European language has few there.
_OTHER_ALPHABET = 1.0
_LEVELS = 4
_PRIOR = 0.35
_WESTERN = ("cp1252", "mac_roman")


@dataclass(frozen=True, slots=True)
class Encoding:
    """``name`` for `bytes.decode`; ``strays`` bytes do not fit; ``garbled`` says how the text was garbled before."""

    name: str
    strays: int = 0
    garbled: str = ""

    @property
    def errors(self) -> str:
        """Error handler to decode with."""
        return decoders.errors_for(self.name)


def marked_encoding(head: bytes) -> str | None:
    """The encoding that the first bytes give away by a mark or by their NULs; None when they do not."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    sample = head[: len(head) // 2 * 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) >= 4 and max(even, odd) * 3 > len(sample) // 2 and min(even, odd) * 10 < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def tell_encoding(path: Path) -> Encoding:
    """The encoding of the file at ``path``. Never fails: bytes that fit nowhere are counted as strays."""
    with path.open("rb") as source:
        marked = marked_encoding(source.read(4096))
        if marked:
            return Encoding(marked)
        source.seek(0)
        survey = _Survey()
        survey.feed(iter(lambda: source.read(PIECE), b""))
    if survey.bad == 0 or survey.good > 10 * survey.bad:
        return Encoding("utf-8", survey.bad)
    sample = b"\n".join(survey.contexts)
    letters = len(re.findall(rb"[A-Za-z]", survey.head)) + 1
    if len(re.findall(rb"[\x80-\xff]", survey.head)) > _OTHER_ALPHABET * letters:
        best = from_bytes(survey.head or sample).best()
        if best is not None and best.encoding not in ("utf_8", "ascii"):
            return Encoding(best.encoding)
    return western(survey.contexts, survey.bare_returns)


class _Survey:
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
            for found in _HIGH.findall(piece) if not piece.isascii() else ():
                if found in self.contexts or len(self.contexts) < _MOST_CONTEXTS:
                    self.contexts[found] += 1
        self._count(decoder.decode(b"", True))

    def _count(self, text: str) -> None:
        if not text.isascii():
            bad = text.count("\ufffd")
            self.bad += bad
            self.good += len(re.findall(r"[^\x00-\x7f\ufffd]", text))


def western(contexts: Counter[bytes], bare_returns: bool = False) -> Encoding:
    """cp1252 or Mac Roman, by what comes out; lines that end as the Mac ended them speak for the latter.

    A table that was opened as the one and saved as the other, perhaps many times, is garbled in itself; which
    of the two it was saved in shows when the same mistakes are undone. The text is kept as it is all the same.
    """
    best = max(
        ((_score(contexts, name, other, level) + _PRIOR * (bare_returns and name == "mac_roman"), name, level)
         for name, other in (_WESTERN, _WESTERN[::-1]) for level in range(_LEVELS + 1)),
        key=lambda found: (found[0], -found[2], found[1]),
    )  # fmt: skip
    _, name, level = best
    other = _WESTERN[1 - _WESTERN.index(name)]
    return Encoding(name, garbled=f"opened as {other} and saved as {name}, {level} times" if level else "")


def _score(contexts: Counter[bytes], name: str, other: str, level: int) -> float:
    """How plausible the text is once ``level`` mistakes are undone, for all contexts."""
    total = count = 0.0
    for context, times in contexts.items():
        undone = _undo(context, name, other, level)
        total += times * (_worth(undone, name, level) if undone is not None else 0.0)
        count += times
    return total / (count or 1) - 0.02 * level


def _worth(data: bytes, name: str, level: int) -> float:
    """Three bytes and more that are UTF-8 are no accident; two may be."""
    if level:
        try:
            return plausibility(data.decode("utf-8"), sure_from="\u0800")
        except UnicodeDecodeError:
            pass
    return plausibility(data.decode(name, decoders.errors_for(name)))


def _undo(data: bytes, name: str, other: str, level: int) -> bytes | None:
    """What stood there before it was ``level`` times opened as ``other`` and saved as ``name``; None if it was not."""
    try:
        for _ in range(level):
            data = data.decode(name, decoders.errors_for(name)).encode(other)
    except UnicodeEncodeError:
        return None
    return data


def guess(head: bytes) -> str:
    """The encoding that the first bytes of a file suggest; a character that they cut in two does not count."""
    marked = marked_encoding(head)
    if marked:
        return marked
    survey = _Survey()
    survey.feed(iter([head]))
    return "utf-8" if survey.bad <= 1 or survey.good > 10 * survey.bad else western(survey.contexts).name
