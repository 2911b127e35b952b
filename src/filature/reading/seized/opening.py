"""A captured file to raw tables: which kind of database it is, and the reader for that kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from filature.errors import Malformed
from filature.evidence.record import Record
from filature.reading.seized.notes import Notes
from filature.reading.seized.raw import RawTables
from filature.sources.databases.dump import read_dump
from filature.sources.databases.packing import packing_of, plain_pieces
from filature.sources.databases.schema import Database
from filature.sources.databases.sniff import (
    ARCHIVE_MAGIC,
    HEAD,
    SQLITE_MAGIC,
    dialect_of,
    kind_of,
    plain_head,
)
from filature.sources.databases.sqlite import read_sqlite


@dataclass(slots=True)
class Opened:
    """A database that was read: what it declares, its rows, and its name (its own, else that of the file)."""

    database: Database
    raw: RawTables
    name: str


def open_database(record: Record, path: Path, folder: Path, notes: Notes, limit: int | None = None) -> Opened:
    """Read the database at ``path``, at most ``limit`` rows of each table, into files below ``folder``.

    Raises Malformed for what is no database after all, or cannot be opened as one (``postgres_archive``).
    """
    head = plain_head(next(plain_pieces(path), b"")[:HEAD])
    folder.mkdir(parents=True, exist_ok=True)
    raw = RawTables(record.capture_id, folder, notes, limit)
    if head.startswith(ARCHIVE_MAGIC):
        raise Malformed(
            "postgres_archive",
            "this is an archive of pg_dump; make text of it with `pg_restore -f dump.sql <file>` and add that",
            "byte 0",
        )
    if head.startswith(SQLITE_MAGIC):
        database = read_sqlite(_plain_file(path, folder, notes), raw)
    else:
        database = read_dump(plain_pieces(path), kind_of(head) or dialect_of(head), raw)
        if not database.tables:
            raise Malformed("no_tables", "no table was found in it", "byte 0")
    return Opened(database, raw, database.name or _stem(record.source_path))


def _plain_file(path: Path, folder: Path, notes: Notes) -> Path:
    """``path`` itself, or what it packs as a file of its own: SQLite must be able to move about in it."""
    with path.open("rb") as source:
        if packing_of(source.read(8)) is None:
            return path
    plain = folder / "plain.sqlite"
    with plain.open("wb") as sink:
        try:
            sink.writelines(plain_pieces(path))
        except Malformed as cut:
            notes.remark(cut.reason, cut.detail, cut.place)
    return plain


def _stem(source_path: str) -> str:
    name = PurePosixPath(source_path.replace("!", "/")).name
    return (
        re.sub(r"(?:\.(?:sql|sqlite3?|db3?|dump|gz|bz2|xz))+$", "", name, flags=re.IGNORECASE) or "database"
    )
