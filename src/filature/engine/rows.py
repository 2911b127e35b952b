"""Rows on their way into Parquet: collected by table, written in the order in which they came."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from filature.engine import columns
from filature.engine.columns import Run
from filature.tables import ALL
from filature.tables.model import REPEATING

ROW_GROUP = 65_536


class Rows:
    """Collects rows of any tables; ``write`` puts each table into one Parquet file."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Any]] = defaultdict(list)  # of each table rows, and runs of rows
        self._more: dict[str, int] = {}  # of each table that has runs the rows in them, less one for each run

    def add(self, table: str, **values: Any) -> None:
        """Add one row; columns that are not given are null. An unknown column fails when it is written."""
        self._rows[table].append(values)

    def append(self, table: str, row: dict[str, Any]) -> None:
        """Add one row as it is; it must not be changed afterwards."""
        self._rows[table].append(row)

    def extend(self, table: str, rows: list[dict[str, Any]]) -> None:
        """Add rows as they are."""
        self._rows[table] += rows

    def add_run(self, table: str, count: int, values: Mapping[str, Any]) -> None:
        """Add ``count`` rows given by column, which costs far less than one by one.

        A list in ``values`` holds the value of each row in turn, so it must be ``count`` long (else ValueError);
        anything else stands in all of the rows. Columns that are not given are null. Neither ``values`` nor a list in
        it may be changed afterwards; the same list may be given again for other rows, and costs next to nothing then.
        """
        for name, value in values.items():
            if isinstance(value, list) and len(value) != count:
                raise ValueError(f"{table}.{name} has {len(value)} values for {count} rows")
        if count:
            self._rows[table].append(Run(count, values))
            self._more[table] = self._more.get(table, 0) + count - 1

    def reject(self, intake_id: str, stage: str, reason: str, detail: str, **values: Any) -> None:
        """Add a row to `rejection`; ``rows`` is 1 unless given."""
        row = {
            "rows": 1,
            **values,
            "intake_id": intake_id,
            "stage": stage,
            "reason": reason,
            "detail": detail,
        }
        row["raw"] = (row.get("raw") or "")[:200] or None
        self.add("rejection", **row)

    def count(self, table: str) -> int:
        """Rows collected so far for ``table``."""
        return len(self._rows.get(table, ())) + self._more.get(table, 0)

    def of(self, table: str) -> list[dict[str, Any]]:
        """The rows collected so far for ``table``."""
        rows = self._rows.get(table, [])
        if table not in self._more:
            return rows
        return list(chain.from_iterable(row.rows() if _is_run(row) else (row,) for row in rows))

    def arrow(self, table: str) -> pa.Table:
        """The rows of ``table`` under its schema; ValueError when a row has a column that it lacks."""
        definition, rows = ALL[table], self._rows.get(table, [])
        if table not in self._more:
            return columns.of_rows(definition, rows)
        return pa.concat_tables([
            (columns.of_runs if in_runs else columns.of_rows)(definition, list(part))
            for in_runs, part in groupby(rows, _is_run)
        ]).combine_chunks()  # fmt: skip

    def write(self, folder: Path, name: str) -> dict[str, Path]:
        """Write ``folder/<table>/<name>.parquet`` for each table that has rows; returns the paths."""
        written = {}
        for table in sorted(t for t, rows in self._rows.items() if rows):
            path = folder / table / f"{name}.parquet"
            write_parquet(self.arrow(table), path)
            written[table] = path
        return written


def _is_run(item: object) -> bool:
    return isinstance(item, Run)


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write ``table`` to ``path`` so that equal rows give equal bytes, and sync it to the disk.

    Only `REPEATING` columns get a dictionary: to look each value up in one is most of the work of writing others.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    made = pa.BufferOutputStream()
    pq.write_table(
        table, made, compression="zstd", compression_level=1, row_group_size=ROW_GROUP,
        use_dictionary=[name for name in table.column_names if name in REPEATING],
        write_statistics=[name for name in table.column_names if not _is_prose(table[name])],
    )  # fmt: skip
    with path.open("wb") as sink:
        sink.write(made.getvalue())
        sink.flush()
        os.fsync(sink.fileno())


def _is_prose(column: pa.ChunkedArray) -> bool:
    """Whether it holds long texts, of which the smallest and the largest help no query and fill the file."""
    return bool(column.type == pa.string() and column.nbytes > 64 * len(column))
