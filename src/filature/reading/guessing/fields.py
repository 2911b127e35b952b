"""Fields of a site file, guessed: of the page's subject, and of the rows of a repeated part."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from filature.reading.dom.node import Node
from filature.reading.guessing.nodes import Layout, ancestors, names, selector
from filature.reading.guessing.scope import before
from filature.reading.guessing.subject import Found
from filature.reading.guessing.values import is_amount
from filature.reading.guessing.words import address, says, words
from filature.reading.html import attribute
from filature.reading.html_text import inline
from filature.reading.sites.parse_fields import label_key

KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----"
KEY_FIELD = {
    "match": "(?s)-----BEGIN PGP PUBLIC KEY BLOCK-----.*?-----END PGP PUBLIC KEY BLOCK-----",
    "as": "pgp",
}
Fields = dict[str, Any]


def simple(root: Node, found: Found | None) -> Any:
    """The field for one element: its selector, with `own` when other elements stand in it."""
    if found is None:
        return None
    node = found.node
    marker = address(attribute(node, "href") or "") if node.tag == "a" else None
    css = selector(root, node, (f'a[href*="{marker.marker}"]',) if marker else ())
    own = inline(node.text(deep=False))
    return (
        {"css": css, "own": True} if own and own != inline(node.text()) and not is_amount(found.text) else css
    )


def description(layout: Layout, root: Node, taken: list[Node], repeated: frozenset[int]) -> Any:
    """The field for the longest text that a class, an id or a heading calls a description; else the root's own words."""
    best: tuple[int, Any] = (20, None)
    for node in islice(root.css("[class], [id], p, pre"), 4000):
        named, lead = f"{attribute(node, 'class') or ''} {attribute(node, 'id') or ''}", before(node)[:60]
        if not says(named, "description") and label_key(lead) not in words()["described"]:
            continue
        size = len(inline(node.text()))
        if (
            size <= best[0]
            or _says_other(f"{named} {lead} {inline(node.text())[:30]}")
            or layout.chrome(node)
        ):
            continue
        if not _holds(node, taken) and not _in(node, repeated) and not _holds_any(node, repeated):
            best = size, selector(root, node)
    own = inline(root.text(deep=False))
    return best[1] or ({"own": True} if len(own) > 20 and root.number != layout.body.number else None)


def _says_other(text: str) -> bool:
    parts = re.split(r"[^a-zà-ÿ0-9]+", text.lower())
    return any(word in parts for word in words()["not_described"])


def _holds_any(node: Node, repeated: frozenset[int]) -> bool:
    return any(n.number in repeated for n in islice(node.traverse(), 2000))


def _holds(node: Node, others: list[Node]) -> bool:
    chains = {a.number for other in others for a in (other, *ancestors(other))}
    return node.number in chains


def _in(node: Node, repeated: frozenset[int]) -> bool:
    return any(n.number in repeated for n in (node, *islice(ancestors(node), 30)))


def trail(layout: Layout) -> Fields | None:
    """The field for the category path: links to categories in an element that is called breadcrumb or navigation."""
    for node in layout.body.css(
        "[class*=crumb i], [id*=crumb i], [class*=topnav i], [id*=navigation i], [class*=trail i]"
    )[:10]:
        links = [
            link
            for link in node.css("a[href]")
            if (a := address(attribute(link, "href") or "")) and a.kind == "category"
        ]
        if links and len(links) <= 6 and names(node):
            found = address(attribute(links[0], "href") or "")
            return {
                "up": "body",
                "css": f'{names(node)[0]} a[href*="{found.marker if found else ""}"]',
                "all": True,
                "as": "text",
            }
    return None
