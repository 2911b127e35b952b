"""A first site file guessed from one page: what the page is of, and where on it the values stand.

Everything here is a proposal for a person to correct; nothing of it is used to read pages without that file.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from filature.reading.guessing.entry import entry
from filature.reading.guessing.fields import KEY
from filature.reading.guessing.labels import labelled
from filature.reading.guessing.nodes import Layout
from filature.reading.guessing.owner import owner, titled
from filature.reading.guessing.rows import groups
from filature.reading.guessing.seen import Seen
from filature.reading.guessing.site import described
from filature.reading.guessing.subject import subject
from filature.reading.guessing.words import address
from filature.reading.html import attribute
from filature.reading.html_text import inline
from filature.reading.recognise import Page
from filature.reading.sites.model import NO_CONTENT

_FAMILIES = {
    "thread": "forum",
    "forum": "forum",
    "listing": "market",
    "vendor": "market",
    "category": "market",
    "feedback": "market",
}
_THREADS = 5


@dataclass(frozen=True, slots=True)
class Guess:
    """``site``: the keys of a site file but `kinds`; ``kind``: the one entry of `kinds`."""

    site: dict[str, Any]
    kind: dict[str, Any]


def guess(page: Page, no_content: str = "") -> Guess | None:
    """A site file for ``page``; None when it has no element to look at. ``no_content``: its kind when it carries no content."""
    root = page.document.root
    body = root.css_first("body") if root is not None else None
    if body is None:
        return None
    seen = _seen(page, Layout(page.document, body))
    kind = no_content if no_content in NO_CONTENT else _kind(seen)
    about = seen.owner if kind in ("vendor", "pgp") else seen.subject.title.text if seen.subject.title else ""
    return Guess(
        {"family": _FAMILIES.get(kind, "other"), **described(seen.layout, about, page.path, page.url)},
        entry(seen, kind),
    )


def _seen(page: Page, layout: Layout) -> Seen:
    to = address(page.path) if page.path else None
    found = {
        group.of: group
        for group in groups(layout, few=to is not None and to.kind in ("thread", "category", "search"))
    }
    repeated = frozenset(n.number for group in found.values() for n in layout.body.css(group.selector))
    about = subject(layout, repeated)
    return Seen(
        layout, page, found, repeated, about, labelled(about.root, "labels", repeated),
        labelled(layout.body, "vendor_labels", repeated), owner(layout, page.path, repeated), to.kind if to else "",
    )  # fmt: skip


def _kind(seen: Seen) -> str:
    """The kind of page: by its address where the page bears it out, else by what stands on it."""
    found = seen.groups
    priced = _priced(seen)
    key = KEY in inline(seen.layout.body.text())
    fits = {
        "listing": priced, "vendor": bool(seen.owner) or not priced, "category": True, "search": True,
        "thread": "posts" in found, "feedback": "feedback" in found, "pgp": key, "forum": not found,
    }  # fmt: skip
    if fits.get(seen.path_kind):
        return seen.path_kind
    if "posts" in found and not priced:
        return "thread"
    if priced:
        return "listing"
    standing = len(seen.record.fields) + 2 * key + 2 * bool(seen.owner)
    if standing >= 2 or (seen.record.fields and titled(seen.layout, seen.repeated)):
        return "vendor"
    return next(
        (kind for sort, kind in (("offers", "category"), ("feedback", "feedback")) if sort in found),
        _poor(seen),
    )


def _priced(seen: Seen) -> bool:
    """Whether the page is about one offer: it has a title that is no seller's name, a price, and a seller or labels."""
    about = seen.subject
    if about.title is None or about.price is None or about.price.score <= 0:
        return False
    sold = about.seller is not None or "price" in seen.labels.fields
    return sold and not (seen.owner and seen.owner.casefold() in about.title.text.casefold())


def _poor(seen: Seen) -> str:
    """The kind of a page on which nothing repeats and nothing is sold."""
    links = (address(attribute(a, "href") or "") for a in islice(seen.layout.body.css("a[href]"), 2000))
    threads = {a.native_id for a in links if a and a.kind in ("thread", "forum")}
    return "forum" if len(threads) >= _THREADS else "info"
