"""Rows on their way into Parquet: collected by table, written in the order in which they came."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from filature.tables import ALL

ROW_GROUP = 65_536


class Rows:
    """Collects rows of any tables; ``write`` puts each table into one Parquet file."""

    def __init__(self) -> None:
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, table: str, **values: Any) -> None:
        """Add one row; columns that are not given are null. An unknown column fails when it is written."""
        self._rows[table].append(values)

    def append(self, table: str, row: dict[str, Any]) -> None:
        """Add one row as it is; it must not be changed afterwards."""
        self._rows[table].append(row)

    def extend(self, table: str, rows: list[dict[str, Any]]) -> None:
        """Add rows as they are."""
        self._rows[table] += rows

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
        return len(self._rows.get(table, ()))

    def of(self, table: str) -> list[dict[str, Any]]:
        """The rows collected so far for ``table``."""
        return self._rows.get(table, [])

    def arrow(self, table: str) -> pa.Table:
        """The rows of ``table`` under its schema; ValueError when a row has a column that it lacks."""
        definition, rows = ALL[table], self._rows.get(table, [])
        given = set().union(*rows)
        if unknown := given - set(definition.names):
            raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}")
        schema = definition.schema
        arrays = [
            pa.array([r.get(column.name) for r in rows], column.type)
            if column.name in given
            else pa.nulls(len(rows), column.type)
            for column in schema
        ]
        return pa.Table.from_arrays(arrays, schema=schema)

    def write(self, folder: Path, name: str) -> dict[str, Path]:
        """Write ``folder/<table>/<name>.parquet`` for each table that has rows; returns the paths."""
        written = {}
        for table in sorted(t for t, rows in self._rows.items() if rows):
            path = folder / table / f"{name}.parquet"
            write_parquet(self.arrow(table), path)
            written[table] = path
        return written


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write ``table`` to ``path`` so that equal rows give equal bytes, and sync it to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as sink:
        pq.write_table(table, sink, compression="zstd", compression_level=1, row_group_size=ROW_GROUP)
        sink.flush()
        os.fsync(sink.fileno())
