"""Label and value pairs of a page ("Ships from: Germany"), read once for each scope in which they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filature.reading.dom.node import Node
from filature.reading.html import text_of
from filature.reading.html_text import LINE, clean, inline
from filature.reading.sites.model import Labels
from filature.reading.sites.parse_fields import label_key

if TYPE_CHECKING:
    from filature.reading.places import Item

MAX_LABEL = 80
_STOPS = frozenset(
    [
        "br",
        "hr",
        "p",
        "div",
        "li",
        "tr",
        "td",
        "table",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)


def labelled(item: Item, labels: tuple[Labels, ...], make: type[Item]) -> dict[str, Item]:
    """Label (in the form of `label_key`) to value, below ``item``; the first of two equal labels counts."""
    if item.labels is None:
        item.labels = {}
        if item.node is not None:
            for rule in labels:
                _collect(item.node, rule, item.labels, make)
    return item.labels


def _collect(scope: Node, rule: Labels, found: dict[str, Item], make: type[Item]) -> None:
    for node in scope.css(rule.each):
        label = node.css_first(rule.label) if rule.label else node
        if label is None:
            continue
        if rule.value == "rest":
            name, value = _split(node, label, bool(rule.label))
            item: Item | None = make(node, value)
        else:
            name = inline(label.text())
            item = _value(node, label, rule.value, make)
        key = label_key(name)
        if item is not None and key and len(key) <= MAX_LABEL:
            found.setdefault(key, item)


def _split(node: Node, label: Node, has_label: bool) -> tuple[str, str]:
    """Label and the rest of the text of a node that holds both."""
    text = text_of(node)
    if not has_label:
        name, _, rest = text.partition(":")
        return name, rest.strip()
    name = text_of(label)
    return name, text[len(name) :].lstrip(" :\n\t") if text.startswith(name) else text


def _value(node: Node, label: Node, mode: str, make: type[Item]) -> Item | None:
    if mode == "after":
        return _after(label, make)
    if mode != "next":
        value = node.css_first(mode)
        return make(value) if value is not None else None
    follower = label.next
    while follower is not None and not follower.is_element_node:
        follower = follower.next
    return make(follower) if follower is not None else None


def _after(label: Node, make: type[Item]) -> Item:
    """Text between a label and the next line break, block or label of the same tag; the first element in it is the node."""
    pieces: list[str] = []
    element: Node | None = None
    node = label.next
    while node is not None:
        if node.is_element_node:
            if node.tag in _STOPS or node.tag == label.tag:
                break
            element = element or node
            pieces.append(node.text())
        elif node.is_text_node:
            pieces.append(node.text())
        node = node.next
    return make(element, clean("".join(pieces).replace(LINE, " ").encode()).lstrip(" :"))
