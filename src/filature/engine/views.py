"""The tables of a case as views of DuckDB, over whatever Parquet files are there."""

from __future__ import annotations

from pathlib import Path

import duckdb

from filature.engine.duck import quote_name, quote_text
from filature.tables import ALL
from filature.tables.model import Table

RAW = "raw_"


def create(connection: duckdb.DuckDBPyConnection, tables: Path) -> None:
    """One view for each table of the reference, empty where nothing was written, and one for each raw table."""
    for name, table in ALL.items():
        connection.execute(f"create or replace view {quote_name(name)} as {_select(tables / name, table)}")
    for folder in sorted(tables.glob(f"{RAW}*")):
        files = _files(folder)
        if folder.name not in ALL and files:
            source = f"read_parquet({files}, union_by_name = true)"
            connection.execute(f"create or replace view {quote_name(folder.name)} as select * from {source}")


def confine(connection: duckdb.DuckDBPyConnection, folders: list[Path]) -> None:
    """Let the connection read these folders and nothing else, for good."""
    listed = ", ".join(quote_text(str(f.resolve())) for f in folders)
    connection.execute(f"set allowed_directories = [{listed}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _select(folder: Path, table: Table) -> str:
    files = _files(folder)
    if files:
        return f"select {', '.join(map(quote_name, table.names))} from read_parquet({files})"
    columns = ", ".join(f"null::{c.sql_type} as {quote_name(c.name)}" for c in table.columns)
    return f"select {columns} where false"


def _files(folder: Path) -> str:
    """All Parquet files of ``folder`` for `read_parquet`, one by one: a case's folder may have wildcards in its name."""
    files = sorted(folder.resolve().glob("*.parquet"))
    return f"[{', '.join(quote_text(str(f)) for f in files)}]" if files else ""
