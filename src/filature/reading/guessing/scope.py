"""What stands in front of an element, and the part of a page around elements that belong together."""

from __future__ import annotations

from itertools import islice

from filature.reading.dom.node import Node
from filature.reading.guessing.nodes import Layout, ancestors, is_menu, names, short_text
from filature.reading.html_text import inline


def before(node: Node) -> str:
    """The text right before a node: of the element or the text in front of it, else in front of its parent."""
    for start in (node, node.parent):
        earlier = start.prev if start is not None else None
        for _ in range(4):
            if earlier is None:
                break
            text = inline(earlier.text()) if earlier.is_text_node else short_text(earlier)
            if text:
                return text
            earlier = earlier.prev
    return ""


def around(layout: Layout, parts: list[Node]) -> Node:
    """The largest part of the page around ``parts`` that has a name and holds no menu, head or foot; else the body."""
    if not parts:
        return layout.body
    chains = [[n.number for n in (part, *ancestors(part))] for part in parts]
    shared = set(chains[0][1:]).intersection(*(chain[1:] for chain in chains[1:]))
    best = layout.body
    for above in ancestors(parts[0]):
        if above.number not in shared:
            continue
        named = above.tag != "body" and _first_by_name(layout.body, above)
        if best is not layout.body and (
            not named or any(is_menu(n) for n in islice(above.traverse(), 20_000))
        ):
            if named:
                break
            continue
        best = above if named else best
    return best


def _first_by_name(body: Node, node: Node) -> bool:
    """Whether one of the names of a node finds it first on the page: then it can be the root of a kind of page."""
    hits = (body.css_first(name) for name in names(node))
    return any(hit is not None and hit.number == node.number for hit in hits)
