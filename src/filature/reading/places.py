"""Where on a page the value of a field stands: from a node by label, up, back, down, next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from filature.reading.dom.node import Node, name_key
from filature.reading.html import text_of
from filature.reading.labels import labelled
from filature.reading.sites.model import Each, Field, Labels

MAX_BACK = 400


_NO_GROUPS: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class Item:
    """What fields are read from: a node, or a piece of text with the named groups of the pattern that found it."""

    node: Node | None
    text: str | None = None
    groups: Mapping[str, str] = field(default_factory=lambda: _NO_GROUPS)
    labels: dict[str, Item] | None = None

    def shown(self) -> str:
        """Its text, lines kept."""
        if self.text is None:
            self.text = text_of(self.node) if self.node is not None else ""
        return self.text


def places(wanted: Field | Each, item: Item, labels: tuple[Labels, ...]) -> list[Item]:
    """Where the field's selectors lead, from ``item``: the labelled value, then up or before, then down, then next."""
    start: Item | None = item
    if wanted.labels:
        found = labelled(item, labels, Item)
        start = next((found[name] for name in wanted.labels if name in found), None)
    if isinstance(wanted, Field) and wanted.up and start is not None:
        start = closest(start, wanted.up)
    if isinstance(wanted, Field) and wanted.before and start is not None:
        start = _before(start, wanted.before)
    if start is None:
        return []
    many = isinstance(wanted, Each) or wanted.all or wanted.count
    nodes = below(start, wanted.css, many) if wanted.css else [start]
    if isinstance(wanted, Field) and wanted.next:
        nodes = [follower for node in nodes if (follower := _next_element(node)) is not None]
    return nodes


def below(start: Item, css: tuple[str, ...], many: bool) -> list[Item]:
    """Nodes of the first selector that finds any."""
    if start.node is None:
        return []
    for selector in css:
        if many:
            if nodes := start.node.css(selector):
                return [Item(node) for node in nodes]
        elif (node := start.node.css_first(selector)) is not None:
            return [Item(node)]
    return []


def closest(start: Item, css: str) -> Item | None:
    """The closest element around it that fits."""
    node = start.node
    for _ in range(64):
        node = node.parent if node is not None else None
        if node is None or not node.is_element_node:
            return None
        if _fits(node, css):
            return Item(node)
    return None


def _fits(node: Node, css: str) -> bool:
    """Whether the node itself fits; `css_matches` would also say yes for what stands below it."""
    if css.isalnum():  # a tag name needs no selector
        return node.tree.tag(node.number) == name_key(css)
    found = node.css_first(css)
    return found is not None and found.number == node.number


def _next_element(item: Item) -> Item | None:
    node = item.node.next if item.node is not None else None
    while node is not None and not node.is_element_node:
        node = node.next
    return Item(node) if node is not None else None


def _before(start: Item, css: str) -> Item | None:
    """The closest element that fits, going back over earlier siblings, then over those of each ancestor."""
    node = start.node
    for _ in range(MAX_BACK):
        if node is None:
            return None
        earlier = node.prev
        node = earlier if earlier is not None else node.parent
        if node is not None and earlier is not None and node.is_element_node and _fits(node, css):
            return Item(node)
    return None
