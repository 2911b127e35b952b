"""Fields of a site file compiled once: the common forms of a field without detours, the others through the extractor.

A page holds hundreds of fields, so what a field needs is decided when the site file is loaded. Each take gives
what `Extractor.value` gives for the same field (a test compares both for each site file).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from filature.reading.extract import Extractor
from filature.reading.finish import finisher, piece
from filature.reading.html import own_text, text_of
from filature.reading.places import Item
from filature.reading.plan_places import Shown, reading_of, shown_by
from filature.reading.sites.model import Field, Labels

Take = Callable[[Item, Extractor], Any]


class Steps:
    """Compiled fields. ``selectors`` are those that may be answered beforehand, for `plan_places.RowItem`."""

    __slots__ = ("_labels", "_steps", "selectors")

    def __init__(self, fields: tuple[Field, ...], labels: tuple[Labels, ...]) -> None:
        self._labels = labels
        self._steps = tuple((f, f.name, bool(f.into), _take(f, labels)) for f in fields)
        every = [a for f in fields for a in (f, *f.otherwise)]
        ahead = [f for f in every if _is_common(f) and not (f.labels or f.all or f.count)]
        self.selectors = tuple(dict.fromkeys(s for f in ahead for s in f.css))

    def read(self, item: Item, extractor: Extractor) -> dict[str, Any]:
        """Value of each field, by name; fields that give nothing are left out."""
        row: dict[str, Any] = {}
        for field, name, spread, take in self._steps:
            found = take(item, extractor) if take else extractor.value(field, item, self._labels, row)
            if found is None:
                continue
            if spread:
                row.update(found if take else {k: v for k, v in found.items() if v is not None})
            else:
                row[name] = found
        return row


_COMPILED: dict[int, tuple[tuple[Field, ...], Steps]] = {}


def steps_of(fields: tuple[Field, ...], labels: tuple[Labels, ...]) -> Steps:
    """The compiled form of ``fields``, made at the first call and kept as long as the process runs."""
    known = _COMPILED.get(id(fields))
    if known is None or known[0] is not fields:
        known = _COMPILED[id(fields)] = (fields, Steps(fields, labels))
    return known[1]


def _is_common(field: Field) -> bool:
    """Whether the field has one of the common forms: a constant, one place, all places of one selector."""
    rare = field.only_if or field.up or field.before or field.next or field.quotes or field.object
    listed = (field.all or field.count) and (field.labels or field.into or len(field.css) != 1)
    blind = field.into and field.match is None
    return not (rare or listed or blind or field.source or field.join is not None)


def _take(field: Field, labels: tuple[Labels, ...]) -> Take | None:
    """The take of a field and its alternatives; None when one of them has a rare form."""
    candidates = (field, *field.otherwise)
    if not all(map(_is_common, candidates)):
        return None
    takes = [_one(f, labels) for f in candidates]
    required = any(f.required for f in candidates)
    if len(takes) == 1 and not required:
        return takes[0]

    def first(item: Item, extractor: Extractor) -> Any:
        for take in takes:
            found = take(item, extractor)
            if found is not None and found != []:
                return found
        if required:
            extractor.remark(field.name, "missing_field", "")
        return None

    return first


def _one(field: Field, labels: tuple[Labels, ...]) -> Take:
    """The take of one candidate."""
    const = field.const
    if const is not None and not (field.group or field.css or field.labels or field.match):
        return lambda *_: const
    if field.all or field.count:
        return _every_place(field)
    shown = shown_by(field, labels)
    if field.into:
        return _spread(field, shown, Steps(field.into, labels))
    match = field.match.search if field.match is not None else None
    if field.exists:
        return lambda item, *_: (
            (text := shown(item)) is not None and (match is None or match(text) is not None)
        )
    return _one_place(field, shown)


def _one_place(field: Field, shown: Shown) -> Take:
    """One place: its text, the pattern, the transform."""
    match = field.match.search if field.match is not None else None
    finish, default, const = finisher(field), field.default, field.const

    def take(item: Item, extractor: Extractor) -> Any:
        text = shown(item)
        if text is None:
            return default
        if match is not None:
            found = match(text)
            if found is None:
                return default
            text = piece(found)
        if const is not None:
            return const
        if not text or text.isspace():
            return default
        value = finish(text, extractor)
        return default if value is None else value

    return take


def _every_place(field: Field) -> Take:
    """The values of all places that one selector finds, or how many there are."""
    selector, match, finish = field.css[0], field.match, finisher(field)
    reading = reading_of(field.attr) if field.attr else own_text if field.own else text_of

    def take(item: Item, extractor: Extractor) -> Any:
        nodes = item.node.css(selector) if item.node is not None else []
        texts: list[str] = [text for node in nodes if (text := reading(node)) is not None]
        if match is not None:
            texts = [piece(found) for text in texts if (found := match.search(text))]
        if field.exists or field.count:
            return bool(texts) if field.exists else len(texts)
        if field.const is not None:
            return field.const if texts else field.default
        values = [finish(text, extractor) for text in texts if text and not text.isspace()]
        kept = [
            v
            for value in values
            if value is not None
            for v in (value if isinstance(value, list) else [value])
        ]
        return kept or field.default

    return take


def _spread(field: Field, shown: Shown, steps: Steps) -> Take:
    """Fields made of the named groups of the pattern."""
    search = field.match.search if field.match is not None else None

    def take(item: Item, extractor: Extractor) -> Any:
        text = shown(item)
        found = search(text) if search is not None and text is not None else None
        if found is None:
            return None
        groups = {name: value for name, value in found.groupdict().items() if value is not None}
        return steps.read(Item(None, found[0], groups), extractor) or None

    return take
