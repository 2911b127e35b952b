"""Whose page a page is: the name that its title, its address and its links agree on, and where that name stands."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import Any

from filature.reading.dom.node import Node
from filature.reading.guessing.nodes import Layout, ancestors, selector
from filature.reading.guessing.words import address
from filature.reading.html import attribute
from filature.reading.html_text import inline
from filature.reading.sites.parse_fields import label_key

_EDGE = r"(?<![\w])"
_OWN = ("vendor", "pgp", "feedback")


def owner(layout: Layout, path: str, repeated: frozenset[int]) -> str:
    """The name of the account that the page is about; empty when no name stands in both an address and a heading.

    It is the id in the page's own address, or the one that most links to accounts lead to, or a whole title.
    """
    own = address(path) if path else None
    seen: Counter[str] = Counter()
    for link in islice(layout.body.css("a[href], form[action]"), 3000):
        found = address(attribute(link, "href") or attribute(link, "action") or "")
        if found and found.kind in _OWN and not layout.by_session(link) and not _in(link, repeated):
            seen[found.native_id] += 1
    names = [own.native_id] if own and own.kind in _OWN else []
    names += [name for name, _ in seen.most_common(5)]
    headings = [
        layout.title,
        *(inline(n.text())[:200] for n in layout.body.css("h1, h2, h3")[:20] if not _in(n, repeated)),
    ]
    return next(
        (name for name in names if len(name) > 1 and any(_names(name, text) for text in headings)), ""
    )


def _names(name: str, text: str) -> bool:
    return bool(re.search(rf"{_EDGE}{re.escape(name)}(?!\w)", text, re.I))


def _in(node: Node, repeated: frozenset[int]) -> bool:
    return any(n.number in repeated for n in (node, *islice(ancestors(node), 30)))


def titled(layout: Layout, repeated: frozenset[int]) -> str:
    """A whole title of the document that stands once more on the page: on some sites that is the name of an account."""
    title = layout.title
    if not 2 <= len(title) <= 40:
        return ""
    return (
        title
        if any(text == title and not layout.chrome(n) and not _in(n, repeated) for n, text in layout.texts)
        else ""
    )


def holder(layout: Layout, name: str, repeated: frozenset[int]) -> Node | None:
    """The element that holds ``name`` alone, a heading if there is one; else a heading with the name in it."""
    alone = [n for n, text in layout.texts if label_key(text) == label_key(name) and n.tag != "option"]
    alone = [n for n in alone if not layout.chrome(n) and not _in(n, repeated)]
    alone.sort(key=lambda n: (n.tag not in ("h1", "h2", "h3", "h4"), n.tag == "a"))
    headings = [n for n in layout.body.css("h1, h2, h3, h4")[:20] if _names(name, inline(n.text())[:200])]
    return next(iter([*alone, *headings]), None)


def name_field(layout: Layout, root: Node, name: str, place: Node | None) -> Any:
    """The field for ``name`` at ``place``, with a pattern where other words stand around it; else from the title."""
    if place is None:
        return (
            {"from": "page.title", "match": _around(name, layout.title)}
            if _names(name, layout.title)
            else None
        )
    css, own = selector(root, place), inline(place.text(deep=False))
    if label_key(own) == label_key(name):
        return css if own == inline(place.text()) else {"css": css, "own": True}
    return {"css": css, "match": _around(name, inline(place.text()))}


def _around(name: str, text: str) -> str:
    """A pattern for a name in a text: what stands right before and after it, and the name as one word."""
    found = re.search(rf"{_EDGE}{re.escape(name)}(?!\w)", text, re.I)
    start, end = found.span() if found else (0, len(text))
    before, after = text[max(0, start - 20) : start], text[end : end + 20]
    lead = (
        re.escape(before).replace(r"\ ", " ")
        if start - 20 > 0
        else "^" + re.escape(before).replace(r"\ ", " ")
    )
    word = r"(\S+?)" if " " not in name else r"(.+?)"
    return f"{lead}{word}{re.escape(after).replace(chr(92) + ' ', ' ')}" + (
        "" if end + 20 < len(text) else "$"
    )
