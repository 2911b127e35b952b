"""Parquet and workbooks to relations."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineWorkbook

from filature.engine.duck import quote_name, quote_text
from filature.errors import Malformed
from filature.sources.relation import Relation
from filature.sources.tabular import frame

MAX_WORKBOOK = 1 << 30


def read_parquet(connection: duckdb.DuckDBPyConnection, path: Path, number: int = 0) -> list[Relation]:
    """One relation; all columns as text, nested ones as JSON. `Malformed` when the file is damaged."""
    try:
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError) as error:
        raise Malformed("parquet_damaged", str(error).splitlines()[0]) from error
    names = frame.unique(schema.names)
    shown = [
        f"{_as_text(quote_name(field.name), field.type)} as {quote_name(name)}"
        for field, name in zip(schema, names, strict=True)
    ]
    view = quote_name(f"parquet_{number}")
    columns = ", ".join(["row_number() over () as _row", *shown])
    source = f"read_parquet({quote_text(str(path))})"
    connection.execute(f"create or replace view {view} as select {columns} from {source}")
    return [Relation("", view, names)]


def _as_text(column: str, kind: pa.DataType) -> str:
    nested = pa.types.is_nested(kind)
    return f"nullif((to_json({column}))::varchar, 'null')" if nested else f"{column}::varchar"


def sheets(path: Path, scratch: Path) -> Iterator[tuple[str, Path]]:
    """Each sheet of a workbook with a CSV file of its cells. `Malformed` for a damaged one or one beyond bounds."""
    _check_size(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        for number, name in enumerate(book.sheet_names):
            target = scratch / f"sheet-{number:05d}.csv"
            with target.open("w", encoding="utf-8", newline="") as sink:
                csv.writer(sink).writerows(
                    [_cell(c) for c in row] for row in book.get_sheet_by_name(name).to_python()
                )
            yield name, target
    except (CalamineError, ValueError) as error:
        raise Malformed("workbook_damaged", str(error)) from error


def _check_size(path: Path) -> None:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as pack:
            if sum(i.file_size for i in pack.infolist()) > MAX_WORKBOOK:
                raise Malformed("archive_bomb", f"the workbook unpacks to more than {MAX_WORKBOOK >> 20} MiB")


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if value is None else str(value).replace("\x00", "")
