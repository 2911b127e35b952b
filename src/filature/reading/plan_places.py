"""Where the text of a field in a common form comes from, compiled: bytes of the page, or a text that was made before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from filature.reading.dom import keys
from filature.reading.dom.css import alternatives
from filature.reading.dom.node import Node
from filature.reading.html import text_from
from filature.reading.html_text import clean
from filature.reading.labels import labelled
from filature.reading.places import Item, closest
from filature.reading.sites.model import Field, Labels

Raw = bytes | str
Start = Callable[[Item], Item | None]
Shown = Callable[[Sequence[Item]], list[Raw | None]]
AllShown = Callable[[Sequence[Item]], list[tuple[Raw, ...]]]
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
    """Where the texts of a field in a common form come from: a group, the items themselves, a label's value, a selector."""
    if field.group:
        return lambda items: [item.groups.get(field.group) or None for item in items]
    start = _start(field, labels)
    if not field.css:
        return _without_selector(field, start)
    parts = [part for selector in field.css for part in alternatives(selector)]
    if start is None and len(parts) == 1:
        return _of_first(parts[0], taken_by(field), plain=not field.attr and not field.own)
    return _by_selectors(parts, start, taken_by(field))


def all_shown_by(field: Field, labels: tuple[Labels, ...]) -> AllShown:
    """Where the texts of a field with `all` or `count` come from: all elements that the first selector with any finds."""
    start, taken, one = _start(field, labels), taken_by(field), shown_by(field, labels)
    if field.group or not field.css:
        return lambda items: [() if raw is None else (raw,) for raw in one(items)]

    def shown(item: Item) -> tuple[Raw, ...]:
        place = item if start is None else start(item)
        if place is None or place.node is None:
            return ()
        nodes = next((found for selector in field.css if (found := place.node.css(selector))), [])
        return tuple(raw for node in nodes if (raw := taken(node)) is not None)

    return lambda items: [shown(item) for item in items]


def _start(field: Field, labels: tuple[Labels, ...]) -> Start | None:
    """From an item to where the selectors look: the value of a label, an element around it; None for the item itself."""
    if not field.labels and not field.up:
        return None

    def start(item: Item) -> Item | None:
        place: Item | None = item
        if field.labels:
            found = labelled(item, labels, Item)
            place = next((found[name] for name in field.labels if name in found), None)
        return closest(place, field.up) if field.up and place is not None else place

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

    return lambda items: [shown(item) for item in items]


def _of_first(selector: str, taken: Taken, plain: bool) -> Shown:
    """What the first element that fits has, without a detour over nodes when it is its ``plain`` text: most fields are of
    this form."""

    def shown(items: Sequence[Item]) -> list[Raw | None]:
        first = next((item.node for item in items if item.node is not None), None)
        if first is None:
            return [None] * len(items)
        tree = first.tree  # of one page, as all of them
        hits, cells, text = tree.hits(selector), tree.cells, tree.text
        last, found = len(hits), list[Raw | None]()
        for item in items:
            at = bisect_left(hits, item.node.number) if item.node is not None else last
            if at == last or item.node is None or hits[at] >= cells[item.node.number * _WIDTH + keys.END]:
                found.append(None)
            elif plain:
                at = hits[at] * _WIDTH
                found.append(text[cells[at + keys.FROM] : cells[at + keys.TO]])
            else:
                found.append(taken(Node(tree, hits[at])))
        return found

    return shown


def _by_selectors(parts: Sequence[str], start: Start | None, taken: Taken) -> Shown:
    def shown(item: Item) -> Raw | None:
        place = item if start is None else start(item)
        if place is None or place.node is None:
            return None
        for part in parts:
            node = place.node.css_first(part)
            if node is not None:
                return taken(node)
        return None

    return lambda items: [shown(item) for item in items]
