"""Rows of text into a scratch Parquet file that DuckDB reads as a relation: memory stays flat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from filature.engine.duck import quote_name, quote_text
from filature.sources.relation import Reject, Relation

BATCH = 20_000
Cell = str | None


def relation(
    connection: duckdb.DuckDBPyConnection,
    scratch: Path,
    name: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[int, list[Cell]]],
    rejects: list[Reject],
    has_header: bool = True,
) -> Relation:
    """Write ``rows`` (row number, cells) and return them as a relation; column names are made unique."""
    names = unique(columns)
    number = len(list(scratch.glob("relation-*.parquet")))
    path = scratch / f"relation-{number:05d}.parquet"
    schema = pa.schema([("_row", pa.int64()), *((n, pa.string()) for n in names)])
    with pq.ParquetWriter(path, schema, compression="lz4") as writer:
        for batch in _batches(rows, schema):
            writer.write_batch(batch)
    view = quote_name(f"relation_{number}")
    connection.execute(
        f"create or replace view {view} as select * from read_parquet({quote_text(str(path))})"
    )
    return Relation(name, view, names, has_header, rejects=rejects)


def _batches(rows: Iterable[tuple[int, list[Cell]]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    numbers: list[int] = []
    cells: list[list[Cell]] = []
    for number, row in rows:
        numbers.append(number)
        cells.append(row)
        if len(numbers) >= BATCH:
            yield _batch(numbers, cells, schema)
            numbers, cells = [], []
    if numbers:
        yield _batch(numbers, cells, schema)


def _batch(numbers: list[int], cells: list[list[Cell]], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*cells, strict=True) if len(schema) > 1 else ()
    return pa.record_batch(
        [pa.array(numbers, pa.int64()), *(pa.array(c, pa.string()) for c in columns)], schema=schema
    )


def unique(columns: Iterable[str]) -> tuple[str, ...]:
    """Names made fit for SQL and told apart: empty ones get a number, repeated ones a suffix."""
    taken: set[str] = {"_row"}
    found = []
    for position, raw in enumerate(columns, 1):
        base = " ".join(raw.replace("\x00", "").split())[:200] or f"column{position}"
        name, copy = base, 1
        while name.lower() in taken:
            copy += 1
            name = f"{base}_{copy}"
        taken.add(name.lower())
        found.append(name)
    return tuple(found)
