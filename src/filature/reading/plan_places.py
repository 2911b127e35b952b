"""Where the text of a field in a common form comes from, compiled; and selectors answered for all rows at once."""

from __future__ import annotations

from collections.abc import Callable

from filature.reading.dom.node import Node
from filature.reading.html import attribute, own_text, text_of
from filature.reading.labels import labelled
from filature.reading.places import Item
from filature.reading.sites.model import Field, Labels

Start = Callable[[Item], Item | None]
Shown = Callable[[Item], str | None]
Reading = Callable[[Node], str | None]
# Transforms that look at one line of text; the others need its lines.
_ONE_LINE = frozenset(
    [
        "text",
        "integer",
        "decimal",
        "percent",
        "range",
        "rating",
        "date",
        "epoch",
        "age",
        "flag",
        "path",
        "native_id",
    ]
)
_MANY = 5


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
    found: dict[int, dict[str, Node]] = {node.number: {} for node in nodes}
    top = scope.number
    if len(found) < len(items) or any(_owner(node.parent, found, top) is not None for node in nodes):
        return items
    for selector in selectors:
        for hit in scope.css(selector):
            owner = _owner(hit, found, top)
            if owner is not None:
                owner.setdefault(selector, hit)
    return [RowItem(node, found[node.number]) for node in nodes]


def _owner(node: Node | None, rows: dict[int, dict[str, Node]], top: int) -> dict[str, Node] | None:
    """What was found for the row that ``node`` stands in, going up to ``top``; None when it stands in none."""
    while node is not None:
        place = node.number
        if place in rows:
            return rows[place]
        if place == top:
            return None
        node = node.parent
    return None


def shown_by(field: Field, labels: tuple[Labels, ...]) -> Shown:
    """Where the text of a field in a common form comes from: a group, the item itself, a label's value, a selector."""
    if field.group:
        return lambda item: item.groups.get(field.group) or None
    one_line = field.match is None and not field.into and field.transform_name in _ONE_LINE
    whole: Reading = _line if one_line else text_of
    reading = reading_of(field.attr) if field.attr else own_text if field.own else whole
    start = _labelled(field.labels, labels) if field.labels else None
    if not field.css:
        return _without_selector(field, start, reading)
    if start is None and len(field.css) == 1:
        return _by_selector(field.css[0], reading)
    return _by_selectors(field.css, start, reading)


def _line(node: Node) -> str:
    return " ".join(node.text().split())


def reading_of(names: tuple[str, ...]) -> Reading:
    """The function that reads the first of these attributes that a node has."""
    if len(names) == 1:
        return lambda node: attribute(node, names[0])
    return lambda node: next((v for name in names if (v := attribute(node, name)) is not None), None)


def _labelled(names: tuple[str, ...], labels: tuple[Labels, ...]) -> Start:
    def start(item: Item) -> Item | None:
        found = labelled(item, labels, Item)
        return next((found[name] for name in names if name in found), None)

    return start


def _without_selector(field: Field, start: Start | None, reading: Reading) -> Shown:
    of_node = bool(field.attr or field.own)

    def shown(item: Item) -> str | None:
        place = item if start is None else start(item)
        if place is None:
            return None
        if place.node is not None and of_node:
            return reading(place.node)
        return None if field.attr else place.shown()

    return shown


def _by_selector(selector: str, reading: Reading) -> Shown:
    def shown(item: Item) -> str | None:
        if item.__class__ is RowItem:
            hit: Node | None = item.ahead.get(selector)
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
