"""Rows by their number of cells: those that fit the header, and groups of rows of another regular width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import duckdb

from filature.sources.relation import Reject, Relation
from filature.sources.tabular import frame, header
from filature.sources.tabular.records import Record

# So many rows of another width, or such a share of all, are a table of their own and no accident.
_REGULAR, _SHARE = 10, 0.1
_KINDS = 200


class Widths:
    """Takes records and gives relations: the main one, and one for each other regular width.

    Rows that only lack cells at their end belong to the header when what stands in their columns is of the same
    kind as in the full rows; else, and when they have more cells than the header, their columns have no names.
    """

    def __init__(self, names: list[str], width: int, delimiter: str, known: Collection[str]) -> None:
        self._names, self._width, self._delimiter, self._known = names, width, delimiter, known
        self._others: dict[int, list[tuple[int, Record]]] = {}
        self._main: list[list[str]] = []
        self.rejects: list[Reject] = []
        self._total = 0

    def relations(
        self, connection: duckdb.DuckDBPyConnection, scratch: Path, records: Iterable[Record]
    ) -> list[Relation]:
        """The relations, in the order of their width but for the main one, which comes first."""
        columns = tuple(self._names) or _numbered(self._width)
        main = frame.relation(connection, scratch, "", columns, self._fitting(records), [], bool(self._names))
        found = [main]
        for width, rows in sorted(self._others.items()):
            named = bool(self._names) and width < self._width and self._same_kind(rows)
            if named or len(rows) >= _REGULAR or len(rows) >= _SHARE * self._total:
                columns = tuple(self._names[:width]) if named else _numbered(width)
                cells = ((number, _cells(record.cells)) for number, record in rows)
                found.append(frame.relation(connection, scratch, "", columns, cells, [], named))
            else:
                self._reject(width, rows)
        return found

    def _fitting(self, records: Iterable[Record]) -> Iterator[tuple[int, list[str | None]]]:
        for number, record in enumerate(records, 1):
            self._total = number
            cells = record.cells
            while len(cells) > self._width and not cells[-1].strip():
                cells = cells[:-1]
            if not self._names and self._is_header(cells):
                raw = self._delimiter.join(cells)
                self.rejects.append(
                    Reject(f"line {record.line}", "header_inside", "names the columns once more", raw)
                )
            elif len(cells) == self._width:
                if len(self._main) < _KINDS:
                    self._main.append(cells)
                yield number, _cells(cells)
            else:
                self._others.setdefault(len(cells), []).append((number, Record(record.line, cells)))

    def _is_header(self, cells: list[str]) -> bool:
        named = [c for c in cells if c.strip()]
        hits = sum(header.plain_name(c) in self._known for c in named)
        return hits >= 3 and hits * 2 >= len(named)

    def _same_kind(self, rows: list[tuple[int, Record]]) -> bool:
        """Whether numbers, prices, dates stand where they stand in the full rows."""
        sample = [record.cells for _, record in rows[:_KINDS]]
        if not self._main or not sample:
            return bool(sample)
        width = len(sample[0])
        return all(
            abs(_values(self._main, column) - _values(sample, column)) < 0.5 for column in range(width)
        ) and (width * 2 > self._width)

    def _reject(self, width: int, rows: list[tuple[int, Record]]) -> None:
        reason = "too_many_cells" if width > self._width else "too_few_cells"
        detail = f"{width} cells where there are {self._width} columns"
        for _, record in rows:
            raw = self._delimiter.join(record.cells)[:200]
            self.rejects.append(Reject(f"line {record.line}", reason, detail, raw))


def _values(rows: list[list[str]], column: int) -> float:
    """Share of the cells of a column that are numbers, prices, dates or addresses."""
    cells = [row[column] for row in rows if row[column].strip()]
    return Counter(header.is_value(c) for c in cells)[True] / len(cells) if cells else 0.0


def _cells(cells: list[str]) -> list[str | None]:
    return [c if c != "" else None for c in cells]


def _numbered(width: int) -> tuple[str, ...]:
    return tuple(f"column{n}" for n in range(1, width + 1))
