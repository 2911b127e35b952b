"""The take of one field with its alternatives: which of the common forms each has."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from filature.reading.extract import Extractor
from filature.reading.kept import Hangs, Take, kept
from filature.reading.made import Made
from filature.reading.places import Item
from filature.reading.plan_places import Raw, shown_by, turned_by
from filature.reading.sites.model import Field, Labels
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

Inner = Callable[[Item, Extractor], Made | None]
Within = Callable[[tuple[Field, ...]], Inner]
"""Makes of the fields inside a field what they give, as one."""


def take_of(table: str, field: Field, labels: tuple[Labels, ...], inner: Within) -> Take | None:
    """The take of a field and its alternatives; None when one of them has a rare form."""
    candidates = (field, *field.otherwise)
    if not all(map(is_common, candidates)):
        return None
    takes = [_one(table, f, labels, inner) for f in candidates]
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


def _one(table: str, field: Field, labels: tuple[Labels, ...], inner: Within) -> Take:
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
        return _spread(field, labels, inner(field.into))
    return whether_it_stands(table, field, labels) if field.exists else one_place(table, field, labels)


def _spread(field: Field, labels: tuple[Labels, ...], inner: Inner) -> Take:
    """Fields made of the named groups of the pattern."""
    turned = turned_by(field)
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
        return inner(Item(None, found[0], groups), extractor)

    hangs = Hangs(steady=None if steady else lambda _: False)
    return kept(shown_by(field, labels), work, None, hangs, TEXTS)
