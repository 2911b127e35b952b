"""What the rows of a site file are made for: the page's part, nodes, or pieces of a node's text."""

from __future__ import annotations

from collections.abc import Iterator

from filature.reading.html import attribute
from filature.reading.places import Item, places
from filature.reading.sites.model import Each, RowSpec


def items(spec: RowSpec, scope: Item) -> Iterator[Item]:
    """One item for each row that ``spec`` asks for, below ``scope``."""
    found = [scope] if spec.each is None else places(spec.each, scope, spec.labels)
    for item in found:
        if not _wanted(spec, item):
            continue
        if spec.each is None or (spec.each.find is None and spec.each.split is None):
            yield item
        else:
            yield from _pieces(spec.each, item)


def _wanted(spec: RowSpec, item: Item) -> bool:
    """Whether the item's node holds what `only` asks for and nothing of `skip`."""
    node = item.node
    if node is None:
        return True
    if spec.only and not any(node.css_first(selector) is not None for selector in spec.only):
        return False
    return not any(node.css_first(selector) is not None for selector in spec.skip)


def _pieces(each: Each, item: Item) -> Iterator[Item]:
    """Matches of `find`, or what stands between matches of `split`; selectors of the fields look in the whole node."""
    text = item.shown()
    if each.attr:
        text = (attribute(item.node, each.attr) if item.node is not None else None) or ""
    if each.find is not None:
        for match in each.find.finditer(text):
            groups = {name: value for name, value in match.groupdict().items() if value is not None}
            yield Item(item.node, match[0], groups)
    elif each.split is not None:
        for piece in each.split.split(text):
            if piece and not piece.isspace():
                yield Item(item.node, piece.strip())
