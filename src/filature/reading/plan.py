"""Rows of a site file compiled once: the common forms of a field without detours, the others through the extractor.

A page holds hundreds of fields, and most of what they say has been said before, so each field keeps what came of
the texts that it saw. Each row is what `Extractor.values` and `made` give for the same fields (a test compares
both for each site file).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from filature.reading.extract import Extractor
from filature.reading.made import Made, maker, together
from filature.reading.places import Item
from filature.reading.row import details_of
from filature.reading.sites.model import Field, Labels, Site
from filature.reading.take_of import Inner, take_of


class Plan:
    """Compiled fields of rows of one table."""

    __slots__ = ("_labels", "_needs_values", "_steps", "_table")

    def __init__(self, table: str, fields: tuple[Field, ...], labels: tuple[Labels, ...]) -> None:
        self._table, self._labels = table, labels
        self._steps = tuple((f, take_of(table, f, labels, self._inner)) for f in fields)
        self._needs_values = any(a.source for f in fields for a in (f, *f.otherwise))

    def _inner(self, fields: tuple[Field, ...]) -> Inner:
        return Plan(self._table, fields, self._labels).both

    def rows(self, items: Sequence[Item], extractor: Extractor) -> list[dict[str, Any]]:
        """The columns that the fields give, for each item."""
        rows: list[dict[str, Any]] = [{} for _ in items]
        details: list[dict[str, str]] = [{} for _ in items]
        parts = list[tuple[dict[str, Any], Mapping[str, Any]]]()
        values = [dict[str, Any]() for _ in items] if self._needs_values else []
        for field, take in self._steps:
            several = take(items, extractor) if take else self._rare(field, items, extractor, values)
            for row, noted, found in zip(rows, details, several, strict=True):
                if found is None:
                    continue
                row.update(found.columns)
                if found.parts:
                    parts.append((row, found.parts))
                if found.details:
                    noted.update(found.details)
            if values:
                _note(field, several, values)
        _fill(parts)
        for row, noted in zip(rows, details, strict=True):
            if noted:
                row["details"] = details_of(noted)
        return rows

    def facts(self, item: Item, extractor: Extractor) -> dict[str, Made]:
        """What each field gives for one item, by the name of the field; fields that give nothing are left out."""
        return self._one(item, extractor)[1]

    def both(self, item: Item, extractor: Extractor) -> Made | None:
        """All that the fields give, as one; None when they give nothing."""
        values, given = self._one(item, extractor)
        return together(values, given.values()) if values else None

    def _one(self, item: Item, extractor: Extractor) -> tuple[dict[str, Any], dict[str, Made]]:
        items, values, given = [item], dict[str, Any](), dict[str, Made]()
        for field, take in self._steps:
            several = take(items, extractor) if take else self._rare(field, items, extractor, [values])
            if (found := several[0]) is not None:
                given[field.name] = found
                values.update(found.value if field.into else {field.name: found.value})
        return values, given

    def _rare(
        self, field: Field, items: Sequence[Item], extractor: Extractor, values: list[dict[str, Any]]
    ) -> list[Made | None]:
        known = values or [dict[str, Any]() for _ in items]
        return [self._rare_one(field, i, extractor, v) for i, v in zip(items, known, strict=True)]

    def _rare_one(
        self, field: Field, item: Item, extractor: Extractor, values: dict[str, Any]
    ) -> Made | None:
        value = extractor.value(field, item, self._labels, values)
        if value is None:
            return None
        if field.into:
            given = {k: v for k, v in value.items() if v is not None}
            return together(given, [maker(self._table, k)(v, extractor.remark) for k, v in given.items()])
        return maker(self._table, field.name)(value, extractor.remark)


def _note(field: Field, several: Sequence[Made | None], values: list[dict[str, Any]]) -> None:
    """Add to ``values`` what the field gave for each item, for the fields after it."""
    for known, found in zip(values, several, strict=True):
        if found is not None:
            known.update(found.value if field.into else {field.name: found.value})


def _fill(parts: list[tuple[dict[str, Any], Mapping[str, Any]]]) -> None:
    """Put the parts of values into columns that no field of the row fills itself; of two the later counts."""
    for row, columns in reversed(parts):
        for column, value in columns.items():
            row.setdefault(column, value)


def values_of(fields: tuple[Field, ...], facts: dict[str, Made]) -> dict[str, Any]:
    """The values of the facts, by name: a field made of several brings those."""
    values: dict[str, Any] = {}
    for field in fields:
        if field.name in facts:
            found = facts[field.name].value
            values |= found if field.into else {field.name: found}
    return values


_COMPILED: dict[tuple[int, str, int], tuple[Site, tuple[Field, ...], Plan]] = {}


def plan_of(site: Site, table: str, fields: tuple[Field, ...], labels: tuple[Labels, ...]) -> Plan:
    """The compiled form of ``fields`` for one site (what a text means hangs on its zone and its way to write numbers),
    made at the first call and kept as long as the process runs."""
    place = (id(site), table, id(fields))
    known = _COMPILED.get(place)
    if known is None or known[0] is not site or known[1] is not fields:
        known = _COMPILED[place] = site, fields, Plan(table, fields, labels)
    return known[2]
