"""Parts of pages of the French market: tables of offers and feedback, each with its true values."""

from __future__ import annotations

from filature.demo.goods import Offer, Review
from filature.demo.html import Child, Html, h
from filature.demo.page import Row, Visit, address
from filature.demo.quai.frame import Links, day, euros, listing_link, vendor_link

FEEDBACK_SHOWN = 4
"""How many reviews a seller's page and an offer show."""


def offers_table(visit: Visit, offers: list[Offer]) -> Html:
    """Offers as lists show them, a row each."""
    heads = [h("th", t) for t in ("Annonce", "Vendeur", "Prix", "De", "Vers")]
    body = [
        h(
            "tr.ligne",
            h("td.titre", h("a", o.title, href=address(listing_link(o)[1]))),
            h("td.vendeur", h("a", o.seller.handle, href=address(vendor_link(o.seller.handle)[1]))),
            h("td.prix", euros(o.prices[visit.week - 1])),
            h("td.de", o.ships_from),
            h("td.vers", " / ".join(o.ships_to)),
        )
        for o in offers
    ]
    return h("table.annonces", h("thead", h("tr", heads)), h("tbody", body))


def offer_row(visit: Visit, offer: Offer) -> Row:
    """What a list shows of an offer."""
    return {
        "native_id": offer.native_id,
        "handle": offer.seller.handle,
        "title": offer.title,
        "listed": True,
        "price": offer.prices[visit.week - 1],
        "currency": "EUR",
        "ships_from": offer.ships_from,
        "ships_to": list(offer.ships_to),
    }


def offer_links(offers: list[Offer]) -> Links:
    """What the rows of a list link to."""
    return tuple(link for o in offers for link in (listing_link(o), vendor_link(o.seller.handle)))


def verdict(rating: int) -> tuple[str, str]:
    """What the French market makes of a rating: its word, and Filature's."""
    return (
        ("Positif", "positive")
        if rating > 3
        else ("Neutre", "neutral")
        if rating == 3
        else ("Négatif", "negative")
    )


def feedback_list(reviews: list[Review]) -> Html:
    """Feedback, an item each."""
    return h(
        "ul.avis",
        [
            h(
                "li",
                h("b.verdict", verdict(r.rating)[0]),
                " ",
                h("span.date", day(r.given_at)),
                " ",
                h("span.acheteur", r.buyer),
                " ",
                h("i", r.offer.title),
                h("p", r.text),
            )
            for r in reviews
        ],
    )


def feedback_rows(reviews: list[Review]) -> list[Row]:
    """What the list of feedback shows."""
    return [
        {
            "verdict": verdict(r.rating)[1],
            "given_at": r.given_at.date(),
            "buyer": r.buyer,
            "offer_title": r.offer.title,
            "text": r.text,
        }
        for r in reviews
    ]


def fact(name: str, value: Child) -> Html:
    """A row of a table of names and values."""
    return h("tr", h("td.nom", name), h("td.valeur", value))
