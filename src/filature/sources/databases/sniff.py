"""Tell a database from its first bytes: an SQLite file, an SQL dump and its dialect, an archive of pg_dump."""

from __future__ import annotations

import re
from typing import Literal

from filature.errors import Malformed
from filature.sources.databases.packing import packing_of, unpack_head

Kind = Literal["sqlite", "mysql", "postgres", "sqlite_dump", "postgres_archive"]

SQLITE_MAGIC = b"SQLite format 3\x00"
ARCHIVE_MAGIC = b"PGDMP"
HEAD = 64 << 10

# How a line begins by which a program that writes dumps gives itself away. All pages are searched for it: the line end
# before it makes that fast.
_MARKS = re.compile(
    rb"\n(?:(?P<mysql>-- (?:MySQL|MariaDB) dump |/\*M!999999|-- phpMyAdmin SQL Dump|-- Adminer |/\*!\d{5} SET )"
    rb"|(?P<postgres>-- PostgreSQL database (?:cluster )?dump|SELECT pg_catalog\.set_config\()"
    rb"|(?P<sqlite_dump>PRAGMA foreign_keys=))"
)
_KINDS: tuple[Kind, ...] = ("mysql", "postgres", "sqlite_dump")
_NAME = rb"(?:[\w.$\x80-\xff]|\"[^\"\n]+\"|`[^`\n]+`|\[[^\]\n]+\])+"
_COLUMNS = rb"(?:\([^()]*\)\s*)?"
_STATEMENT = re.compile(
    rb"(?:CREATE\s+(?:TEMPORARY\s+|UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?" + _NAME + rb"\s*\("
    rb"|(?:INSERT(?:\s+IGNORE)?|REPLACE)\s+INTO\s+" + _NAME + rb"\s*" + _COLUMNS +
    rb"(?:OVERRIDING\s+\w+\s+VALUE\s+)?VALUES?\b"
    rb"|COPY\s+" + _NAME + rb"\s*" + _COLUMNS + rb"FROM\s+stdin\b)",
    re.I,
)  # fmt: skip
# What may stand before the first of them: white space, comments, psql's own commands, settings.
_LEAD = re.compile(
    rb"(?:\s+|--[^\n]*(?:\n|\Z)|#[^\n]*(?:\n|\Z)|/\*.*?(?:\*/|\Z)|\\[a-z]+[^\n]*\n"
    rb"|(?:SET|USE|DROP|BEGIN|START|LOCK|CREATE\s+(?:DATABASE|SCHEMA|TYPE|SEQUENCE|EXTENSION)|ALTER|SELECT|PRAGMA)\b"
    rb"[^;]*(?:;|\Z))*+",
    re.I | re.S,
)
_POSTGRES_WORDS = re.compile(
    rb"\b(?:FROM\s+stdin|character\s+varying|timestamp\s+with|bytea|serial|jsonb|nextval\()", re.I
)
_SQLITE_WORDS = re.compile(rb"\b(?:AUTOINCREMENT|WITHOUT\s+ROWID)\b")


def looks_like_database(name: str, head: bytes) -> bool:
    """Whether a file of this name and these first bytes, packed or not, is a database.

    True as well for what is recognised and then refused (an archive of pg_dump). A file named ``.sql`` counts
    when a statement of a dump stands anywhere in its head, any other when one stands first in it.
    """
    plain = plain_head(head)
    named = re.search(r"\.sql(?:\.(?:gz|bz2|xz))?$", name, re.I) is not None
    if named and not plain and packing_of(head):
        return True  # bzip2 gives nothing before the end of its first block, which lies beyond the head
    return kind_of(plain) is not None or (named and _STATEMENT.search(plain) is not None)


def kind_of(head: bytes) -> Kind | None:
    """Which kind of database begins with these plain bytes; None when it is none that can be told."""
    if head.startswith(SQLITE_MAGIC):
        return "sqlite"
    if head.startswith(ARCHIVE_MAGIC):
        return "postgres_archive"
    marks = {found.lastgroup for found in _MARKS.finditer(b"\n" + head[:4096])}
    marked = next((kind for kind in _KINDS if kind in marks), None)
    if marked:
        return marked
    lead = _LEAD.match(head)
    return dialect_of(head) if lead and _STATEMENT.match(head, lead.end()) else None


def dialect_of(head: bytes) -> Kind:
    """The dialect of a dump that does not say who wrote it, from words that only one of them has."""
    if _POSTGRES_WORDS.search(head):
        return "postgres"
    return "sqlite_dump" if _SQLITE_WORDS.search(head) else "mysql"


def plain_head(head: bytes) -> bytes:
    """``head`` unpacked, as UTF-8 text without a byte order mark; empty when it is packed and broken."""
    if packing_of(head):
        try:
            head = unpack_head(head)
        except Malformed:
            return b""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) & ~1].decode("utf-16", "replace").encode("utf-8", "replace")
    return head.removeprefix(b"\xef\xbb\xbf")
