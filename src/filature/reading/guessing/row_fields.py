"""Fields for the rows of a repeated part: an offer in a list, a piece of feedback, a post."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from filature.reading.dom.node import Node
from filature.reading.guessing.nodes import selector, short_text
from filature.reading.guessing.rows import Group
from filature.reading.guessing.values import is_amount, is_masked, time_field
from filature.reading.guessing.words import address
from filature.reading.html import attribute
from filature.reading.html_text import inline

Fields = dict[str, Any]


def offer_fields(group: Group) -> Fields:
    """Fields for an offer in a list."""
    fields = {
        "native_id": _link(group, "listing", attr="href"),
        "title": _link(group, "listing"),
        "handle": _link(group, "vendor"),
        "price": _most(group, lambda n: bool(text := short_text(n)) and is_amount(text)),
        "url": _link(group, "listing", attr="href"),
    }
    if isinstance(fields["native_id"], dict):
        fields["native_id"] = {**fields["native_id"], "as": "native_id"}
    return {k: v for k, v in fields.items() if v} | {"listed": {"const": True}}


def feedback_fields(group: Group) -> Fields:
    """Fields for a piece of feedback: words, time, buyer, offer, rating."""
    fields: Fields = {"text": _longest(group)}
    if timed := _timed(group):
        fields["given_at"] = timed
    if masked := _most(group, lambda n: is_masked(inline(n.text(deep=False)))):
        fields["buyer"] = masked
    if link := _link(group, "listing"):
        fields["offer_title"] = link
    fields["rating"] = {"match": r"\d(?:[.,]\d+)?\s*/\s*(?:5|10)", "as": "rating"}
    return {k: v for k, v in fields.items() if v}


def post_fields(group: Group) -> Fields:
    """Fields for a post: author, time, words."""
    fields: Fields = {
        "handle": _link(group, "vendor"),
        "text": _longest(group),
        "native_id": {"attr": ["id", "data-id"]},
    }
    if timed := _timed(group):
        fields["posted_at"] = timed
    fields["thread"] = {"from": "page.title"}
    return {k: v for k, v in fields.items() if v}


def _timed(group: Group) -> Fields | None:
    row = group.sample[-1]
    for node in islice(row.traverse(), 300):
        for text in (
            attribute(node, "title") or attribute(node, "datetime") or "",
            inline(node.text(deep=False)),
        ):
            if 3 < len(text) < 60 and (field := time_field(text)):
                attr = (
                    "title"
                    if text == attribute(node, "title")
                    else "datetime"
                    if text == attribute(node, "datetime")
                    else ""
                )
                return {"css": selector(row, node), **({"attr": attr} if attr else {}), **field}
    return None


def _link(group: Group, kind: str, attr: str = "") -> Any:
    """The field for the link to a page of ``kind``: the one with the longest text in a row."""
    for row in reversed(group.sample):
        links = [
            (link, found)
            for link in islice(row.css("a[href]"), 60)
            if (found := address(attribute(link, "href") or ""))
        ]
        fitting = [(link, found) for link, found in links if found.kind == kind and inline(link.text())]
        if fitting:
            link, found = max(fitting, key=lambda pair: len(inline(pair[0].text())))
            css = selector(row, link, (f'a[href*="{found.marker}"]',))
            return {"css": css, "attr": attr} if attr else css
    return None


def _most(group: Group, fits: Callable[[Node], bool]) -> str | None:
    """The selector that finds what ``fits`` in most rows."""
    tried: dict[str, int] = {}
    for row in group.sample:
        node = next((n for n in islice(row.traverse(), 200) if n.number != row.number and fits(n)), None)
        if node is not None:
            tried.setdefault(selector(row, node), 0)
    for css in tried:
        tried[css] = sum((hit := row.css_first(css)) is not None and fits(hit) for row in group.sample)
    return max(tried, key=lambda css: tried[css], default=None)


def _longest(group: Group) -> str | None:
    """The selector that finds the element with most of a row's own words, in most rows."""
    tried: dict[str, int] = {}
    for row in group.sample:
        node = max(islice(row.traverse(), 200), key=lambda n: len(inline(n.text(deep=False))))
        if node.number != row.number and (css := selector(row, node)) not in tried:
            tried[css] = sum(
                (hit := other.css_first(css)) is not None and bool(inline(hit.text()))
                for other in group.sample
            )
    return max(tried, key=lambda css: (tried[css], -css.count("nth-child")), default=None)
