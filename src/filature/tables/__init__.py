"""Every table of a case: columns, types, meaning. The single source of truth, and the reference of the docs."""

from __future__ import annotations

from filature.tables import captured, derived, found, market, seized, written
from filature.tables.model import Column, Table

ALL: dict[str, Table] = {
    t.name: t
    for t in (
        *captured.TABLES,
        *market.TABLES,
        *written.TABLES,
        *seized.TABLES,
        *found.TABLES,
        *derived.TABLES,
    )
}

__all__ = ["ALL", "Column", "Table"]
