"""CSV and its kin: delimiter, header and rows found out; each record arrives or is rejected with its line."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain, islice
from pathlib import Path

import duckdb

from filature.errors import Malformed
from filature.sources.relation import Reject, Relation
from filature.sources.tabular import header, lines
from filature.sources.tabular.encoding import Encoding, tell_encoding
from filature.sources.tabular.even_lines import DELIMITERS
from filature.sources.tabular.mending import Mender
from filature.sources.tabular.records import Record, Records
from filature.sources.tabular.widths import Widths

SAMPLE_ROWS = 400


def read(
    connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path, known: Collection[str]
) -> list[Relation]:
    """The table as relations, one for each regular number of cells in a row; `Malformed` when it is empty.

    ``known`` holds names of columns in their plain form.
    """
    encoding = tell_encoding(path)
    sample = list(islice(lines.lines(path, encoding), 2_000))
    if not any(line.strip() for line in sample):
        raise Malformed("empty_table", "the table holds no row")
    return _Reader(path, encoding, find_delimiter(sample), known).relations(connection, scratch)


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

    def relations(self, connection: duckdb.DuckDBPyConnection, scratch: Path) -> list[Relation]:
        first = list(islice(self._records(0), SAMPLE_ROWS))
        if not first:
            raise Malformed("empty_table", "the table holds no row")
        usual = Counter(len(r.cells) for r in first[1:] or first).most_common(1)[0][0]
        self.rejects.clear()
        mender = Mender(self.encoding.garbled) if self.encoding.garbled else None
        records = self._records(usual, mender)
        names, rows = self._head(next(records), first, usual)
        widths = Widths(names, len(names) or usual, self.delimiter, self.known)
        relations = widths.relations(connection, scratch, chain(rows, records))
        relations[0].rejects.extend([*self.rejects, *widths.rejects])
        relations[0].remarks.extend(mender.remarks() if mender else [])
        return relations

    def _head(self, head: Record, first: list[Record], usual: int) -> tuple[list[str], list[Record]]:
        """Names of the columns (none: no header), and what of ``head`` is a row."""
        glued = header.unglue(head.cells, usual, self.known)
        if glued:
            return glued[0], [Record(head.line, glued[1])]
        others = [r.cells for r in first[1:]]
        if header.is_header(head.cells, others, self.known):
            names = head.cells
            while len(names) > 1 and not names[-1].strip() and len(names) > usual:
                names = names[:-1]
            return names, []
        return [], [head]

    def _records(self, width: int, mender: Mender | None = None) -> Iterator[Record]:
        """The records; what is none goes to ``rejects``."""
        for found in Records(lines.lines(self.path, self.encoding, mender), self.delimiter, width):
            if isinstance(found, Reject):
                self.rejects.append(found)
            else:
                yield found
