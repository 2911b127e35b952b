"""All identifiers in a text: one look for all kinds, then each pattern that has a match, then what covers what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from graphlib import TopologicalSorter
from itertools import accumulate, groupby

import re2

from filature.selectors.cleaning import Cleaned
from filature.selectors.hot import Marker
from filature.selectors.kind import Hit, Kind
from filature.selectors.kinds import all_kinds
from filature.selectors.limit import Limit


@dataclass(frozen=True, slots=True)
class Mention:
    """One identifier in a text. ``start`` and ``end`` are code points of the text as captured, ``raw`` is what stands
    there; ``defanged`` says that a disguise was undone inside it. The rest is as in `Hit`."""

    kind: str
    subtype: str
    value: str
    raw: str
    start: int
    end: int
    check: str
    defanged: bool
    details: dict[str, object] = field(default_factory=dict)


def scan(text: str) -> list[Mention]:
    """Every identifier of every kind in ``text``, in the order of the text. Time is linear in its length."""
    return scanner().scan(text)


@cache
def scanner() -> Scanner:
    """The scanner of all kinds, made once for each process."""
    return Scanner(all_kinds())


class Scanner:
    """Looks for some kinds. A text is taken whole: what is found does not depend on where it would be cut."""

    def __init__(self, kinds: Sequence[Kind]) -> None:
        self._kinds = _outer_first(kinds)
        self._named = {kind.name: kind for kind in self._kinds}
        self._names = [kind.name for kind in self._kinds for _ in kind.patterns]
        self._patterns = [pattern for kind in self._kinds for pattern in kind.patterns]
        self._marker = Marker([mark for kind in self._kinds for mark in _marks(kind)])

    def scan(self, text: str, limit: Limit | None = None) -> list[Mention]:
        """Every identifier in ``text``, ordered by place, kind, subtype and value; no more than ``limit`` allows."""
        limit = limit or Limit()
        cleaned = Cleaned(text, limit)
        found = self._found(cleaned.data, limit)
        if not found:
            return []
        places = cleaned.places((hit.start, hit.end) for _, hit in found)
        mentions = [
            Mention(kind, hit.subtype, hit.value, text[start:end], start, end, hit.check, undone, hit.details)
            for (kind, hit), (start, end, undone) in zip(found, places, strict=True)
        ]
        return sorted(mentions, key=lambda m: (m.start, m.end, m.kind, m.subtype, m.value))

    def _found(self, data: bytes, limit: Limit) -> list[tuple[str, Hit]]:
        """Kind and hit of all that no other kind covers."""
        found: list[tuple[str, Hit]] = []
        outer: dict[str, list[tuple[int, int]]] = {}
        for kind, spans in self._matched(data, limit):
            cover = _Cover(outer[kind.name]) if kind.name in outer else None
            hits = list(_outermost(limit.hits(_hits(kind, spans, data, cover))))
            found += ((kind.name, hit) for hit in hits)
            for name in kind.covers:
                outer.setdefault(name, []).extend((hit.start, hit.end) for hit in hits)
        return found

    def _matched(self, data: bytes, limit: Limit) -> Iterator[tuple[Kind, list[tuple[int, int]]]]:
        """The kinds of which a pattern matches, in their order, and where: by pattern, then in the order of the text. Each
        pattern is looked for once, though kinds share it."""
        hot, known = self._marker.hot(data), {}
        for name, numbers in groupby(hot.numbers, key=self._names.__getitem__):
            spans: list[tuple[int, int]] = []
            for number in numbers:
                pattern = self._patterns[number]
                if pattern not in known:
                    known[pattern] = list(limit.candidates(hot.spans(_compiled(pattern))))
                spans += known[pattern]
            if spans:
                yield self._named[name], spans


class _Cover:
    """Places in which hits are not reported."""

    def __init__(self, places: list[tuple[int, int]]) -> None:
        places.sort()
        self._starts = [start for start, _ in places]
        self._reach = list(accumulate((end for _, end in places), max))

    def holds(self, start: int, end: int) -> bool:
        """Whether all of a place lies in one of them."""
        last = bisect_right(self._starts, start) - 1
        return last >= 0 and self._reach[last] >= end


@cache
def _compiled(pattern: str) -> re2._Regexp:
    """A pattern whose groups are not kept: only where it matches is asked, which costs half."""
    options = re2.Options()
    options.never_capture = True
    return re2.compile(pattern.encode(), options)


def _marks(kind: Kind) -> tuple[str, ...]:
    """The mark of each pattern of a kind; ValueError when it has marks for some only."""
    marks = kind.marks or ("",) * len(kind.patterns)
    if len(marks) != len(kind.patterns):
        raise ValueError(f"{kind.name}: {len(kind.patterns)} patterns, {len(marks)} marks")
    return marks


def _hits(kind: Kind, spans: Iterable[tuple[int, int]], data: bytes, cover: _Cover | None) -> Iterator[Hit]:
    """The hits of one kind outside ``cover``, in the order of its matches."""
    for start, end in spans:
        if cover is None:
            yield from kind.read(data, start, end)
        elif not cover.holds(start, end):
            yield from (h for h in kind.read(data, start, end) if not cover.holds(h.start, h.end))


def _outermost(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of hits with one value those that lie inside no other."""
    reached: dict[tuple[str, str], int] = {}
    for hit in sorted(hits, key=_by_place):
        if hit.end > reached.get((hit.subtype, hit.value), -1):
            reached[hit.subtype, hit.value] = hit.end
            yield hit


def _by_place(hit: Hit) -> tuple[int, int]:
    return hit.start, -hit.end


def _outer_first(kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    """The kinds in an order in which each comes behind those that cover it; `graphlib.CycleError` when there is none."""
    named = {kind.name: kind for kind in kinds}
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(named, ()))
    for kind in kinds:
        for name in sorted(kind.covers & named.keys()):
            order.add(name, kind.name)
    return tuple(named[name] for name in order.static_order())
