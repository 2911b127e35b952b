"""What a database says of itself: tables, columns with their types, keys; and where rows go that are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import pyarrow as pa

from filature.sources.relation import Reject

MOST_COLUMNS = 4_096
Form = Literal["text", "binary", "bits"]
_BINARY = re.compile(
    r"(?:(?:tiny|medium|long)?blob|(?:var)?binary|geometry\w*|point|linestring|polygon|multi\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ColumnInfo:
    """A column: its name and its type as declared, in lower case (empty when nothing declares it)."""

    name: str
    type: str = ""

    def form(self, kind: str) -> Form:
        """How literals of a dump of ``kind`` are read: as text, as bytes, or (MySQL's BIT) as a number in bytes."""
        if kind == "postgres":
            return "binary" if self.type == "bytea" else "text"
        if _BINARY.match(self.type):
            return "binary"
        return "bits" if kind == "mysql" and re.match(r"bit\b", self.type) else "text"


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """``column`` holds values of ``references`` (a column; empty: the key) of the table named ``table``."""

    column: str
    table: str
    references: str = ""


@dataclass(slots=True)
class TableInfo:
    """A table. ``declared`` is False when no CREATE TABLE told the columns, which then grow as rows name them."""

    name: str
    columns: list[ColumnInfo] = field(default_factory=list)
    key: str = ""
    foreign_keys: list[ForeignKey] = field(default_factory=list)
    declared: bool = True
    _known: tuple[dict[str, ColumnInfo], int] = field(
        default_factory=lambda: ({}, 0), repr=False, compare=False
    )

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(c.name for c in self.columns)

    def column(self, name: str) -> ColumnInfo:
        """The column of this name, else of this name in another case; one without a type when there is none."""
        if self._known[1] != len(self.columns):
            lower = {c.name.lower(): c for c in reversed(self.columns)}
            self._known = (lower | {c.name: c for c in self.columns}, len(self.columns))
        return self._known[0].get(name) or self._known[0].get(name.lower()) or ColumnInfo(name)


@dataclass(slots=True)
class Database:
    """A database: the name that it gives itself (empty when it does not), and its tables in order of appearance."""

    name: str = ""
    tables: dict[str, TableInfo] = field(default_factory=dict)


class Sink(Protocol):
    """Takes what a reader reads, in the order of the file."""

    def wants(self, table: TableInfo) -> bool:
        """Whether more rows of ``table`` are to be given; when not, the reader may pass over them."""

    def rows(self, table: TableInfo, columns: Sequence[str], values: Sequence[pa.Array]) -> None:
        """Take some rows of ``table``: one array of text for each of ``columns``, all of one length."""

    def reject(self, reject: Reject) -> None:
        """Take note of one row that was lost."""

    def remark(self, reason: str, detail: str, place: str = "") -> None:
        """Take note of something that lost no row."""
