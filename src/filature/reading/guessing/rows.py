"""Repeated parts of a page: offers in a list, pieces of feedback, posts of a thread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from filature.reading.dom.node import Node
from filature.reading.guessing.nodes import Layout, ancestors, names, short_text, strong_names
from filature.reading.guessing.values import has_rating, is_amount, is_masked, time_field
from filature.reading.guessing.words import address, says
from filature.reading.html import attribute
from filature.reading.html_text import inline

SAMPLE = 12
MOST = 60
_TAGS = frozenset(["tr", "li", "div", "article", "section", "table", "tbody", "dl", "p", "a", "form", "ul"])


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of one shape: the selector that finds them, some of them, how many there are, and what they seem to be."""

    selector: str
    sample: tuple[Node, ...]
    count: int
    of: str


def groups(layout: Layout, few: bool = False) -> list[Group]:
    """At most one group each of `offers`, `feedback` and `posts`, the best of its sort; a group of one only if ``few``."""
    least = 1 if few else 2
    best: dict[str, tuple[float, Group]] = {}
    for selector in dict.fromkeys([*_around_items(layout), *_selectors(layout, least)]):
        nodes = [n for n in layout.body.css(selector) if not layout.chrome(n)]
        if len(nodes) < least:
            continue
        sample = tuple(nodes[:SAMPLE])
        for sort, score in _scores(sample).items():
            held = best.get(sort)
            value = score * min(len(nodes), 50)
            if score >= 0.6 and (held is None or value > held[0]):
                best[sort] = value, Group(selector, sample, len(nodes), sort)
    found = {sort: group for sort, (_, group) in best.items() if few or sort != "offers" or group.count > 2}
    offers = {n.number for n in found["offers"].sample} if "offers" in found else set()
    if offers:
        found.pop("posts", None)
    return [g for g in found.values() if g.of == "offers" or not offers & {n.number for n in g.sample}]


def _around_items(layout: Layout) -> list[str]:
    """Selectors for the largest parts of the page that hold one item each."""
    seen: Counter[str] = Counter()
    for link in islice(layout.body.css("a[href]"), 2000):
        found = address(attribute(link, "href") or "")
        if found is None or found.kind != "listing" or not inline(link.text()) or layout.chrome(link):
            continue
        row = link
        for above in islice(ancestors(link), 12):
            if above.tag == "body" or len(_items(above)) > 1:
                break
            row = above
        if row.tag in ("tr", "li"):
            seen[f'{row.tag}:has(a[href*="{found.marker}"])'] += 1
        seen.update(f"{row.tag}.{name}" for name in strong_names(row))
    return [selector for selector, count in seen.most_common(10) if count > 2]


def _items(node: Node) -> set[str]:
    """The ids of items that a part of a page links to."""
    links = (address(attribute(link, "href") or "") for link in islice(node.css("a[href]"), 80))
    return {found.native_id for found in links if found and found.kind == "listing"}


def _selectors(layout: Layout, least: int) -> list[str]:
    """Selectors that find ``least`` elements or more, the most frequent first."""
    seen: Counter[str] = Counter()
    for node in layout.body.traverse():
        if node.tag not in _TAGS:
            continue
        own = [f"{node.tag}.{name}" for name in strong_names(node)]
        if not own and node.parent is not None:
            context = next((names(a)[0] for a in islice(ancestors(node), 3) if names(a)), "")
            alone = [str(node.tag)] if node.tag in ("tr", "li", "article") else []
            own = [f"{context} {node.tag}"] if context and not context.startswith(f"{node.tag}.") else alone
        seen.update(own)
    return [selector for selector, count in seen.most_common() if count >= least][:MOST]


def _scores(sample: tuple[Node, ...]) -> dict[str, float]:
    """The share of rows that look like an offer, a piece of feedback, a post."""
    marks = [marks_of(row) for row in sample]
    size = len(marks)
    return {
        "offers": sum(m["items"] == 1 and m["amount"] for m in marks) / size,
        "feedback": sum(
            m["time"] and m["words"] and (m["rating"] or m["masked"]) and m["items"] <= 1 for m in marks
        )
        / size,
        "posts": sum(
            m["time"] and m["authors"] == 1 and m["words"] and not m["amount"] and not m["masked"]
            for m in marks
        )
        / size,
    }


def marks_of(row: Node) -> dict[str, float]:
    """What one part of a page holds: addresses of items and authors (counted), an amount, a time, a rating, words."""
    items, authors, amount, time, rating, masked, longest = set(), set(), False, False, False, False, 0
    for link in islice(row.css("a[href]"), 60):
        found = address(attribute(link, "href") or "")
        if found and found.kind in ("listing", "thread") and inline(link.text()):
            items.add(found.native_id)
        if found and found.kind == "vendor":
            authors.add(found.native_id)
    for node in islice(row.traverse(), 120):
        if says(attribute(node, "class") or "", "price") or node.tag in (
            "td",
            "span",
            "div",
            "strong",
            "b",
            "p",
            "i",
            "small",
            "time",
        ):
            text = short_text(node)
            amount = amount or (bool(text) and is_amount(text))
            time = time or (bool(text) and time_field(text) is not None)
        masked = masked or is_masked(inline(node.text(deep=False)))
        longest = max(longest, len(inline(node.text(deep=False))))
    rating = (
        has_rating(inline(row.text())[:2000])
        or row.css_first("[class*=thumb], [class*=star], [class*=rating], [class*=check]") is not None
    )
    return {
        "items": len(items), "authors": len(authors), "amount": amount, "time": time, "rating": rating, "masked": masked,
        "words": longest >= 8,
    }  # fmt: skip
