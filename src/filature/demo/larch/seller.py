"""A seller on the English market: the profile and its tabs."""

from __future__ import annotations

from filature.demo.cast import Seller
from filature.demo.html import Child, h
from filature.demo.larch.frame import frame, vendor_link
from filature.demo.larch.parts import (
    FEEDBACK_SHOWN,
    card,
    card_links,
    card_row,
    facts_table,
    feedback_rows,
    feedback_table,
)
from filature.demo.page import Page, Row, Visit, address
from filature.demo.words import key_block, sentences, stream


def _tabs(handle: str) -> Child:
    tabs = (("", "Profile"), ("feedback", "Feedback"), ("pgp", "PGP"))
    return h(
        "ul.nav.nav-tabs",
        [
            h("li.nav-item", h("a.nav-link", text, href=address(vendor_link(handle, tab)[1])))
            for tab, text in tabs
        ],
    )


def _profile(visit: Visit, seller: Seller) -> tuple[list[Child], Row]:
    """The facts of a seller as the profile shows them, and their values."""
    standing = visit.world.standing(seller, visit.week, visit.moment)
    rng = stream(visit.world.seed, f"profile {seller.site} {seller.handle}")
    about, terms = sentences(rng, "en", 3), sentences(rng, "en", 2)
    origin = visit.world.offers_of(seller)[0].ships_from
    since = seller.member_since
    pairs = [
        ("Rating", f"{standing.rating} / 5" if standing.rating else ""),
        ("Positive feedback", f"{standing.positive} %" if standing.rating else ""),
        ("Sales", f"{standing.sales:,}"),
        ("Member since", f"{since:%d %b %Y}"),
        ("Ships from", origin),
    ]
    row: Row = {
        "handle": seller.handle,
        "role": "vendor",
        "level": f"Level {standing.level}",
        "sales": standing.sales,
        "member_since": since,
        "ships_from": origin,
        "description": about,
        "terms": terms,
    }
    if standing.rating is not None:
        row |= {"rating": standing.rating, "rating_max": 5, "positive_percent": standing.positive}
    shown = [
        h("h2.vendor-name", seller.handle),
        h("span.badge.level", row["level"]),
        _tabs(seller.handle),
        facts_table(pairs, "vendor-facts"),
        h("div.vendor-description", about),
        h("div.vendor-terms", terms),
    ]
    if seller.person.key:
        row["pgp_key"] = key_block(seller.person.key)
        shown.append(h("pre.pgp", row["pgp_key"]))
    return shown, row


def vendor(visit: Visit, seller: Seller) -> Page:
    """A seller's profile with all offers and the latest feedback."""
    offers = visit.world.offers_of(seller)
    reviews = visit.world.reviews_of(seller, visit.moment)[:FEEDBACK_SHOWN]
    shown, row = _profile(visit, seller)
    main = [
        *shown,
        h("div.row.offers", [card(visit, o) for o in offers]),
        feedback_table(reviews, visit.moment),
    ]
    rows = {
        "account_observation": [row],
        "offer_observation": [card_row(visit, o) for o in offers],
        "feedback": feedback_rows(reviews, visit.moment),
    }
    links = (*card_links(offers), *(vendor_link(seller.handle, tab) for tab in ("", "feedback", "pgp")))
    return frame(visit, vendor_link(seller.handle), seller.handle, main, rows=rows, links=links)


def tab(visit: Visit, seller: Seller, name: str) -> Page:
    """The tab ``feedback`` (all feedback) or ``pgp`` (the key) of a seller."""
    row: Row = {"handle": seller.handle, "role": "vendor"}
    main: list[Child] = [h("h2.vendor-name", seller.handle), _tabs(seller.handle)]
    rows: dict[str, list[Row]] = {"account_observation": [row]}
    if name == "pgp":
        row |= {"pgp_key": key_block(seller.person.key)} if seller.person.key else {}
        main.append(h("pre.pgp", row["pgp_key"]) if seller.person.key else h("p.none", "No key."))
    else:
        reviews = visit.world.reviews_of(seller, visit.moment)
        main.append(feedback_table(reviews, visit.moment))
        rows["feedback"] = feedback_rows(reviews, visit.moment)
    links = tuple(vendor_link(seller.handle, t) for t in ("", "feedback", "pgp"))
    return frame(visit, vendor_link(seller.handle, name), seller.handle, main, rows=rows, links=links)
