"""Rows turned into the columns of their table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from filature.tables.arrow import MOMENT_TYPE, type_of
from filature.tables.model import Table

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Run(NamedTuple):
    """``length`` rows given by column: a list holds the value of each of them, anything else stands in all."""

    length: int
    values: Mapping[str, Any]

    def rows(self) -> Iterable[dict[str, Any]]:
        """The same as one dictionary for each row."""
        columns = {n: iter(v) if isinstance(v, list) else repeat(v) for n, v in self.values.items()}
        return ({name: next(cells) for name, cells in columns.items()} for _ in range(self.length))


def of_rows(table: Table, rows: Sequence[dict[str, Any]]) -> pa.Table:
    """``rows`` under the schema of ``table``; ValueError when one has a column that it lacks."""
    given = _known(table, rows)
    return _table(
        table, len(rows), {n: array([row.get(n) for row in rows], type_of(table.column(n))) for n in given}
    )


def of_runs(table: Table, runs: Sequence[Run]) -> pa.Table:
    """The rows of ``runs`` under the schema of ``table``; ValueError as of `of_rows`."""
    counts = np.array([run.length for run in runs])
    steps = np.arange(counts.sum()) - np.repeat(
        np.cumsum(counts) - counts, counts
    )  # each row's number in its run
    found = {}
    for name in _known(table, (run.values for run in runs)):
        cells, begins, moves = _laid([run.values.get(name) for run in runs])
        found[name] = array(cells, type_of(table.column(name)))
        if not all(moves) or len(cells) < len(steps):
            places = np.repeat(begins, counts) + steps * np.repeat(moves, counts)
            found[name] = found[name].take(pa.array(places))
    return _table(table, len(steps), found)


def array(cells: list[Any], kind: pa.DataType) -> pa.Array:
    """``cells`` as an array of this type. Moments are counted from the epoch here: pyarrow takes ten times as long."""
    if kind != MOMENT_TYPE:
        return pa.array(cells, kind)
    try:
        since = [None if cell is None else cell - _EPOCH for cell in cells]
    except TypeError:  # one that names no time zone
        return pa.array(cells, kind)
    return pa.array(since, pa.duration("us")).view(pa.int64()).view(kind)


def _laid(given: list[Any]) -> tuple[list[Any], list[int], list[bool]]:
    """What the runs give for one column, laid end to end: each list once, however often it is given.

    With it where that of each run begins, and whether it goes on from there with each row.
    """
    cells: list[Any] = []
    begins: dict[int, int] = {}
    for value in given:
        if id(value) not in begins:
            begins[id(value)] = len(cells)
            cells += value if isinstance(value, list) else (value,)
    return cells, [begins[id(value)] for value in given], [isinstance(value, list) for value in given]


def _known(table: Table, given: Iterable[Iterable[str]]) -> list[str]:
    """The columns of ``table`` that are given at all; ValueError for others."""
    names: set[str] = set().union(*given)
    if unknown := names - set(table.names):
        raise ValueError(f"{table.name} has no column {', '.join(sorted(unknown))}")
    return [name for name in table.names if name in names]


def _table(table: Table, count: int, columns: Mapping[str, pa.Array]) -> pa.Table:
    arrays = [columns[c.name] if c.name in columns else pa.nulls(count, type_of(c)) for c in table.columns]
    return pa.Table.from_arrays(arrays, schema=table.schema)
