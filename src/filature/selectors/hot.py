"""The parts of a text in which identifiers may stand, put together, and the way back to the text.

The compiled loop that finds them takes longer to load than a short text to scan: until a process has seen some
megabytes, the whole text is one part. What is found is the same.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np
import re2
from numpy.typing import NDArray

from filature.selectors import hot_tables

PAYS_FROM = 4 << 20
"""Bytes scanned before the loop is loaded."""
_BETWEEN = b"\n\x01\n"
"""Stands between two parts; no pattern runs over it."""
# The body of a key or message is noise to every pattern but a cost: each of its letters is new to the automaton.
_ARMOUR = re2.compile(rb"BEGIN PGP [A-Z ]+-----\s+(?:[A-Za-z]+: [^\n]*\n)*\s*((?:[A-Za-z0-9+/=]{20,}\s)+)")


class Hot:
    """``data`` holds the parts of a text; `spans` leads from matches in it to the text."""

    __slots__ = ("_begins", "_ends", "_shifts", "data")

    def __init__(self, text: bytes, parts: list[tuple[int, int]]) -> None:
        self.data = text
        self._begins: list[int] = []
        if parts != [(0, len(text))]:
            self.data = _BETWEEN.join([text[start:end] for start, end in parts])
            place = 0
            self._ends, self._shifts = [], []
            for start, end in parts:
                self._begins.append(place)
                self._shifts.append(start - place)
                place += end - start
                self._ends.append(place)
                place += len(_BETWEEN)

    def spans(self, pattern: re2._Regexp) -> Iterator[tuple[int, int]]:
        """Where ``pattern`` matches, in bytes of the text."""
        if not self._begins:
            yield from (match.span() for match in pattern.finditer(self.data))
            return
        for match in pattern.finditer(self.data):
            start, end = match.span()
            part = bisect_right(self._begins, start) - 1
            if end <= self._ends[part]:
                yield start + self._shifts[part], end + self._shifts[part]


class Marker:
    """Finds the parts of texts for some hints (`kind.Kind.hints`)."""

    def __init__(self, hints: Iterable[str], pays_from: int = PAYS_FROM) -> None:
        self._hints = sorted(set(hints))
        self._rest = pays_from

    def hot(self, text: bytes) -> Hot:
        """The parts of ``text`` that hold every match of every pattern, but those in the bodies of OpenPGP armour."""
        bodies = [m.span(1) for m in _ARMOUR.finditer(text)] if b"BEGIN PGP" in text else []
        self._rest -= len(text)
        if self._rest < 0 or "numba" in sys.modules:
            return Hot(text, self._marked(text, bodies))
        starts, ends = [0, *(end for _, end in bodies)], [*(start for start, _ in bodies), len(text)]
        return Hot(text, list(zip(starts, ends, strict=True)))

    def _marked(self, text: bytes, bodies: list[tuple[int, int]]) -> list[tuple[int, int]]:
        from filature.selectors.hot_kernel import hot  # noqa: PLC0415

        if not text:
            return []
        skipped = np.array(bodies, np.int64).reshape(-1, 2)
        grams, shapes = _tables(tuple(self._hints))
        found: list[tuple[int, int]] = hot(np.frombuffer(text, np.uint8), grams, shapes, skipped).tolist()
        return found


@cache
def _tables(hints: tuple[str, ...]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    tables = hot_tables.grams(hints), hot_tables.shapes()
    for table in tables:
        table.setflags(write=False)
    return tables
