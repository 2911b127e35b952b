"""Rows of a site file compiled once: the common forms of a field without detours, the others through the extractor.

A page holds hundreds of fields, and most of what they say has been said before, so each field keeps what came of
the texts that it saw. Each row is what `Extractor.values` and `made` give for the same fields (a test compares
both for each site file).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from filature.reading.extract import Extractor
from filature.reading.kept import Hangs, Take, kept
from filature.reading.made import Made, made, together
from filature.reading.places import Item
from filature.reading.plan_places import Raw, shown_by, turned_by
from filature.reading.row import details_of
from filature.reading.sites.model import Field, Labels, Site
from filature.reading.takes import (
    OF_THE_ADDRESS,
    OF_THE_TIME,
    TEXTS,
    every_place,
    fact_of_page,
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
        self._steps = tuple((f, _take(table, f, labels)) for f in fields)
        self._needs_values = any(a.source for f in fields for a in (f, *f.otherwise))

    def rows(self, items: Sequence[Item], extractor: Extractor) -> list[dict[str, Any]]:
        """The columns that the fields give, for each item."""
        rows: list[dict[str, Any]] = [{} for _ in items]
        details: list[dict[str, str]] = [{} for _ in items]
        parts = list[tuple[dict[str, Any], dict[str, Any]]]()
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

    def values(self, item: Item, extractor: Extractor) -> dict[str, Any]:
        """Value of each field, by name; fields that give nothing are left out."""
        return self._both(item, extractor)[0]

    def both(self, item: Item, extractor: Extractor) -> Made | None:
        """All that the fields give, as one; None when they give nothing."""
        values, several = self._both(item, extractor)
        return together(values, several) if values else None

    def _both(self, item: Item, extractor: Extractor) -> tuple[dict[str, Any], list[Made]]:
        items, values, given = [item], [dict[str, Any]()], list[Made]()
        for field, take in self._steps:
            several = take(items, extractor) if take else self._rare(field, items, extractor, values)
            _note(field, several, values)
            given += [found for found in several if found is not None]
        return values[0], given

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
            return together(given, [made(self._table, k, v, extractor.remark) for k, v in given.items()])
        return made(self._table, field.name, value, extractor.remark)


def _note(field: Field, several: Sequence[Made | None], values: list[dict[str, Any]]) -> None:
    """Add to ``values`` what the field gave for each item, for the fields after it."""
    for known, found in zip(values, several, strict=True):
        if found is not None:
            known.update(found.value if field.into else {field.name: found.value})


def _fill(parts: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    """Put the parts of values into columns that no field of the row fills itself; of two the later counts."""
    for row, columns in reversed(parts):
        for column, value in columns.items():
            row.setdefault(column, value)


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

    def first(items: Sequence[Item], extractor: Extractor) -> Sequence[Made | None]:
        several = list(takes[0](items, extractor))
        for take in takes[1:]:
            empty = [n for n, found in enumerate(several) if found is None or found.value == []]
            if empty:
                others = take([items[n] for n in empty], extractor)
                for n, found in zip(empty, others, strict=True):
                    several[n] = found
        for n, found in enumerate(several):
            if found is None or found.value == []:
                several[n] = None
                if required:
                    extractor.remark(field.name, "missing_field", "")
        return several

    return first


def _one(table: str, field: Field, labels: tuple[Labels, ...]) -> Take:
    """The take of one candidate."""
    const = field.const
    if field.source:
        return fact_of_page(table, field)
    if const is not None and not (field.group or field.css or field.labels or field.up or field.match):
        always = fixed(table, field, const)
        return lambda items, _: [always] * len(items)
    if field.all or field.count:
        return every_place(table, field, labels)
    if field.into:
        return _spread(table, field, labels)
    return whether_it_stands(table, field, labels) if field.exists else one_place(table, field, labels)


def _spread(table: str, field: Field, labels: tuple[Labels, ...]) -> Take:
    """Fields made of the named groups of the pattern."""
    turned, inner = turned_by(field), Plan(table, field.into, labels)
    search = field.match.search if field.match is not None else None
    steady = not any(
        a.transform_name in OF_THE_TIME | OF_THE_ADDRESS or a.source
        for f in field.into
        for a in (f, *f.otherwise)
    )

    def work(raw: Raw, extractor: Extractor) -> Made | None:
        found = search(text_of_raw(raw, turned)) if search is not None else None
        if found is None:
            return None
        groups = {name: value for name, value in found.groupdict().items() if value is not None}
        return inner.both(Item(None, found[0], groups), extractor)

    hangs = Hangs(steady=None if steady else lambda _: False)
    return kept(shown_by(field, labels), work, None, hangs, TEXTS)
