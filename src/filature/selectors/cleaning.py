"""A text with its disguises undone, and the way back from a place in it to the text as it was captured."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from filature.selectors import disguises, spaced
from filature.selectors.characters import GONE, is_disguise, plain_characters
from filature.selectors.disguises import Edit
from filature.selectors.limit import Limit

_NOTHING = re.compile(GONE.encode() + b"+")


class Cleaned:
    """``data`` is the text in UTF-8, cleaned as far as ``limit`` allows; `places` leads from bytes of it to code points
    of ``text``."""

    __slots__ = ("_first", "_passes", "_plain", "data", "text")

    def __init__(self, text: str, limit: Limit | None = None) -> None:
        limit = limit or Limit()
        self.text = text
        self._plain = plain_characters(text)
        self.data = self._first = self._plain.encode()
        self._passes: list[_Pass] = []
        self._undo(_invisible(self.data))
        self._undo(spaced.edits(self.data, limit))
        self._undo(disguises.edits(self.data, limit))

    def _undo(self, found: Iterable[Edit]) -> None:
        listed = list(found)
        if listed:
            done = _Pass.of(self.data, listed)
            self._passes.append(done)
            self.data = done.data

    def places(self, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int, bool]]:
        """For each span of bytes of ``data``: the span of code points of ``text``, and whether a disguise was undone
        inside it. Time is linear in the text and the spans, whatever their order."""
        back = [self._back(start, end) for start, end in spans]
        offsets = {offset for start, end, _ in back for offset in (start, end)}
        plain = len(self._plain) == len(self._first)
        points = {o: o for o in offsets} if plain else _code_points(self._first, offsets)
        return [
            (points[start], points[end], undone or self._hidden(points[start], points[end]))
            for start, end, undone in back
        ]

    def _back(self, start: int, end: int) -> tuple[int, int, bool]:
        undone = False
        for one in reversed(self._passes):
            undone = undone or one.within(start, end)
            start, end = one.start(start), one.end(end)
        return start, end, undone

    def _hidden(self, start: int, end: int) -> bool:
        raw = self.text[start:end]
        return not raw.isascii() and is_disguise(raw, self._plain[start:end])


@dataclass(slots=True)
class _Pass:
    """One round of edits: where each began and ended before, where it begins and ends now."""

    data: bytes
    was_from: list[int]
    was_to: list[int]
    now_from: list[int]
    now_to: list[int]

    @classmethod
    def of(cls, data: bytes, found: list[Edit]) -> _Pass:
        """``data`` after the edits ``found``."""
        pieces: list[bytes] = []
        begins, ends = [], []
        done = length = 0
        for start, end, meant in found:
            pieces += (data[done:start], meant)
            length += start - done
            begins.append(length)
            length += len(meant)
            ends.append(length)
            done = end
        pieces.append(data[done:])
        return cls(b"".join(pieces), [e[0] for e in found], [e[1] for e in found], begins, ends)

    def start(self, place: int) -> int:
        """Where what begins at ``place`` now began before: behind what was taken away there."""
        done = bisect_right(self.now_to, place)
        if done < len(self.now_from) and self.now_from[done] < place:
            return self.was_from[done]
        return self.was_to[done - 1] + place - self.now_to[done - 1] if done else place

    def end(self, place: int) -> int:
        """Where what ends at ``place`` now ended before: in front of what was taken away there."""
        last = bisect_left(self.now_from, place) - 1
        if last < 0:
            return place
        return self.was_to[last] + max(0, place - self.now_to[last])

    def within(self, start: int, end: int) -> bool:
        """Whether an edit lies inside a place; what was taken away at its edges does not."""
        first = bisect_right(self.now_to, start)
        return first < len(self.now_from) and self.now_from[first] < end


def _invisible(data: bytes) -> Iterator[Edit]:
    if GONE.encode() in data:
        yield from ((*found.span(), b"") for found in _NOTHING.finditer(data))


def _code_points(data: bytes, offsets: set[int]) -> dict[int, int]:
    """The number of code points before each of ``offsets``."""
    points, done, count = {}, 0, 0
    for offset in sorted(offsets):
        count += len(data[done:offset].decode("utf-8", "replace"))
        points[offset], done = count, offset
    return points
