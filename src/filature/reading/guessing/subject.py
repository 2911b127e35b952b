"""What one page is about: its title, its seller, its price, and the part of the page that holds them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, product

from filature.reading.dom.node import Node
from filature.reading.guessing.nodes import Layout, ancestors, short_text
from filature.reading.guessing.scope import around, before
from filature.reading.guessing.values import is_amount, is_heading_word, label_column
from filature.reading.guessing.words import address, says, words
from filature.reading.html import attribute
from filature.reading.html_text import inline
from filature.reading.sites.parse_fields import label_key

_HEADINGS = {"h1": 3.0, "h2": 2.5, "h3": 1.5, "h4": 0.5}
_BEST = 6


@dataclass(frozen=True, slots=True)
class Found:
    """An element, its text, and how sure it is (the higher the surer)."""

    node: Node
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Subject:
    """The parts of a page's subject that were found, and the smallest sensible part of the page around them."""

    title: Found | None
    seller: Found | None
    price: Found | None
    root: Node


def subject(layout: Layout, repeated: frozenset[int]) -> Subject:
    """The most probable title, seller and price that stand together; what stands in ``repeated`` parts is not looked at."""
    titles = _best(_titles(layout, repeated))
    sellers = _best(_sellers(layout, repeated))
    prices = _best(_prices(layout, repeated))
    nothing: list[Found | None] = [None]
    choices = product(titles or nothing, sellers or nothing, prices or nothing)
    title, seller, price = max(
        choices, key=lambda c: _together(layout, [f for f in c if f is not None]), default=(None, None, None)
    )
    parts = [f.node for f in (title, seller, price) if f is not None]
    return Subject(title, seller, price, around(layout, parts))


def _best(found: list[Found]) -> list[Found]:
    return sorted(found, key=lambda f: -f.score)[:_BEST]


def _together(layout: Layout, found: list[Found]) -> float:
    """Sum of scores, more for what stands close together and in the order title, seller, price."""
    places = [layout.place(f.node) for f in found]
    spread = max(places) - min(places) if places else 0
    return sum(f.score for f in found) - 3 * spread - (0.5 if places and places[0] > min(places) else 0)


def _inside(node: Node, repeated: frozenset[int]) -> bool:
    return node.number in repeated or any(a.number in repeated for a in islice(ancestors(node), 64))


def _titles(layout: Layout, repeated: frozenset[int]) -> list[Found]:
    found = []
    shown = layout.title.casefold()
    for node in islice(
        layout.body.css("h1, h2, h3, h4, [class*=title i], [id*=title i], [class*=heading i]"), 300
    ):
        text = short_text(node, 200) or inline(node.text(deep=False))
        if (
            not 2 <= len(text) <= 200
            or is_heading_word(text)
            or layout.chrome(node)
            or _inside(node, repeated)
        ):
            continue
        score = _HEADINGS.get(str(node.tag), 1.0) - layout.place(node)
        own = inline(node.text(deep=False)).casefold() or text.casefold()
        score += 3.0 if text.casefold() in shown or own in shown else 0.0
        score -= 2.0 if shown and shown.startswith(text.casefold()) and len(text) < len(shown) / 3 else 0.0
        score -= (
            2.0
            if label_column(text, "labels") or any(attribute(a, "href") == "/" for a in node.css("a")[:3])
            else 0.0
        )
        found.append(Found(node, text, score))
    return found


def _sellers(layout: Layout, repeated: frozenset[int]) -> list[Found]:
    found = []
    for link in islice(layout.body.css("a[href]"), 3000):
        target = address(attribute(link, "href") or "")
        text = inline(link.text())
        if (
            target is None
            or target.kind not in ("vendor", "pgp")
            or not 2 <= len(text) <= 40
            or _inside(link, repeated)
        ):
            continue
        if layout.by_session(link) or is_heading_word(text) or layout.chrome(link):
            continue
        named = label_key(target.native_id) in label_key(text) or label_key(text) in label_key(
            target.native_id
        )
        labelled = label_column(before(link), "labels") == "handle"
        found.append(Found(link, text, 1.0 + 2.0 * labelled + 1.5 * named - layout.place(link)))
    return found


def _prices(layout: Layout, repeated: frozenset[int]) -> list[Found]:
    """Elements that hold one amount and little else, outside of menus, choices and repeated parts."""
    found: dict[int, Found] = {}
    for holder, text in layout.texts:
        if not any(c.isdigit() for c in text) or len(found) > 200:
            continue
        for node in [holder, *islice(ancestors(holder), 2)]:
            shown = short_text(node)
            if shown and is_amount(shown) and re.search(r"[1-9]", shown):
                if node.number not in found and not layout.chrome(node) and not _inside(node, repeated):
                    found[node.number] = Found(node, shown, _price_score(layout, node, shown))
                break
    return list(found.values())


def _price_score(layout: Layout, node: Node, text: str) -> float:
    around = [node, *islice(ancestors(node), 2)]
    called = any(says(f"{attribute(n, 'class') or ''} {attribute(n, 'id') or ''}", "price") for n in around)
    lead = before(node)
    labelled = label_column(lead, "labels") == "price"
    other = f"{lead} {text}".casefold()
    wrong = any(word in other for word in words()["not_prices"])
    short = 1.0 if len(text) <= 20 else 0.0
    return (
        2.0 * called
        + 2.5 * labelled
        + short
        - 2.5 * wrong
        - layout.place(node)
        - (1.0 if node.tag in ("td", "label", "a") else 0.0)
    )
