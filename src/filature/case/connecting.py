"""The way into the tables of a case."""

from __future__ import annotations

from pathlib import Path

import duckdb

from filature.engine import duck, views


def connect(tables: Path, cache: Path, threads: int, memory: str) -> duckdb.DuckDBPyConnection:
    """A connection in which each table below ``tables`` is a view; it reads there and in ``cache`` and nowhere else."""
    connection = duck.connect(threads, memory, spill=cache)
    views.create(connection, tables)
    views.confine(connection, [tables, cache])
    return connection
