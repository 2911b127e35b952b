"""Open an SQLite file so that nothing of it is carried out, and tell what its header says."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from filature.sources.databases.inserts import ROW_LIMIT
from filature.sources.databases.schema import Sink

_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA}
# writable_schema lets a file be read that is shorter than it says; nothing is written to one opened read-only.
_SETTINGS = (
    "writable_schema = ON",
    "trusted_schema = OFF",
    "query_only = ON",
    "cell_size_check = ON",
    "mmap_size = 0",
    "cache_size = -8192",
)
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: ROW_LIMIT,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1 << 20,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
}


def remark_header(path: Path, sink: Sink) -> None:
    """Remark upon changes that lie in a file beside it, and upon a file shorter than it says."""
    with path.open("rb") as source:
        head = source.read(100)
    if head[18:20] == b"\x02\x02":
        sink.remark(
            "sqlite_wal",
            "the file was in WAL mode: its last changes may lie in a -wal file that was beside it",
        )
    page = int.from_bytes(head[16:18], "big")
    stated = (65_536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
    if stated > path.stat().st_size:
        sink.remark("sqlite_cut", f"the file has {path.stat().st_size} bytes of the {stated} that it states")


def harden(connection: sqlite3.Connection) -> None:
    """Let the connection do nothing but read tables, and only rows of a bounded size."""
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
    )
