"""The frame of each page of the English market, and the addresses of its pages."""

from __future__ import annotations

from filature.demo.goods import Offer
from filature.demo.html import Child, document, h
from filature.demo.page import Page, Row, Visit, address
from filature.demo.words import words
from filature.demo.world import NAMES

Links = tuple[tuple[str, str], ...]


def category_link(number: int, page: int = 1) -> tuple[str, str]:
    """Kind and path of a page of a category."""
    below = f"page/{page}/" if page > 1 else ""
    return "category", f"/category/{words()['categories'][number]['id'][1]}/{below}"


def listing_link(offer: Offer) -> tuple[str, str]:
    """Kind and path of an offer's own page."""
    return "listing", f"/listing/{offer.native_id}/"


def vendor_link(handle: str, tab: str = "") -> tuple[str, str]:
    """Kind and path of a seller's page, or of a tab of it (``feedback``, ``pgp``)."""
    return tab or "vendor", f"/vendor/{handle}/{tab}{'/' if tab else ''}"


def _sidebar(visit: Visit) -> list[Child]:
    counts = [o.category for o in visit.world.offers_on(visit.site, visit.week)]
    entries = [
        h(
            "a.list-group-item.list-group-item-action",
            top["en"],
            " ",
            h("span.badge.badge-secondary", str(counts.count(n))),
            href=address(category_link(n)[1]),
        )
        for n, top in enumerate(words()["categories"])
    ]
    rate = visit.world.bitcoin(visit.site, visit.week)
    return [h("div.list-group.categories", entries), h("p.rates", "1 BTC = ", h("b", f"{rate:,.2f}"), " USD")]


def frame(
    visit: Visit,
    link: tuple[str, str],
    title: str,
    main: Child,
    *,
    rows: dict[str, list[Row]],
    links: Links,
) -> Page:
    """A page with the navigation bar, the session, the categories and the rates that each page has."""
    name = NAMES[visit.site]
    session = h("span.navbar-text", "Signed in as ", h("b.session-user", "observer"))
    bar = h(
        "nav.navbar.navbar-expand-lg.navbar-dark.bg-dark",
        h("a.navbar-brand", name, href="/"),
        h(
            "ul.navbar-nav",
            h("li.nav-item", h("a.nav-link", "Messages", href="/messages/")),
            h("li.nav-item", h("a.nav-link", "Log out", href="/logout/")),
        ),
        session,
    )
    body = [
        bar,
        h(
            "div.container",
            h("div.row", h("div.col-md-3.sidebar", _sidebar(visit)), h("div#main.col-md-9", main)),
        ),
        h("footer.footer", "Page generated for the demonstration of Filature; nothing on it exists."),
    ]
    head = [
        h("meta", charset="utf-8"),
        h("title", f"{title} | {name}"),
        h("link", rel="stylesheet", href="/static/bootstrap.min.css"),
    ]
    rate: Row = {"base": "BTC", "quote": "USD", "rate": visit.world.bitcoin(visit.site, visit.week)}
    all_links = (*(category_link(n) for n in range(len(words()["categories"]))), *links)
    return Page(
        visit.site,
        *link,
        document("en", head, body),
        {"rate": [rate], **rows},
        tuple(dict.fromkeys(all_links)),
        True,
    )
