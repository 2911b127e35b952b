"""Stages of the case: one SQL file for each table, run by DuckDB, written in a total order."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from filature.case import Case
from filature.engine.duck import quote_name
from filature.engine.rows import ROW_GROUP
from filature.pipeline.stage import digest_of
from filature.tables import ALL


def run(case: Case, table: str, scratch: Path, threads: int) -> dict[str, str]:
    """Write ``table`` below ``scratch``; returns its file with SHA-256, or nothing when it has no rows.

    DuckDB gives the rows in batches that depend on threads; they are cut anew, so the bytes do not.
    """
    definition = ALL[table]
    query = _text(table)
    columns = ", ".join(
        f"{quote_name(c.name)}::{c.sql_type} as {quote_name(c.name)}" for c in definition.columns
    )
    order = ", ".join(quote_name(c) for c in definition.order)
    connection = case.connect(threads)
    connection.execute(_text("_visits"))
    reader = connection.sql(f"select {columns} from ({query}) order by {order}").to_arrow_reader(ROW_GROUP)
    path = scratch / table / "case.parquet"
    path.parent.mkdir(exist_ok=True)
    rows = _write(reader, definition.schema, path)
    connection.close()
    return {f"{table}/case.parquet": digest_of(path)} if rows else {}


def _text(name: str) -> str:
    return resources.files("filature.pipeline").joinpath("queries", f"{name}.sql").read_text("utf-8")


def _write(reader: pa.RecordBatchReader, schema: pa.Schema, path: Path) -> int:
    """Write all batches as row groups of `ROW_GROUP` rows; returns the rows."""
    written: int = 0
    pending = pa.Table.from_batches([], schema)
    with (
        path.open("wb") as sink,
        pq.ParquetWriter(sink, schema, compression="zstd", compression_level=1) as writer,
    ):
        for batch in reader:
            pending = pa.concat_tables([pending, pa.Table.from_batches([batch]).cast(schema)])
            while pending.num_rows >= ROW_GROUP:
                writer.write_table(pending.slice(0, ROW_GROUP).combine_chunks(), ROW_GROUP)
                written, pending = written + ROW_GROUP, pending.slice(ROW_GROUP)
        writer.write_table(pending.combine_chunks(), ROW_GROUP)
        written += pending.num_rows
        sink.flush()
        os.fsync(sink.fileno())
    return written
