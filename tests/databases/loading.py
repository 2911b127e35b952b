"""The tables of the shop as statements for each server, and as an SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from tests.databases.shop import Table, Value

_TYPES = {
    "mysql": {"key": "int unsigned not null", "int": "bigint", "text": "text", "money": "decimal(12,2)", "flag": "tinyint(1)",
              "moment": "datetime", "bytes": "blob"},
    "postgres": {"key": "integer not null", "int": "bigint", "text": "text", "money": "numeric(12,2)", "flag": "boolean",
                 "moment": "timestamp without time zone", "bytes": "bytea"},
    "sqlite": {"key": "INTEGER NOT NULL", "int": "INTEGER", "text": "TEXT", "money": "TEXT", "flag": "INTEGER", "moment": "TEXT",
               "bytes": "BLOB"},
}  # fmt: skip


def mysql_literal(value: Value) -> str:
    """A value as MySQL reads it."""
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return _plain(value)


def postgres_literal(value: Value) -> str:
    """A value as PostgreSQL reads it."""
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'"
    if isinstance(value, bool):
        return str(value).lower()
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else _plain(value)


def _plain(value: Value) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(int(value))
    return f"'{value:%Y-%m-%d %H:%M:%S}'" if isinstance(value, datetime) else str(value)


def statements(tables: Mapping[str, Table], kind: str) -> str:
    """CREATE TABLE and INSERT for all tables."""
    quote = "`" if kind == "mysql" else '"'
    literal: Callable[[Value], str] = mysql_literal if kind == "mysql" else postgres_literal
    parts = []
    for name, table in tables.items():
        parts.append(_create(name, table, kind, quote))
        for start in range(0, len(table.rows), 500):
            values = ",\n".join(
                f"({', '.join(map(literal, row))})" for row in table.rows[start : start + 500]
            )
            parts.append(f"INSERT INTO {quote}{name}{quote} VALUES\n{values};")
    return "\n".join(parts)


def _create(name: str, table: Table, kind: str, quote: str) -> str:
    lines = [f"{quote}{c}{quote} {_TYPES[kind][t]}" for c, t in table.columns.items()]
    lines += [f"PRIMARY KEY ({quote}{c}{quote})" for c, t in table.columns.items() if t == "key"]
    for column, other in table.references.items():
        target = "int unsigned" if kind == "mysql" else ""
        if target:
            lines = [
                line.replace("bigint", target) if line.startswith(f"{quote}{column}{quote}") else line
                for line in lines
            ]
        lines.append(
            f"FOREIGN KEY ({quote}{column}{quote}) REFERENCES {quote}{other}{quote} ({quote}id{quote})"
        )
    end = " DEFAULT CHARSET=utf8mb4" if kind == "mysql" else ""
    return f"CREATE TABLE {quote}{name}{quote} (\n  " + ",\n  ".join(lines) + f"\n){end};"


def sqlite_file(tables: Mapping[str, Table], path: Path) -> Path:
    """The tables as an SQLite file."""
    connection = sqlite3.connect(path)
    for name, table in tables.items():
        connection.execute(_create(name, table, "sqlite", '"'))
        marks = ", ".join("?" * len(table.columns))
        connection.executemany(
            f'INSERT INTO "{name}" VALUES ({marks})', [tuple(map(_bound, row)) for row in table.rows]
        )
    connection.commit()
    connection.close()
    return path


def _bound(value: Value) -> str | int | bytes | None:
    if isinstance(value, datetime | Decimal):
        return f"{value:%Y-%m-%d %H:%M:%S}" if isinstance(value, datetime) else str(value)
    return int(value) if isinstance(value, bool) else value
