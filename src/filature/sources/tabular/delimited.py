"""CSV and its kin: delimiter, header and rows found out; each record arrives or is rejected with its line."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

import duckdb

from filature.errors import Malformed
from filature.sources.relation import Reject, Relation
from filature.sources.tabular import frame, header, lines
from filature.sources.tabular.encoding import Encoding, tell_encoding
from filature.sources.tabular.sniff import DELIMITERS

SAMPLE_ROWS = 200
MAX_CELL = 8 << 20
Row = tuple[int, list[str]]


def read(
    connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path, known: Collection[str]
) -> Relation:
    """The table as a relation. ``known`` holds names of columns in their plain form. `Malformed` when it is empty."""
    name = tell_encoding(path)
    sample = list(islice(lines.lines(path, name), 2_000))
    if not any(line.strip() for line in sample):
        raise Malformed("empty_table", "the table holds no row")
    delimiter = find_delimiter(sample)
    return _Reader(path, name, delimiter, known).relation(connection, scratch)


def find_delimiter(sample: list[str]) -> str:
    """The delimiter under which most records have the same number, the largest, of cells."""
    best, chosen = (0.0, 0), ","
    for delimiter in DELIMITERS:
        try:
            widths = Counter(len(r) for r in csv.reader(islice(sample, 500), delimiter=delimiter) if r)
        except csv.Error:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        share = count / max(1, sum(widths.values()))
        if width > 1 and (round(share, 1), width) > best:
            best, chosen = (round(share, 1), width), delimiter
    return chosen


class _Reader:
    def __init__(self, path: Path, encoding: Encoding, delimiter: str, known: Collection[str]) -> None:
        self.path, self.encoding, self.delimiter, self.known = path, encoding, delimiter, known
        self.rejects: list[Reject] = []

    def relation(self, connection: duckdb.DuckDBPyConnection, scratch: Path) -> Relation:
        records = self._records()
        first = list(islice(records, SAMPLE_ROWS))
        if not first:
            raise Malformed("empty_table", "the table holds no row")
        width = Counter(len(cells) for _, cells in first[1:] or first).most_common(1)[0][0]
        names, first = self._head(first, width)
        columns = tuple(names) if names else tuple(f"column{i}" for i in range(1, width + 1))
        rows = self._fitting(chain(first, records), len(columns))
        numbered = ((number, [c if c != "" else None for c in cells]) for number, cells in enumerate(rows, 1))
        return frame.relation(connection, scratch, "", columns, numbered, self.rejects, bool(names))

    def _head(self, first: list[Row], width: int) -> tuple[list[str], list[Row]]:
        """Names of the columns (none: no header), and the records that remain."""
        line, cells = first[0]
        glued = header.unglue(cells, width, self.known)
        if glued:
            return glued[0], [(line, glued[1]), *first[1:]]
        if header.is_header(cells, [c for _, c in first[1:]], self.known) and len(cells) <= max(width, 1) + 1:
            return cells, first[1:]
        return [], first

    def _records(self) -> Iterator[Row]:
        """Each record with the line on which it begins; blank lines are no records."""
        csv.field_size_limit(MAX_CELL)
        reader = csv.reader(lines.lines(self.path, self.encoding), delimiter=self.delimiter)
        while True:
            begins = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.rejects.append(Reject(f"line {begins}", "unreadable_record", str(error)))
                continue
            if cells == [lines.TOO_LONG.strip("\n")]:
                self.rejects.append(
                    Reject(f"line {begins}", "line_too_long", f"over {lines.MAX_LINE:,} characters")
                )
            elif any(c.strip() for c in cells):
                yield begins, cells

    def _fitting(self, records: Iterable[Row], width: int) -> Iterator[list[str]]:
        """Cells of each record that has as many as there are columns; empty ones at the end may be missing or left over."""
        for line, cells in records:
            if len(cells) > width and not any(c.strip() for c in cells[width:]):
                yield cells[:width]
            elif len(cells) == width:
                yield cells
            else:
                reason = "too_many_cells" if len(cells) > width else "too_few_cells"
                detail = f"{len(cells)} cells where there are {width} columns"
                self.rejects.append(Reject(f"line {line}", reason, detail, self.delimiter.join(cells)[:200]))
