"""CSS selectors as numbers, for `match`. cssselect2 reads them; what it cannot say or we cannot match is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from cssselect2 import parser as css
from tinycss2 import parse_component_value_list
from tinycss2.nth import parse_nth

from filature.reading.dom.keys import key

# Tests of one element; each is (test, five numbers). IN: whether it (or its parent, or the element before it) is in a set.
TAG, CLASS, ID, HAS_ATTRIBUTE, ATTRIBUTE, NUMBER, IN, EMPTY, ROOT, CONTAINS = range(10)
SELF, PARENT, BEFORE = range(3)
# What a fitting element does: it is a hit, or it enters a set itself, or by its parent, its ancestors, the element
# before it, all before it, all inside it, all after it.
HIT, ENTER, ENTER_PARENT, ENTER_AROUND, ENTER_BEFORE, ENTER_ALL_BEFORE, ENTER_INSIDE, ENTER_AFTER = range(8)
# A combinator seen from the right (`a b`: b looks for a): what the left part does, and where the right part looks.
_LEFT = {" ": (ENTER_INSIDE, SELF), ">": (ENTER, PARENT), "+": (ENTER, BEFORE), "~": (ENTER_AFTER, SELF)}
# And from the left (`a:has(> b)`): what b does.
_RIGHT = {" ": ENTER_AROUND, ">": ENTER_PARENT, "+": ENTER_BEFORE, "~": ENTER_ALL_BEFORE}
# How an attribute is compared.
EQUAL, WORD, DASH, BEGINS, ENDS, HOLDS = range(6)
_OPERATORS = {"=": EQUAL, "~=": WORD, "|=": DASH, "^=": BEGINS, "$=": ENDS, "*=": HOLDS}
_NTH = {"nth-child": (0, 0), "nth-last-child": (1, 0), "nth-of-type": (0, 1), "nth-last-of-type": (1, 1)}
_FIRST = {"first-child": (0, 0), "last-child": (1, 0), "first-of-type": (0, 1), "last-of-type": (1, 1)}
_CHECKED = "[checked], [selected]"
# Which name of an element finds the selectors that may fit it: a namespace is mixed into the key.
BY_TAG, BY_CLASS, BY_ID = 0, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
_ALL = (1 << 64) - 1

Numbers = npt.NDArray[np.int64]


class UnknownSelector(ValueError):
    """A selector that is wrong, or uses what is not known here; the message says what."""


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
        self._tests: list[tuple[int, ...]] = []
        self._pool = bytearray()
        self._parts: list[_Part] = []
        self._levels: list[int] = []  # of each set, the pass that fills it
        for number, text in enumerate(self.selectors):
            for parsed in _parsed(text):
                self._selector(parsed.parsed_tree, HIT, number)

    def _selector(self, tree: Any, does: int, number: int) -> int:
        """Add a selector whose elements do ``does``; the pass in which they do."""
        if not isinstance(tree, css.CombinedSelector):
            return self._part(tree, [], does, number, 0)
        entering, looking = _LEFT[tree.combinator]
        left = self._set()
        level = self._levels[left] = self._selector(tree.left, entering, left)
        return self._part(tree.right, [(IN, left, 1, looking, 0, 0)], does, number, level)

    def _part(self, own: Any, more: list[tuple[int, ...]], does: int, number: int, level: int) -> int:
        anchor, anchored = _anchor(own)
        tests = more + [t for s in own.simple_selectors if s is not anchored for t in self._simple(s)]
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

    def _text(self, text: str) -> tuple[int, int]:
        start = len(self._pool)
        self._pool += text.encode()
        return start, len(self._pool)

    def _simple(self, simple: Any) -> list[tuple[int, ...]]:
        """The tests of one simple selector."""
        found: list[tuple[int, ...]]
        match simple:
            case css.LocalNameSelector():
                found = [(TAG, _signed(key(simple.lower_local_name.encode())), 0, 0, 0, 0)]
            case css.ClassSelector():
                found = [(CLASS, 0, *self._text(simple.class_name), 0, 0)]
            case css.IDSelector():
                found = [(ID, 0, *self._text(simple.ident), 0, 0)]
            case css.AttributeSelector():
                found = [self._attribute(simple)]
            case css.NegationSelector():
                found = [(IN, self._any(simple.selector_list), 0, SELF, 0, 0)]
            case css.MatchesAnySelector() | css.SpecificityAdjustmentSelector():
                found = [(IN, self._any(simple.selector_list), 1, SELF, 0, 0)]
            case css.RelationalSelector():
                found = [(IN, self._has(simple.selector_list), 1, SELF, 0, 0)]
            case css.PseudoClassSelector():
                found = self._pseudo(simple.name)
            case css.FunctionalPseudoClassSelector():
                found = [self._function(simple)]
            case _:
                raise UnknownSelector(f"{simple!r} is not known")
        return found

    def _attribute(self, simple: Any) -> tuple[int, ...]:
        name = _signed(key(simple.lower_name.encode()))
        if simple.operator is None:
            return (HAS_ATTRIBUTE, name, 0, 0, 0, 0)
        folded = simple.case_sensitive is False
        text = self._text(simple.value.lower() if folded else simple.value)
        return (ATTRIBUTE, name, *text, _OPERATORS[simple.operator], int(folded))

    def _pseudo(self, name: str) -> list[tuple[int, ...]]:
        if name in _FIRST:
            return [(NUMBER, 0, 1, *_FIRST[name], 0)]
        if name in ("only-child", "only-of-type"):
            kind = int(name == "only-of-type")
            return [(NUMBER, 0, 1, 0, kind, 0), (NUMBER, 0, 1, 1, kind, 0)]
        if name == "checked":
            return [(IN, self._any(_parsed(_CHECKED)), 1, SELF, 0, 0)]
        if name in ("empty", "root"):
            return [(EMPTY if name == "empty" else ROOT, 0, 0, 0, 0, 0)]
        raise UnknownSelector(f":{name} is not known")

    def _function(self, simple: Any) -> tuple[int, ...]:
        if simple.name in _NTH and (given := parse_nth(simple.arguments)) is not None:
            return (NUMBER, *given, *_NTH[simple.name], 0)
        words = [t for t in simple.arguments if t.type != "whitespace"]
        if simple.name in ("contains", "lexbor-contains") and words and words[0].type in ("string", "ident"):
            folded = len(words) == 2 and words[1].type == "ident" and words[1].lower_value == "i"
            if len(words) == 1 or folded:
                text = words[0].value
                return (CONTAINS, 0, *self._text(text.lower() if folded else text), int(folded), 0)
        raise UnknownSelector(f":{simple.name}({_source(simple.arguments)}) is not known")

    @cached_property
    def arrays(self) -> tuple[Any, ...]:
        """The tests, the pool of their texts, the passes, how many selectors and sets there are."""
        passes = [self._pass(level) for level in range(max((p.level for p in self._parts), default=0) + 1)]
        pool = np.frombuffer(bytes(self._pool) + b"\0", np.uint8)
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


@cache
def alternatives(selector: str) -> tuple[str, ...]:
    """The parts of a selector between its commas."""
    parts: list[list[Any]] = [[]]
    for token in parse_component_value_list(selector):
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_source(part).strip() for part in parts)


ANY_ELEMENT = 1
"""The anchor of selectors that neither an id nor a class nor a tag is known of."""


def _anchor(own: Any) -> tuple[int, Any]:
    """The key that an element must have to fit a compound, of an id, else a class, else the tag; and whose it is."""
    for kind, name, space in (
        (css.IDSelector, "ident", BY_ID),
        (css.ClassSelector, "class_name", BY_CLASS),
        (css.LocalNameSelector, "lower_local_name", BY_TAG),
    ):
        for simple in own.simple_selectors:
            if isinstance(simple, kind):
                return key(getattr(simple, name).encode()) ^ space, simple
    return ANY_ELEMENT, None


def _parsed(text: str) -> list[Any]:
    try:
        found = list(css.parse(text))
    except css.SelectorError as error:
        raise UnknownSelector(str(error)) from None
    if any(one.pseudo_element for one in found):
        raise UnknownSelector("it names a pseudo-element")
    return found


def _source(tokens: Sequence[Any]) -> str:
    return "".join(token.serialize() for token in tokens)


def _signed(number: int) -> int:
    return number - (1 << 64) if number >= 1 << 63 else number


def _table(rows: Sequence[tuple[int, ...]], width: int) -> Numbers:
    return np.array(rows or np.zeros((0, width)), np.int64).reshape(-1, width)
