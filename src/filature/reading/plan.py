"""Fields of a site file compiled once: the common forms of a field without detours, the others through the extractor.

A page holds hundreds of fields, so what a field needs is decided when the site file is loaded. Each take gives
what `Extractor.value` gives for the same field (a test compares both for each site file).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from filature.reading.extract import Extractor
from filature.reading.finish import Finish, finisher, piece
from filature.reading.html import Node, attribute, text_of
from filature.reading.labels import labelled
from filature.reading.places import Item
from filature.reading.sites.model import Field, Labels

Take = Callable[[Item, dict[str, Any], Extractor], Any]
Start = Callable[[Item], Item | None]
Shown = Callable[[Item], str | None]
Reading = Callable[[Node], str | None]
# Transforms that look at one line of text; the others need its lines.
_ONE_LINE = frozenset(
    ["text", "integer", "decimal", "percent", "range", "rating", "date", "epoch", "age", "flag", "path", "native_id"]
)


_MANY = 5
_COMPILED: dict[int, tuple[tuple[Field, ...], Steps]] = {}


class RowItem(Item):
    """An item whose selectors were answered beforehand, for all rows of the page at once; ``ahead`` holds what they found."""

    __slots__ = ("ahead",)
    ahead: dict[str, Node]

    def __init__(self, node: Node, ahead: dict[str, Node]) -> None:
        super().__init__(node)
        self.ahead = ahead


def answered_ahead(scope: Node, items: list[Item], selectors: tuple[str, ...]) -> list[Item]:
    """``items`` with each selector answered once below ``scope`` instead of once for each of them.

    Left as they are when they are few, or stand inside one another.
    """
    if len(items) < _MANY or not selectors:
        return items
    nodes = [item.node for item in items if item.node is not None]
    found: dict[int, dict[str, Node]] = {node.mem_id: {} for node in nodes}
    top = scope.mem_id
    if len(found) < len(items) or any(_owner(node.parent, found, top) is not None for node in nodes):
        return items
    for selector in selectors:
        for hit in scope.css(selector):
            owner = _owner(hit, found, top)
            if owner is not None:
                owner.setdefault(selector, hit)
    return [RowItem(node, found[node.mem_id]) for node in nodes]


def _owner(node: Node | None, rows: dict[int, dict[str, Node]], top: int) -> dict[str, Node] | None:
    """What was found for the row that ``node`` stands in, going up to ``top``; None when it stands in none."""
    while node is not None:
        place = node.mem_id
        if place in rows:
            return rows[place]
        if place == top:
            return None
        node = node.parent
    return None


class Steps:
    """Compiled fields. ``selectors`` are those that may be answered beforehand, for `RowItem.ahead`."""

    __slots__ = ("_steps", "selectors")

    def __init__(self, fields: tuple[Field, ...], labels: tuple[Labels, ...]) -> None:
        self._steps = tuple((f.name, bool(f.into), _take(f, labels)) for f in fields)
        every = [a for f in fields for a in (f, *f.otherwise)]
        ahead = [f for f in every if _is_plain(f) and not (f.labels or f.all or f.count)]
        self.selectors = tuple(dict.fromkeys(s for f in ahead for s in f.css))

    def read(self, item: Item, extractor: Extractor) -> dict[str, Any]:
        """Value of each field, by name; fields that give nothing are left out."""
        row: dict[str, Any] = {}
        for name, spread, take in self._steps:
            found = take(item, row, extractor)
            if found is None:
                continue
            if spread and found.__class__ is dict:
                row.update(found)
            else:
                row[name] = found
        return row


def steps_of(fields: tuple[Field, ...], labels: tuple[Labels, ...]) -> Steps:
    """The compiled form of ``fields``, made at the first call and kept as long as the process runs."""
    known = _COMPILED.get(id(fields))
    if known is None or known[0] is not fields:
        known = _COMPILED[id(fields)] = (fields, Steps(fields, labels))
    return known[1]


def _is_plain(field: Field) -> bool:
    """Whether the field has one of the common forms: one place, or a list of places by one selector."""
    rare = field.only_if or field.up or field.before or field.next or field.own or field.quotes or field.object
    stated = field.const is not None and not (field.css or field.labels)
    listed = (field.all or field.count) and (field.labels or field.into or len(field.css) != 1)
    return not (rare or stated or listed or field.source or field.join is not None)


def _take(field: Field, labels: tuple[Labels, ...]) -> Take:
    """The take of a field and its alternatives."""
    candidates = (field, *field.otherwise)
    if len(candidates) == 1 and field.const is not None and not _is_plain(field) and not field.source and not field.group:
        if not (field.css or field.labels or field.up or field.match):
            return lambda item, row, extractor: field.const
    if not all(map(_is_plain, candidates)):
        return lambda item, row, extractor: _kept(extractor.value(field, item, labels, row))
    takes = [_plain(f, labels) for f in candidates]
    required = any(f.required for f in candidates)
    if len(takes) == 1 and not required:
        return takes[0]

    def first(item: Item, row: dict[str, Any], extractor: Extractor) -> Any:
        for take in takes:
            found = take(item, row, extractor)
            if found is not None and found != []:
                return found
        if required:
            extractor.remark(field.name, "missing_field", "")
        return None

    return first


def _kept(found: Any) -> Any:
    """An object without what is None, as `Extractor.values` takes it."""
    return {k: v for k, v in found.items() if v is not None} if found.__class__ is dict else found


def _plain(field: Field, labels: tuple[Labels, ...]) -> Take:
    """One candidate in a common form: one place, its text, the pattern, the transform."""
    if field.all or field.count:
        return _listing(field)
    shown = _shown(field, labels)
    if field.into:
        return _spread(field, shown, Steps(field.into, labels))
    match = field.match.search if field.match is not None else None
    if field.exists:
        return lambda item, row, extractor: (
            (text := shown(item)) is not None and (match is None or match(text) is not None)
        )
    finish, default, const = finisher(field), field.default, field.const

    def take(item: Item, row: dict[str, Any], extractor: Extractor) -> Any:
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


def _listing(field: Field) -> Take:
    """The values of all places that one selector finds, or how many there are."""
    selector, match, finish = field.css[0], field.match, finisher(field)
    reading: Reading = _attribute(field.attr) if field.attr else text_of
    counting, exists, default, const = field.count, field.exists, field.default, field.const

    def take(item: Item, row: dict[str, Any], extractor: Extractor) -> Any:
        nodes = item.node.css(selector) if item.node is not None else []
        texts = [text for node in nodes if (text := reading(node)) is not None]
        if match is not None:
            texts = [piece(found) for text in texts if (found := match.search(text))]
        if exists:
            return bool(texts)
        if counting:
            return len(texts)
        if const is not None:
            return const if texts else default
        values = [finish(text, extractor) for text in texts if text and not text.isspace()]
        kept = [v for value in values if value is not None for v in (value if isinstance(value, list) else [value])]
        return kept or default

    return take


def _spread(field: Field, shown: Shown, steps: Steps) -> Take:
    """Fields made of the named groups of the pattern."""
    pattern = field.match
    if pattern is None:
        return lambda item, row, extractor: None

    def take(item: Item, row: dict[str, Any], extractor: Extractor) -> Any:
        text = shown(item)
        found = pattern.search(text) if text is not None else None
        if found is None:
            return None
        groups = {name: value for name, value in found.groupdict().items() if value is not None}
        return steps.read(Item(None, found[0], groups), extractor) or None

    return take


def _shown(field: Field, labels: tuple[Labels, ...]) -> Shown:
    """Where the text of a field in a common form comes from: a group, the item itself, a label's value, a selector."""
    if field.group:
        return lambda item: item.groups.get(field.group) or None
    one_line = field.match is None and not field.into and field.transform_name in _ONE_LINE
    reading = _attribute(field.attr) if field.attr else (_line if one_line else text_of)
    start = _labelled(field.labels, labels) if field.labels else None
    if not field.css:
        return _without_selector(start, _attribute(field.attr) if field.attr else None)
    if start is None and len(field.css) == 1:
        return _by_selector(field.css[0], reading)
    return _by_selectors(field.css, start, reading)


