"""Parts of pages of the English market: offer cards and feedback, each with its true values."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from filature.demo.goods import Offer, Review
from filature.demo.html import Html, h
from filature.demo.larch.frame import Links, listing_link, vendor_link
from filature.demo.page import Row, Visit, address

FEEDBACK_SHOWN = 5
"""How many reviews a profile and a listing show."""


def card(visit: Visit, offer: Offer) -> Html:
    """An offer as lists show it."""
    price = offer.prices[visit.week - 1]
    coins = price / visit.world.bitcoin(visit.site, visit.week)
    handle = offer.seller.handle
    return h(
        "div.card.offer-card",
        h(
            "div.card-body",
            h("h5.card-title", h("a.offer-link", offer.title, href=address(listing_link(offer)[1]))),
            h(
                "p.card-text",
                h("span.price", f"{price:,.2f}"),
                " ",
                h("span.currency", "USD"),
                " ",
                h("small.text-muted", f"≈ {coins:.6f} BTC"),
            ),
            h("p.card-text", "by ", h("a.vendor-link", handle, href=address(vendor_link(handle)[1]))),
            h("p.card-text", "Ships from ", h("b.ships-from", offer.ships_from)),
        ),
        data_listing=offer.native_id,
    )


def card_row(visit: Visit, offer: Offer) -> Row:
    """What a card shows."""
    return {
        "native_id": offer.native_id,
        "handle": offer.seller.handle,
        "title": offer.title,
        "listed": True,
        "price": offer.prices[visit.week - 1],
        "currency": "USD",
        "ships_from": offer.ships_from,
    }


def card_links(offers: list[Offer]) -> Links:
    """What the cards of some offers link to."""
    return tuple(link for o in offers for link in (listing_link(o), vendor_link(o.seller.handle)))


def age(since: timedelta) -> tuple[str, int]:
    """An age in the site's words, rounded down to its largest unit, and the seconds that these words say."""
    hours = int(since.total_seconds()) // 3600
    for unit, size in (("week", 168), ("day", 24), ("hour", 1)):
        count = hours // size
        if count:
            return f"{count} {unit}{'s' if count > 1 else ''} ago", count * size * 3600
    return "0 hours ago", 0


def feedback_table(reviews: list[Review], moment: datetime) -> Html:
    """The table of feedback."""
    heads = [h("th", t) for t in ("Rating", "Comment", "Buyer", "Offer", "When")]
    body = [
        h(
            "tr.feedback",
            h("td.stars", f"{r.rating}/5"),
            h("td.comment", r.text),
            h("td.buyer", r.buyer),
            h("td.item", r.offer.title),
            h("td.when", age(moment - r.given_at)[0]),
        )
        for r in reviews
    ]
    return h("table.table.feedback-table", h("thead", h("tr", heads)), h("tbody", body))


def feedback_rows(reviews: list[Review], moment: datetime) -> list[Row]:
    """What the table of feedback shows."""
    made = []
    for r in reviews:
        seconds = age(moment - r.given_at)[1]
        made.append(
            {
                "rating": Decimal(r.rating),
                "rating_max": Decimal(5),
                "text": r.text,
                "buyer": r.buyer,
                "offer_title": r.offer.title,
                "age_seconds": seconds,
                "given_at": moment - timedelta(seconds=seconds),
            }
        )
    return made


def facts_table(pairs: list[tuple[str, str]], mark: str) -> Html:
    """A table of names and values; pairs without a value are left out."""
    return h(f"table.table.{mark}", [h("tr", h("th", k), h("td", v)) for k, v in pairs if v])
