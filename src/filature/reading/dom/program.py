"""CSS selectors as numbers, for `match`. cssselect2 reads them; what it cannot say or we cannot match is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from cssselect2 import parser as css

from filature.reading.dom.codes import (
    BEFORE,
    ENTER,
    ENTER_AFTER,
    ENTER_ALL_BEFORE,
    ENTER_AROUND,
    ENTER_BEFORE,
    ENTER_INSIDE,
    ENTER_PARENT,
    HIT,
    IN,
    PARENT,
    SELF,
)  # fmt: skip
from filature.reading.dom.css import alternatives, anchor_of, parsed
from filature.reading.dom.simple import Test, Tests

_LEFT = {" ": (ENTER_INSIDE, SELF), ">": (ENTER, PARENT), "+": (ENTER, BEFORE), "~": (ENTER_AFTER, SELF)}
# And from the left (`a:has(> b)`): what b does.
_RIGHT = {" ": ENTER_AROUND, ">": ENTER_PARENT, "+": ENTER_BEFORE, "~": ENTER_ALL_BEFORE}
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Part:
    """One compound selector: ``anchor`` finds the elements, which must pass the tests; then they do what ``does`` says
    to the selector or the set of that ``number``."""

    anchor: int
    level: int
    tests: tuple[int, int]
    does: int
    number: int


class Program:
    """Selectors compiled together. Those with commas are taken apart into ``selectors``; hits are told by place among these.

    Each selector falls into its compounds, and what stands to the left of one, or in brackets behind it, becomes a
    set that the elements enter. In the order of the document all that stands to the left has been seen before; what
    `:has`, `:not` and `:is` ask for is known after an earlier pass. So each pass is linear, whatever is asked.
    """

    def __init__(self, selectors: Sequence[str]) -> None:
        self.selectors = tuple(dict.fromkeys(part for s in selectors for part in alternatives(s)))
        self._tests: list[Test] = []
        self._simple = Tests(self._any, self._has)
        self._parts: list[_Part] = []
        self._levels: list[int] = []  # of each set, the pass that fills it
        for number, text in enumerate(self.selectors):
            for one in parsed(text):
                self._selector(one.parsed_tree, HIT, number)

    def _selector(self, tree: Any, does: int, number: int) -> int:
        """Add a selector whose elements do ``does``; the pass in which they do."""
        if not isinstance(tree, css.CombinedSelector):
            return self._part(tree, [], does, number, 0)
        entering, looking = _LEFT[tree.combinator]
        left = self._set()
        level = self._levels[left] = self._selector(tree.left, entering, left)
        return self._part(tree.right, [(IN, left, 1, looking, 0, 0)], does, number, level)

    def _part(self, own: Any, more: list[tuple[int, ...]], does: int, number: int, level: int) -> int:
        anchor, anchored = anchor_of(own)
        tests = more + [t for s in own.simple_selectors if s is not anchored for t in self._simple.of(s)]
        level = max([level, *(self._levels[t[1]] + 1 for t in tests[len(more) :] if t[0] == IN)])
        start = len(self._tests)
        self._tests += sorted(tests, key=lambda test: test[0] != IN)
        self._parts.append(_Part(anchor, level, (start, len(self._tests)), does, number))
        return level

    def _set(self) -> int:
        self._levels.append(0)
        return len(self._levels) - 1

    def _any(self, selectors: Sequence[Any]) -> int:
        """The set of the elements that fit any of these."""
        found = self._set()
        self._levels[found] = max([self._selector(s.parsed_tree, ENTER, found) for s in selectors], default=0)
        return found

    def _has(self, selectors: Sequence[Any]) -> int:
        """The set of the elements to which something stands as any of these says; `:has(> a b)` is `:has(> a:has(b))`."""
        found, levels = self._set(), [0]
        for one in selectors:
            tree, more, level = one.selector.parsed_tree, list[tuple[int, ...]](), 0
            while isinstance(tree, css.CombinedSelector):
                inner = self._set()
                self._levels[inner] = self._part(tree.right, more, _RIGHT[tree.combinator], inner, level)
                tree, more, level = tree.left, [(IN, inner, 1, SELF, 0, 0)], self._levels[inner] + 1
            levels.append(self._part(tree, more, _RIGHT[one.combinator], found, level))
        self._levels[found] = max(levels)
        return found

    @cached_property
    def arrays(self) -> tuple[Any, ...]:
        """The tests, the pool of their texts, the passes, how many selectors and sets there are."""
        passes = [self._pass(level) for level in range(max((p.level for p in self._parts), default=0) + 1)]
        pool = np.frombuffer(bytes(self._simple.pool) + b"\0", np.uint8)
        return _table(self._tests, 6), pool, passes, len(self.selectors), len(self._levels)

    def _pass(self, level: int) -> tuple[npt.NDArray[np.uint64], Numbers, Numbers]:
        """Slots by anchor, where among the parts each leads, and the parts (tests from and to, does, number)."""
        here = [p for p in self._parts if p.level == level]
        anchors = sorted({p.anchor for p in here})
        size = 1 << max(4, (4 * len(anchors)).bit_length())
        slots, spans = np.zeros(size, np.uint64), np.zeros((size, 2), np.int64)
        parts: list[tuple[int, ...]] = []
        for anchor in anchors:
            slot = anchor % size
            while slots[slot]:
                slot = (slot + 1) % size
            start = len(parts)
            parts += [(*p.tests, p.does, p.number) for p in here if p.anchor == anchor]
            slots[slot], spans[slot] = anchor, (start, len(parts))
        return slots, spans, _table(parts, 4)


def _table(rows: Sequence[tuple[int, ...]], width: int) -> Numbers:
    return np.array(rows or np.zeros((0, width)), np.int64).reshape(-1, width)
