"""Where the text of a field in a common form comes from, compiled: bytes of the page, or a text that was made before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from filature.reading.dom import keys
from filature.reading.dom.css import alternatives
from filature.reading.dom.node import Node
from filature.reading.html import text_from
from filature.reading.html_text import clean
from filature.reading.labels import labelled
from filature.reading.places import Item
from filature.reading.sites.model import Field, Labels

Raw = bytes | str
Start = Callable[[Item], Item | None]
Shown = Callable[[Item], Raw | None]
Taken = Callable[[Node], bytes | None]
Turned = Callable[[bytes], str]
_WIDTH = keys.COLUMNS
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


def turned_by(field: Field) -> Turned:
    """The function that makes text of the bytes that the field's place gives."""
    if field.attr:
        return bytes.decode
    if field.own:
        return clean
    plain = field.match is None and not field.into and not field.labels and bool(field.css)
    return _line if plain and field.transform_name in _ONE_LINE else text_from


def _line(raw: bytes) -> str:
    return " ".join(raw.decode().split())


def taken_by(field: Field) -> Taken:
    """The function that takes from a node what the field asks for: an attribute, its own text, all its text."""
    if field.attr:
        return _attribute(field.attr)
    return Node.own_raw if field.own else Node.raw


def _attribute(names: tuple[str, ...]) -> Taken:
    numbers = [keys.key(name.encode()) for name in names]
    if len(numbers) == 1:
        return lambda node: node.tree.attribute(node.number, numbers[0])
    return lambda node: next(
        (v for n in numbers if (v := node.tree.attribute(node.number, n)) is not None), None
    )


def shown_by(field: Field, labels: tuple[Labels, ...]) -> Shown:
    """Where the text of a field in a common form comes from: a group, the item itself, a label's value, a selector."""
    if field.group:
        return lambda item: item.groups.get(field.group) or None
    start = _labelled(field.labels, labels) if field.labels else None
    if not field.css:
        return _without_selector(field, start)
    parts = tuple(part for selector in field.css for part in alternatives(selector))
    if start is None and len(parts) == 1 and not field.attr and not field.own:
        return _text_of_first(parts[0])
    return _by_selectors(parts, start, taken_by(field))


def _labelled(names: tuple[str, ...], labels: tuple[Labels, ...]) -> Start:
    def start(item: Item) -> Item | None:
        found = labelled(item, labels, Item)
        return next((found[name] for name in names if name in found), None)

    return start


def _without_selector(field: Field, start: Start | None) -> Shown:
    of_node, taken = bool(field.attr or field.own), taken_by(field)

    def shown(item: Item) -> Raw | None:
        place = item if start is None else start(item)
        if place is None:
            return None
        if place.node is not None and of_node:
            return taken(place.node)
        return None if field.attr else place.shown()

    return shown


def _text_of_first(selector: str) -> Shown:
    """The text of the first element that fits, without a detour over nodes: most fields are of this form."""

    def shown(item: Item) -> Raw | None:
        node = item.node
        if node is None:
            return None
        tree, number = node.tree, node.number
        hits, cells = tree.hits(selector), tree.cells
        first = bisect_left(hits, number)
        if first == len(hits) or (hit := hits[first]) >= cells[number * _WIDTH + keys.END]:
            return None
        at = hit * _WIDTH
        return tree.text[cells[at + keys.FROM] : cells[at + keys.TO]]

    return shown


def _by_selectors(parts: tuple[str, ...], start: Start | None, taken: Taken) -> Shown:
    def shown(item: Item) -> Raw | None:
        place = item if start is None else start(item)
        if place is None or place.node is None:
            return None
        for part in parts:
            node = place.node.css_first(part)
            if node is not None:
                return taken(node)
        return None

    return shown
