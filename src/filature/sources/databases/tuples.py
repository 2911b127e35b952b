"""Find the rows of INSERT statements in a block of bytes at once, by array operations.

Only plain rows are taken: strings in '…', numbers and words, as many as the table has columns. At the first thing
that is not (a function, a comment, a "string", the end of the statement) the scan stops, and the reader goes on
value by value. Whatever stands before the first strange byte has been read right: strings are told from left to
right.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]
Flags = NDArray[np.bool_]
_QUOTE, _BACKSLASH, _OPEN, _CLOSE, _COMMA, _END, _STRANGE, _DASH = 1, 2, 3, 4, 5, 6, 7, 8
_CLASS = bytearray(256)
for _bytes, _class in ((b"'", _QUOTE), (b"\\", _BACKSLASH), (b"(", _OPEN), (b")", _CLOSE), (b",", _COMMA), (b";", _END),
                       (b'"`$/#', _STRANGE), (b"-", _DASH)):  # fmt: skip
    for _byte in _bytes:
        _CLASS[_byte] = _class
SPACE = np.zeros(256, np.bool_)
SPACE[list(b" \t\r\n\x0b\x0c")] = True
_WIDEST_GAP = 4


@dataclass(frozen=True, slots=True)
class Tuples:
    """Rows found: value ``c`` of row ``r`` is ``data[starts[r, c]:ends[r, c]]``.

    The scan came to ``stop``, just behind the last row that it took.
    """

    starts: Positions
    ends: Positions
    stop: int


@dataclass(slots=True)
class _Marks:
    """The bytes of a block that mean something: where, of which class, and whether a string holds them."""

    block: NDArray[np.uint8]
    where: Positions
    what: NDArray[np.uint8]
    quotes: Flags
    quoted: Flags


def scan(
    data: bytes, start: int, limit: int, *, width: int, glue: bytes, backslash: bool, escapes: bool
) -> Tuples:
    """The rows of ``data[start:limit]``; ``start`` is at the ``(`` of one of ``width`` values.

    ``glue`` is what stands between two statements of the same form, from the semicolon up to ``(``, without a
    quote or a second semicolon; empty when they are not to be read on. ``backslash``: it escapes inside of
    strings. ``escapes``: E'…' may occur.
    """
    block = data[start:limit]
    marks = _marks(block, backslash)
    joins, glued = _joins(marks, glue)
    outside = ~(marks.quoted | glued)
    keep = outside & (marks.what >= _OPEN) & (marks.what <= _END)
    keep[_first_strange(marks, outside & ~joins, escapes, b"--" in block) :] = False
    rows = _rows(marks.block, marks.where[keep], marks.what[keep], width, len(glue))
    stop = start + int(rows[-1, width]) + 1 if len(rows) else start
    return Tuples(rows[:, :width] + (start + 1), rows[:, 1 : width + 1] + start, stop)


def _marks(data: bytes, backslash: bool) -> _Marks:
    block = np.frombuffer(data, np.uint8)
    classes = np.frombuffer(data.translate(_CLASS), np.uint8)
    where = np.flatnonzero(classes.view(np.bool_))
    what = classes[where]
    quotes = what == _QUOTE
    slashes = where[what == _BACKSLASH] if backslash else where[:0]
    if len(slashes):
        order = np.arange(len(slashes))
        begins = np.concatenate(([True], np.diff(slashes) != 1))
        active = (order - np.maximum.accumulate(np.where(begins, order, 0))) % 2 == 0
        escaped = np.zeros(len(block) + 1, np.bool_)
        escaped[slashes[active] + 1] = True
        quotes &= ~escaped[where]
    return _Marks(block, where, what, quotes, np.logical_xor.accumulate(quotes) | quotes)


def _joins(marks: _Marks, glue: bytes) -> tuple[Flags, Flags]:
    """Which marks are semicolons that begin ``glue``, and which lie inside of the rest of it."""
    joins = np.zeros(len(marks.where), np.bool_)
    ends = np.flatnonzero((marks.what == _END) & ~marks.quoted) if glue else np.empty(0, np.int64)
    close = np.diff(marks.where[ends]) < len(glue)
    if close.any():  # glue has one semicolon, so the first of two near ones ends the run: look no further
        ends = ends[: int(close.argmax())]
    ends = ends[marks.where[ends] + len(glue) <= len(marks.block)]
    if not len(ends):
        return joins, joins
    windows = np.lib.stride_tricks.sliding_window_view(marks.block, len(glue))[marks.where[ends]]
    ends = ends[(windows == np.frombuffer(glue, np.uint8)).all(axis=1)]
    joins[ends] = True
    inner = np.zeros(len(marks.where) + 1, np.int8)
    inner[ends + 1] += 1
    np.subtract.at(inner, np.searchsorted(marks.where, marks.where[ends] + len(glue)), 1)
    return joins, np.cumsum(inner[:-1], dtype=np.int8) > 0


def _first_strange(marks: _Marks, outside: Flags, escapes: bool, dashes: bool) -> int:
    """Index of the first mark at which the scan must stop; the number of marks when there is none."""
    what = marks.what
    strange = outside & ((what == _STRANGE) | (what == _BACKSLASH) | (what == _END))
    if dashes:
        single = np.flatnonzero(outside & (what == _DASH))
        after = np.minimum(marks.where[single] + 1, len(marks.block) - 1)
        strange[single[marks.block[after] == ord("-")]] = True
    if escapes:
        openers = np.flatnonzero(marks.quotes)[::2]
        before = marks.block[np.maximum(marks.where[openers] - 1, 0)]
        strange[openers[(before == ord("E")) | (before == ord("e"))]] = True
    return int(strange.argmax()) if strange.any() else len(what)


def _rows(
    block: NDArray[np.uint8], where: Positions, what: NDArray[np.uint8], width: int, glue: int
) -> Positions:
    """One line for each row that is as it should be: where its ``(``, its commas, its ``)`` and what follows are."""
    count = (len(where) + 1) // (width + 2)
    if count * (width + 2) > len(where):  # nothing need stand behind the `)` of the last row
        where, what = np.append(where, np.int64(len(block))), np.append(what, np.uint8(_COMMA))
    places = where[: count * (width + 2)].reshape(count, width + 2)
    kinds = what[: count * (width + 2)].reshape(count, width + 2)
    good = (kinds[:, 0] == _OPEN) & (kinds[:, width] == _CLOSE) & (kinds[:, 1:width] == _COMMA).all(axis=1)
    count = count if good.all() else int(good.argmin())
    places, kinds = places[:count], kinds[:count]
    joined = kinds[:, -1] == _END
    fine = ((kinds[:, -1] == _COMMA) | joined) & _only_space(block, places[:, -2] + 1, places[:, -1])
    after = places[:, -1] + np.where(joined, glue, 1)
    fine[:-1] &= _only_space(block, after[:-1], places[1:, 0])
    return places if fine.all() else places[: int(fine.argmin()) + 1]


def _only_space(block: NDArray[np.uint8], starts: Positions, ends: Positions) -> Flags:
    """Whether nothing but a little white space lies between each start and end."""
    fine: Flags = (ends >= starts) & (ends - starts <= _WIDEST_GAP)
    longest = int((ends - starts)[fine].max(initial=0))
    for step in range(longest):
        inside = starts + step < ends
        fine &= ~inside | SPACE[block[np.minimum(starts + step, len(block) - 1)]]
    return fine
