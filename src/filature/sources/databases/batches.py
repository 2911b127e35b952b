"""Rows on their way from a dump to where they go: single ones are gathered, so that columns are made of many."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from filature.sources.databases.cells import Column, Style, copy_columns, insert_columns
from filature.sources.databases.schema import Sink, TableInfo
from filature.sources.databases.tuples import Positions

_VALUES = 16_384
_BYTES = 8 << 20


@dataclass(frozen=True, slots=True)
class Target:
    """Where the rows of a statement go: a table and the columns that the statement names, in its order."""

    table: TableInfo
    columns: tuple[str, ...]
    style: Style


class Batches:
    """Turns values into columns of text and hands them to a sink, in the order of each table."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._waiting: dict[str, tuple[Target, list[bytes]]] = {}
        self._bytes = 0
        self._odd: Counter[tuple[str, str, str]] = Counter()

    def row(self, target: Target, values: list[bytes]) -> None:
        """One row of an INSERT."""
        if not self._sink.wants(target.table):
            return
        waiting = self._waiting.get(target.table.name)
        if waiting is None or waiting[0] != target or len(waiting[1]) > _VALUES:
            self.flush(target.table.name)
            waiting = self._waiting[target.table.name] = (target, [])
        waiting[1].extend(values)
        self._bytes += sum(map(len, values))
        if self._bytes > _BYTES:
            self.flush()

    def inserted(self, target: Target, data: bytes, starts: Positions, ends: Positions) -> None:
        """Rows of an INSERT at ``data[starts[r, c]:ends[r, c]]``."""
        self.flush(target.table.name)
        if len(starts) and self._sink.wants(target.table):
            forms = [target.table.column(c).form(target.style.kind) for c in target.columns]
            self._give(target, insert_columns(data, starts, ends, forms, target.style))

    def copied(self, target: Target, data: bytes, starts: Positions, ends: Positions) -> None:
        """Rows of a COPY, likewise."""
        if len(starts) and self._sink.wants(target.table):
            forms = [target.table.column(c).form(target.style.kind) for c in target.columns]
            self._give(target, copy_columns(data, starts, ends, forms, target.style))

    def flush(self, table: str | None = None) -> None:
        """Hand over the rows that wait, of one table or of all."""
        for name in [table] if table is not None else list(self._waiting):
            target, values = self._waiting.pop(name, (None, []))
            if target is not None and values:
                ends = np.fromiter(accumulate(map(len, values)), np.int64, len(values)).reshape(
                    -1, len(target.columns)
                )
                starts = np.concatenate(([0], ends.ravel()[:-1])).reshape(ends.shape)
                self.inserted(target, b"".join(values), starts, ends)
                self._bytes -= int(ends[-1, -1])

    def _give(self, target: Target, columns: list[Column]) -> None:
        for name, column in zip(target.columns, columns, strict=True):
            for what, count in column.odd.items():
                self._odd[target.table.name, name, what] += count
        self._sink.rows(target.table, target.columns, [c.values for c in columns])

    def finish(self) -> None:
        """Hand over all that waits, and remark upon values that were not read as declared."""
        self.flush()
        for (table, column, what), count in sorted(self._odd.items()):
            if count:
                self._sink.remark(_REASONS[what][0], f"{table}.{column}: {count} values {_REASONS[what][1]}")


_REASONS = {
    "cp1252": ("text_not_in_charset", "are not in the character set of the dump and were read as cp1252"),
    "hex": ("bytes_as_hex", "are not text and stand as hexadecimal digits"),
    "long": (
        "binary_cut",
        "are longer than 64 kB of bytes; the first 64 kB stand, the rest is in the evidence",
    ),
    "expression": ("expression_kept", "are expressions, not literals, and stand as written"),
}
