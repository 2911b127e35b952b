"""Rows of a site file compiled once: the common forms of a field without detours, the others through the extractor.

A page holds hundreds of fields, and most of what they say has been said before, so each field keeps what came of
the texts that it saw. Each row is what `Extractor.values` and `made` give for the same fields (a test compares
both for each site file).
"""

from __future__ import annotations

from typing import Any

from filature.reading.extract import Extractor
from filature.reading.made import Made, made, together
from filature.reading.places import Item
from filature.reading.plan_places import Raw, shown_by, turned_by
from filature.reading.row import details_of
from filature.reading.sites.model import Field, Labels, Site
from filature.reading.takes import (
    KEPT,
    LONGEST,
    OF_THE_ADDRESS,
    OF_THE_TIME,
    Take,
    every_place,
    fixed,
    is_common,
    one_place,
    text_of_raw,
    whether_it_stands,
)  # fmt: skip


class Plan:
    """Compiled fields of rows of one table."""

    __slots__ = ("_labels", "_needs_values", "_steps", "_table")

    def __init__(self, table: str, fields: tuple[Field, ...], labels: tuple[Labels, ...]) -> None:
        self._table, self._labels = table, labels
        self._steps = tuple((f, f.name, _take(table, f, labels)) for f in fields)
        self._needs_values = any(a.source for f in fields for a in (f, *f.otherwise))

    def row(self, item: Item, extractor: Extractor) -> dict[str, Any]:
        """The columns that the fields give."""
        row: dict[str, Any] = {}
        values: dict[str, Any] = {}
        details: dict[str, str] = {}
        parts: dict[str, Any] = {}
        for field, name, take in self._steps:
            found = take(item, extractor) if take else self._rare(field, item, extractor, values)
            if found is None:
                continue
            row.update(found.columns)
            if found.parts:
                parts.update(found.parts)
            if found.details:
                details.update(found.details)
            if self._needs_values:
                values |= found.value if field.into else {name: found.value}
        for column, value in parts.items():
            if column not in row:
                row[column] = value
        if details:
            row["details"] = details_of(details)
        return row

    def values(self, item: Item, extractor: Extractor) -> dict[str, Any]:
        """Value of each field, by name; fields that give nothing are left out."""
        values: dict[str, Any] = {}
        for field, name, take in self._steps:
            found = take(item, extractor) if take else self._rare(field, item, extractor, values)
            if found is not None:
                values |= found.value if field.into else {name: found.value}
        return values

    def both(self, item: Item, extractor: Extractor) -> Made | None:
        """All that the fields give, as one; None when they give nothing."""
        values: dict[str, Any] = {}
        several = []
        for field, name, take in self._steps:
            found = take(item, extractor) if take else self._rare(field, item, extractor, values)
            if found is not None:
                several.append(found)
                values |= found.value if field.into else {name: found.value}
        return together(values, several) if values else None

    def _rare(self, field: Field, item: Item, extractor: Extractor, values: dict[str, Any]) -> Made | None:
        value = extractor.value(field, item, self._labels, values)
        if value is None:
            return None
        if field.into:
            kept = {k: v for k, v in value.items() if v is not None}
            return together(kept, [made(self._table, k, v, extractor.remark) for k, v in kept.items()])
        return made(self._table, field.name, value, extractor.remark)


_COMPILED: dict[tuple[int, str, int], tuple[Site, tuple[Field, ...], Plan]] = {}


def plan_of(site: Site, table: str, fields: tuple[Field, ...], labels: tuple[Labels, ...]) -> Plan:
    """The compiled form of ``fields`` for one site (what a text means hangs on its zone and its way to write numbers),
    made at the first call and kept as long as the process runs."""
    place = (id(site), table, id(fields))
    known = _COMPILED.get(place)
    if known is None or known[0] is not site or known[1] is not fields:
        known = _COMPILED[place] = site, fields, Plan(table, fields, labels)
    return known[2]


def _take(table: str, field: Field, labels: tuple[Labels, ...]) -> Take | None:
    """The take of a field and its alternatives; None when one of them has a rare form."""
    candidates = (field, *field.otherwise)
    if not all(map(is_common, candidates)):
        return None
    takes = [_one(table, f, labels) for f in candidates]
    required = any(f.required for f in candidates)
    if len(takes) == 1 and not required:
        return takes[0]

    def first(item: Item, extractor: Extractor) -> Made | None:
        for take in takes:
            found = take(item, extractor)
            if found is not None and found.value != []:
                return found
        if required:
            extractor.remark(field.name, "missing_field", "")
        return None

    return first


def _one(table: str, field: Field, labels: tuple[Labels, ...]) -> Take:
    """The take of one candidate."""
    const = field.const
    if const is not None and not (field.group or field.css or field.labels or field.match):
        always = fixed(table, field, const)
        return lambda *_: always
    if field.all or field.count:
        return every_place(table, field)
    if field.into:
        return _spread(table, field, labels)
    return whether_it_stands(table, field, labels) if field.exists else one_place(table, field, labels)


def _spread(table: str, field: Field, labels: tuple[Labels, ...]) -> Take:
    """Fields made of the named groups of the pattern."""
    shown, turned, inner = shown_by(field, labels), turned_by(field), Plan(table, field.into, labels)
    search = field.match.search if field.match is not None else None
    keeps = not any(
        a.transform_name in OF_THE_TIME | OF_THE_ADDRESS or a.source
        for f in field.into
        for a in (f, *f.otherwise)
    )
    known: dict[Raw, Made | None] = {}

    def work(raw: Raw, extractor: Extractor) -> Made | None:
        found = search(text_of_raw(raw, turned)) if search is not None else None
        if found is None:
            return None
        groups = {name: value for name, value in found.groupdict().items() if value is not None}
        return inner.both(Item(None, found[0], groups), extractor)

    def take(item: Item, extractor: Extractor) -> Made | None:
        raw = shown(item)
        if raw is None:
            return None
        if raw in known:
            return known[raw]
        noted = extractor.noted
        found = work(raw, extractor)
        if keeps and len(raw) <= LONGEST and extractor.noted == noted:
            if len(known) == KEPT:
                known.clear()
            known[raw] = found
        return found

    return take