def _line(node: Node) -> str:
    return " ".join(node.text().split())


def _attribute(names: tuple[str, ...]) -> Reading:
    if len(names) == 1:
        return lambda node: attribute(node, names[0])
    return lambda node: next((v for name in names if (v := attribute(node, name)) is not None), None)


def _labelled(names: tuple[str, ...], labels: tuple[Labels, ...]) -> Start:
    def start(item: Item) -> Item | None:
        found = labelled(item, labels, Item)
        return next((found[name] for name in names if name in found), None)

    return start


def _without_selector(start: Start | None, reading: Reading | None) -> Shown:
    def shown(item: Item) -> str | None:
        place = item if start is None else start(item)
        if place is None:
            return None
        if reading is None:
            return place.shown()
        return reading(place.node) if place.node is not None else None

    return shown


def _by_selector(selector: str, reading: Reading) -> Shown:
    def shown(item: Item) -> str | None:
        if item.__class__ is RowItem:
            hit: Node | None = item.ahead.get(selector)  # type: ignore[attr-defined]
            return reading(hit) if hit is not None else None
        node = item.node.css_first(selector) if item.node is not None else None
        return reading(node) if node is not None else None

    return shown


def _by_selectors(selectors: tuple[str, ...], start: Start | None, reading: Reading) -> Shown:
    def shown(item: Item) -> str | None:
        place = item if start is None else start(item)
        if place is None or place.node is None:
            return None
        for selector in selectors:
            node = place.node.css_first(selector)
            if node is not None:
                return reading(node)
        return None

    return shown
