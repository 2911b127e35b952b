"""An offer on the French market."""

from __future__ import annotations

from decimal import Decimal

from filature.demo.goods import CENT, Offer
from filature.demo.html import h, lines
from filature.demo.page import Page, Row, Visit, address
from filature.demo.quai.frame import category_link, euros, frame, listing_link, vendor_link
from filature.demo.quai.parts import FEEDBACK_SHOWN, fact, feedback_list, feedback_rows, offer_row

BULK = ((1, 4, Decimal(1)), (5, 19, Decimal("0.95")), (20, None, Decimal("0.9")))
"""Quantity from, quantity to, share of the price."""


def bulk_rows(price: Decimal) -> list[Row]:
    """Prices by quantity."""
    return [
        {
            "kind": "bulk",
            "min_quantity": low,
            "max_quantity": high,
            "price": (price * share).quantize(CENT),
            "currency": "EUR",
        }
        for low, high, share in BULK
    ]


def listing(visit: Visit, offer: Offer) -> Page:
    """An offer's own page."""
    price, (top, below), handle = offer.prices[visit.week - 1], offer.category_path, offer.seller.handle
    reviews = visit.world.reviews_of(offer, visit.moment)[:FEEDBACK_SHOWN]
    bulk = bulk_rows(price)
    facts = [
        fact("Vendeur", h("a.vendeur", handle, href=address(vendor_link(handle)[1]))),
        fact("Prix", h("b.prix", euros(price))),
        fact("Expédié depuis", offer.ships_from),
        fact("Vers", " / ".join(offer.ships_to)),
        fact("En stock", str(offer.stock[visit.week - 1])),
        fact("Paiement", "Séquestre"),
    ]
    tiers = [
        h(
            "tr",
            h("td.de", str(b["min_quantity"])),
            h("td.a", str(b["max_quantity"] or "")),
            h("td.prix", euros(b["price"])),
        )
        for b in bulk
    ]
    main = [
        h("p.fil", h("a", top, href=category_link(offer.category)[1]), " > ", h("span", below)),
        h("h1.titre", offer.title),
        h("table.fiche", facts),
        h("table.degressif", tiers),
        h("div.description", lines(offer.description)),
        feedback_list(reviews),
    ]
    row: Row = {
        **offer_row(visit, offer),
        "listed": False,
        "stock": offer.stock[visit.week - 1],
        "payment": "Séquestre",
        "escrow": True,
        "category": [top, below],
        "description": offer.description,
    }
    rows = {"offer_observation": [row], "price_option": bulk, "feedback": feedback_rows(reviews)}
    return frame(
        visit,
        listing_link(offer),
        offer.title,
        main,
        rows=rows,
        links=(vendor_link(handle), category_link(offer.category)),
    )
