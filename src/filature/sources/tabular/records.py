"""Lines to records: quotes out of place are mended where that is safe, else the record is rejected with its line."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from filature.sources.relation import Reject
from filature.sources.tabular.lines import MAX_LINE, TOO_LONG

# A cell with more lines, or a record with more characters, is a quotation mark that nobody closed.
MAX_LINES = 2_000
MAX_RECORD = 2 * MAX_LINE


class _Unclosed(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Record:
    """A record and the line, counted from 1, on which it begins."""

    line: int
    cells: list[str]


class Records:
    """The records of a text, and `Reject` for what is none, in order. Blank lines are neither."""

    def __init__(self, lines: Iterator[str], delimiter: str, width: int) -> None:
        self._lines, self._delimiter, self._width = lines, delimiter, width
        self._waiting: deque[str] = deque()
        self._taken: list[str] = []
        self._line = 0
        csv.field_size_limit(MAX_RECORD)

    def __iter__(self) -> Iterator[Record | Reject]:
        while True:
            try:
                for cells in csv.reader(self._feed(), delimiter=self._delimiter, strict=True):
                    yield from self._take(cells)
                return
            except (csv.Error, _Unclosed) as error:
                yield from self._mend(str(error))

    def _feed(self) -> Iterator[str]:
        size = 0
        while True:
            line = self._waiting.popleft() if self._waiting else next(self._lines, "")
            if not line:
                return
            size = size + len(line) if self._taken else len(line)
            self._taken.append(line)
            if len(self._taken) > MAX_LINES or size > MAX_RECORD:
                raise _Unclosed("a quotation mark is never closed")
            yield line

    def _take(self, cells: list[str]) -> Iterator[Record | Reject]:
        begins = self._line + 1
        self._line += len(self._taken)
        taken, self._taken = self._taken, []
        if taken == [TOO_LONG]:
            yield Reject(f"line {begins}", "line_too_long", f"over {MAX_LINE:,} characters")
        elif cells and not (len(taken) == 1 and taken[0].isspace()):
            yield Record(begins, cells)

    def _mend(self, why: str) -> Iterator[Record | Reject]:
        """Of the lines that made no record: the first one alone where it fits by itself, else all as csv reads them
        without strictness where that fits, else the first is rejected. What is not used is read again."""
        taken, self._taken = self._taken, []
        begins = self._line + 1
        alone = taken[0].rstrip("\n").split(self._delimiter)
        lax = next(csv.reader(iter(taken), delimiter=self._delimiter), []) if len(taken) <= MAX_LINES else []
        if len(alone) == self._width and (len(taken) > 1 or len(lax) != self._width):
            used, cells = 1, alone
        elif len(lax) == self._width and _consumes_all(taken, self._delimiter):
            used, cells = len(taken), lax
        else:
            used, cells = 1, []
        self._line += used
        self._waiting.extendleft(reversed(taken[used:]))
        if cells:
            yield Record(begins, cells)
        else:
            yield Reject(f"line {begins}", "quotes_out_of_place", why, taken[0][:200])


def _consumes_all(taken: list[str], delimiter: str) -> bool:
    """Whether ``taken`` is one record for a reader that is not strict."""
    return sum(1 for _ in csv.reader(iter(taken), delimiter=delimiter)) == 1
