"""Tables in Arrow, in which they are written."""

from __future__ import annotations

import pyarrow as pa

from filature.tables.model import FLAG, INT, MOMENT, MONEY, REAL, TEXT, TEXTS, Column, Table

MOMENT_TYPE = pa.timestamp("us", tz="UTC")
_TYPES = {
    TEXT: pa.string(), INT: pa.int64(), REAL: pa.float64(), FLAG: pa.bool_(), MOMENT: MOMENT_TYPE,
    MONEY: pa.decimal128(28, 12), TEXTS: pa.list_(pa.field("item", pa.string())),
}  # fmt: skip


def type_of(column: Column) -> pa.DataType:
    """The Arrow type of a column."""
    return _TYPES[column.type]


def schema_of(table: Table) -> pa.Schema:
    """The schema in which each file of ``table`` is written."""
    return pa.schema([pa.field(c.name, type_of(c), nullable=not c.required) for c in table.columns])
