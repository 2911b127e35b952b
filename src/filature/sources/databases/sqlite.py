"""Read the tables of an SQLite file: read-only, immutable, and with nothing of it evaluated.

Views, triggers, virtual tables and computed columns are not touched. Rows that were deleted are not recovered,
though a file often still holds them: that is work for a forensic tool, on the file in evidence.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa

from filature.engine.duck import quote_name
from filature.errors import Malformed
from filature.sources.databases.binary import HEX_LIMIT, binary_text, stray_text
from filature.sources.databases.catalogue import MOST_TABLES
from filature.sources.databases.schema import ColumnInfo, Database, ForeignKey, Sink, TableInfo
from filature.sources.databases.sqlite_guard import harden, remark_header
from filature.sources.relation import Reject

_BATCH_ROWS, _BATCH_BYTES = 8_192, 8 << 20
# A file cannot hold more than its size; one that gives more has pages that are used again and again.
_SLACK = 1 << 20


def read_sqlite(path: Path, sink: Sink) -> Database:
    """Read all tables of the file into ``sink``; returns what it declares (it has no name of its own).

    Raises Malformed (``sqlite_unreadable``) when not even its list of tables can be read.
    """
    remark_header(path, sink)
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, isolation_level=None)
    try:
        harden(connection)
        return _Reader(connection, path.stat().st_size, sink).read()
    except sqlite3.Error as error:
        raise Malformed(
            "sqlite_unreadable", f"its list of tables cannot be read: {error}", "byte 0"
        ) from error
    finally:
        connection.close()


class _Reader:
    """Reads one table after the other, within what a file of this size can hold."""

    def __init__(self, connection: sqlite3.Connection, size: int, sink: Sink) -> None:
        self._connection, self._sink = connection, sink
        self._left = 4 * size + _SLACK
        self._odd: Counter[tuple[str, str, str]] = Counter()
        self._stray = 0
        connection.text_factory = self._text

    def _text(self, value: bytes) -> str:
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            self._stray += 1
            return stray_text(value, "utf-8")[0]

    def read(self) -> Database:
        database = Database()
        for name, sql in self._list():
            if len(database.tables) >= MOST_TABLES:
                self._sink.remark(
                    "too_many_tables",
                    f"more than {MOST_TABLES} tables: {name} and those behind it were not read",
                )
                break
            if (sql or "").upper().startswith("CREATE VIRTUAL"):
                self._sink.remark(
                    "virtual_table", f"{name} is a virtual table: it is not evaluated", f"table {name}"
                )
                continue
            table = database.tables[name] = TableInfo(name)
            try:
                self._describe(table)
                self._rows(table)
            except (sqlite3.Error, sqlite3.Warning) as error:
                self._sink.reject(Reject(f"table {name}", "sqlite_corrupt", f"reading stopped: {error}"))
        self._remarks()
        return database

    def _list(self) -> list[tuple[str, str | None]]:
        """Name and definition of all tables, SQLite's own too: sqlite_sequence tells how many rows there were."""
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid"
        return self._connection.execute(query).fetchall()

    def _describe(self, table: TableInfo) -> None:
        """Columns and keys; columns that are computed when they are read are left out."""
        described = self._connection.execute(f"PRAGMA table_xinfo({quote_name(table.name)})").fetchall()
        table.columns = [
            ColumnInfo(name, type_.lower())
            for _, name, type_, _, _, _, hidden in described
            if hidden in (0, 3)
        ]
        computed = [name for _, name, _, _, _, _, hidden in described if hidden == 2]
        if computed:
            self._sink.remark(
                "not_evaluated", f"{table.name}: computed columns are not evaluated: {', '.join(computed)}"
            )
        keys = [name for _, name, _, _, _, key, _ in described if key]
        table.key = keys[0] if len(keys) == 1 else ""
        links = self._connection.execute(f"PRAGMA foreign_key_list({quote_name(table.name)})").fetchall()
        several = Counter(link[0] for link in links)
        table.foreign_keys = [
            ForeignKey(link[3], link[2], link[4] or "") for link in links if several[link[0]] == 1
        ]

    def _rows(self, table: TableInfo) -> None:
        names = ", ".join(quote_name(c) for c in table.names)
        rows: list[tuple[object, ...]] = []
        size = 0
        try:
            for row in self._connection.execute(f"SELECT {names} FROM {quote_name(table.name)} NOT INDEXED"):
                rows.append(row)
                size += 2 * len(row) + sum(len(v) for v in row if isinstance(v, str | bytes))
                if len(rows) >= _BATCH_ROWS or size > _BATCH_BYTES:
                    self._give(table, rows)
                    self._left, rows, size = self._left - size, [], 0
                    if not self._sink.wants(table):
                        return
                    if self._left < 0:
                        raise sqlite3.DatabaseError(
                            "more rows than a file of this size can hold: its pages point in circles"
                        )
        finally:
            self._give(table, rows)

    def _give(self, table: TableInfo, rows: list[tuple[object, ...]]) -> None:
        if not rows:
            return
        if self._stray:
            detail = "values are not UTF-8 and were read as cp1252, or stand as 0x"
            self._odd[table.name, "text_not_in_charset", detail] += self._stray
            self._stray = 0
        columns = [
            pa.array([v if isinstance(v, str) else self._as_text(v, table.name) for v in column], pa.string())
            for column in zip(*rows, strict=True)
        ]
        self._sink.rows(table, table.names, columns)

    def _as_text(self, value: object, table: str) -> str | None:
        if value is None:
            return None
        if isinstance(value, bytes):
            if len(value) > HEX_LIMIT:
                self._odd[
                    table, "binary_cut", "values are longer than 64 kB of bytes; the first 64 kB stand"
                ] += 1
            return binary_text(value)
        return repr(value)

    def _remarks(self) -> None:
        for (table, reason, detail), count in sorted(self._odd.items()):
            self._sink.remark(reason, f"{table}: {count} {detail}")
