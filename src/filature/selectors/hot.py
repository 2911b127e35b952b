"""The parts of a text in which identifiers may stand, put together, and the way back to the text.

The compiled loop that finds them takes longer to load than a short text to scan: until a process has seen some text, the
whole of it is one part, and all patterns are tried. What is found is the same.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate
from types import ModuleType

import numpy as np
import re2
from numpy.typing import NDArray

from filature.engine.compiled import keep_compiled
from filature.selectors import hot_tables
from filature.selectors.marks import Marks

PAYS_FROM = 1 << 18
"""Bytes scanned before the loop is loaded; each text counts for some more."""
_TEXT = 2_000
_UNANCHORED = re2._Anchor.UNANCHORED
_BETWEEN = b"\n\x01\n"
"""Stands between two parts; no pattern runs over it."""
# The body of a key or message is noise to every pattern, and its words are long. What repeats is bounded or atomic: many
# beginnings cannot each be followed far.
_BEGIN = b"BEGIN PGP "
_ARMOUR = re.compile(
    rb"BEGIN PGP [A-Z ]{1,40}-----\s{1,8}(?:[A-Za-z]{1,20}: [^\n]{0,200}\n){0,8}+\s{0,8}+((?:[A-Za-z0-9+/=]{20,}+\s)++)"
)
_ALL = -1


class Hot:
    """``numbers`` are those of the patterns that may match in a text; `spans` gives where one does."""

    __slots__ = ("_begins", "_data", "_parts", "numbers")

    def __init__(self, text: bytes, parts: Sequence[Sequence[int]], numbers: Sequence[int]) -> None:
        self.numbers = numbers
        self._parts = parts
        self._begins: list[int] = []
        self._data = _BETWEEN.join([text[start:end] for start, end in parts])

    def spans(self, pattern: re2._Regexp) -> Iterator[tuple[int, int]]:
        """Where ``pattern`` matches, in bytes of the text."""
        data, size, end = self._data, len(self._data), 0
        search = (
            pattern._regexp.Match
        )  # without the objects that `finditer` makes, which take longer than the search
        while end <= size:
            start, end = search(_UNANCHORED, data, end, size)[0]
            if start < 0:
                return
            if not self._begins:
                sizes = [end - start + len(_BETWEEN) for start, end in self._parts]
                self._begins = list(accumulate(sizes, initial=0))
            number = bisect_right(self._begins, start) - 1
            part = self._parts[number]
            shift = part[0] - self._begins[number]
            if end + shift <= part[1]:
                yield start + shift, end + shift
            end += start == end


def _bodies(text: bytes) -> Iterator[tuple[int, int]]:
    place = text.find(_BEGIN)
    while place >= 0:
        found = _ARMOUR.match(text, place)
        if found:
            yield found.span(1)
        place = text.find(_BEGIN, found.end() if found else place + len(_BEGIN))


@cache
def load() -> ModuleType:
    """`hot_kernel`, compiled: loaded when a text is long enough for it."""
    keep_compiled()
    from filature.selectors import hot_kernel  # noqa: PLC0415

    return hot_kernel


class Marker:
    """Finds the parts of texts that hold what ``marks`` say, pattern by pattern (`kind.Kind.marks`)."""

    def __init__(self, marks: Sequence[str], pays_from: int = PAYS_FROM) -> None:
        self._marks = Marks(marks)
        self._everywhere = all(marks)
        self._rest = pays_from

    def hot(self, text: bytes) -> Hot:
        """The parts of ``text`` that hold every match of every pattern, but those in the bodies of OpenPGP armour."""
        bodies = list(_bodies(text))
        self._rest -= len(text) + _TEXT
        if text and self._everywhere and (self._rest < 0 or "numba" in sys.modules):
            (flags, lengths), (hints, _), *parts = self._marked(text, bodies)
            return Hot(text, parts, self._marks.numbers(flags, lengths, hints))
        starts, ends = [0, *(end for _, end in bodies)], [*(start for start, _ in bodies), len(text)]
        return Hot(text, list(zip(starts, ends, strict=True)), self._marks.numbers(_ALL, _ALL, _ALL))

    def _marked(self, text: bytes, bodies: list[tuple[int, int]]) -> list[list[int]]:
        skipped = np.array(bodies, np.int64).reshape(-1, 2)
        found: list[list[int]] = load().hot(np.frombuffer(text, np.uint8), *self._tables, skipped).tolist()
        return found

    @cached_property
    def _tables(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint16]]:
        grams = hot_tables.grams(self._marks.hints)
        tables = grams, hot_tables.ends(grams), hot_tables.shapes()
        for table in tables:
            table.setflags(write=False)
        return tables
