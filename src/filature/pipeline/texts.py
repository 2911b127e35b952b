"""Which texts of a case hold identifiers: columns of tables, cells of rows that name nothing, and whose they are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from filature.tables import ALL

_KEYS = ("capture_id", "_row")
"""What each raw table of a seized database has beside the columns that it came with."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text: ``said`` is what stands before it without being part of it (the name of its cell)."""

    field: str
    text: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A table with texts. ``objects`` are columns that hold JSON objects; ``seen`` and ``account`` name columns, and so
    does ``place``: which row of the capture it is. With ``said`` the name of a column stands before its text."""

    table: str
    fields: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    seen: str = ""
    account: str = ""
    offer: str = ""
    place: str = "place"
    said: bool = False

    @property
    def columns(self) -> list[str]:
        """The columns that are read, of those that the table has."""
        used = {
            "capture_id",
            self.place,
            "site",
            *self.fields,
            *self.objects,
            self.seen,
            self.account,
            self.offer,
        }
        known = ALL[self.table].names if self.table in ALL else (*_KEYS, *self.fields)
        return [name for name in known if name in used]

    def texts(self, row: Mapping[str, Any]) -> Iterator[Text]:
        """The texts of one row that are not empty."""
        for name in self.fields:
            if row[name]:
                yield Text(name, row[name], f"{name}: " if self.said else "")
        for name in self.objects:
            for key, value in json.loads(row[name] or "{}").items():
                if value and isinstance(value, str):
                    yield Text(key if name == "cells" else f"{name}.{key}", value, f"{key}: ")


PAGE = Source("page", ("text",), seen="captured_at")
ROWS = (
    Source("account_observation", ("description", "terms", "pgp_key"), ("details",), "observed_at", "account_id"),
    Source("offer_observation", ("title", "description"), ("details",), "observed_at", "account_id", "offer_id"),
    Source("feedback", ("text",), seen="given_at"),
    Source("post", ("text",), seen="posted_at", account="account_id"),
    Source("user", ("email", "pgp_key"), ("details",), account="account_id"),
    Source("message", ("subject", "text"), ("details",), "sent_at", "sender_account_id"),
    Source("wallet_event", ("address", "txid"), seen="happened_at", account="account_id"),
    Source("dispute", ("text",), seen="opened_at", account="opened_by_account_id"),
    Source("login", ("ip",), seen="happened_at", account="account_id"),
    Source("table_row", (), ("cells",)),
)  # fmt: skip
BY_TABLE = {source.table: source for source in (PAGE, *ROWS)}


def source_of(file: Path) -> Source:
    """The source that a file of a table is: of a raw table of a seized database all columns are text."""
    table = file.parent.name
    if table in BY_TABLE:
        return BY_TABLE[table]
    fields = tuple(name for name in pq.read_schema(file).names if name not in _KEYS)
    return Source(table, fields, place=_KEYS[1], said=True)


def unread(tables: Path, files: Sequence[str]) -> set[str]:
    """The raw tables of seized databases that went into no table which keeps, and has scanned, every column."""
    whole = {name for name, source in BY_TABLE.items() if source.objects}
    found: set[str] = set()
    for file in (file for file in files if file.startswith("raw_relation/")):
        listed = pq.read_table(tables / file, columns=["raw_table", "mapped_to"], partitioning=None)
        found |= {row["raw_table"] for row in listed.to_pylist() if row["mapped_to"] not in whole}
    return found
