"""What a table is: columns with a type and a meaning, a scope, and the order in which rows are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pyarrow as pa

Scope = Literal["intake", "case"]


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a column: in ``words``, as the reference prints it, and in DuckDB's ``sql``. In Arrow: see `arrow`."""

    words: str
    sql: str


TEXT = Type("text", "VARCHAR")
INT = Type("integer", "BIGINT")
REAL = Type("real", "DOUBLE")
FLAG = Type("true/false", "BOOLEAN")
MOMENT = Type("moment (UTC)", "TIMESTAMPTZ")
MONEY = Type("decimal(28,12)", "DECIMAL(28,12)")
TEXTS = Type("list of text", "VARCHAR[]")

REPEATING = frozenset((
    "base", "board", "capture_id", "captured_at", "check", "container_id", "currency", "digest_check", "encoding",
    "field", "intake_id", "kind", "listing_type", "market", "media_type", "observed_at", "outcome", "payment",
    "quote", "reason", "record_type", "relation", "role", "role_text", "seen_at", "ships_from", "site", "source",
    "stage", "status", "subtype", "thread", "thread_id", "time_source", "unit", "uri_source", "verdict", "warc",
))  # fmt: skip
"""Columns, of whatever table, in which one value stands in many rows: queries group and join by these."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``meaning`` is shown by `filature tables`; units and time zone belong into it."""

    name: str
    type: Type
    meaning: str
    required: bool = False

    @property
    def type_name(self) -> str:
        """The type in words, as the reference prints it."""
        return self.type.words

    @property
    def sql_type(self) -> str:
        """The type in DuckDB's SQL."""
        return self.type.sql


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``scope`` says whether a stage writes it for each intake or once for the case.

    ``order`` is the total order of rows of a case table; rows of an intake table stand in the order of
    the evidence.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    scope: Scope = "intake"
    order: tuple[str, ...] = ()

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema in which each file of this table is written."""
        from filature.tables import arrow  # noqa: PLC0415 (to know what a table holds, nobody need load Arrow)

        return arrow.schema_of(self)

    @property
    def names(self) -> tuple[str, ...]:
        """Column names, in order."""
        return tuple(c.name for c in self.columns)

    def column(self, name: str) -> Column:
        """The column of this name; KeyError when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


def capture_column() -> Column:
    """The column that each derived row carries: one step leads from it to the sealed bytes."""
    return Column("capture_id", TEXT, "Capture on which the row rests.", required=True)


def place_column() -> Column:
    """Where in the capture a row came from, for captures that hold many rows."""
    return Column(
        "place", INT, "Which one within the capture: row of a table counted from 1, item of a page from 1."
    )
