"""DuckDB connections, set so that the same input gives the same bytes and nothing leaves the machine."""

from __future__ import annotations

from pathlib import Path

import duckdb

from filature import ids

_SETTINGS = (
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set TimeZone = 'UTC'",
    "set preserve_insertion_order = true",
    "set enable_progress_bar = false",
)


def connect(
    threads: int = 1, memory: str = "768MB", spill: Path | None = None, database: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """A connection with the functions of `ids` defined; larger work spills to ``spill``."""
    connection = duckdb.connect(str(database) if database else ":memory:")
    for setting in _SETTINGS:
        connection.execute(setting)
    connection.execute(f"set threads = {int(threads)}")
    connection.execute(f"set memory_limit = '{memory}'")
    if spill is not None:
        connection.execute(f"set temp_directory = {quote_text(str(spill))}")
    connection.execute(ids.SQL)
    return connection


def quote_text(value: str) -> str:
    """``value`` as an SQL string literal; NUL, which no SQL text can hold, becomes U+FFFD."""
    return "'" + value.replace("\x00", "\ufffd").replace("'", "''") + "'"


def quote_name(value: str) -> str:
    """``value`` as a quoted SQL identifier."""
    return '"' + value.replace("\x00", "\ufffd").replace('"', '""') + '"'
