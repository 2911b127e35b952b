"""An offer on the English market."""

from __future__ import annotations

from filature.demo.goods import Offer
from filature.demo.html import h, lines
from filature.demo.larch.frame import category_link, frame, listing_link, vendor_link
from filature.demo.larch.parts import FEEDBACK_SHOWN, card_row, facts_table, feedback_rows, feedback_table
from filature.demo.page import Page, Row, Visit, address


def listing(visit: Visit, offer: Offer) -> Page:
    """An offer's own page."""
    index, (top, below) = visit.week - 1, offer.category_path
    reviews = visit.world.reviews_of(offer, visit.moment)[:FEEDBACK_SHOWN]
    pairs = [
        ("Ships from", offer.ships_from),
        ("Ships to", ", ".join(offer.ships_to)),
        ("Stock", str(offer.stock[index])),
        ("Sold", str(offer.sold[index])),
        ("Views", f"{offer.views[index]:,}"),
        ("Type", "Physical"),
        ("Payment", "Escrow"),
        ("Accepts", "BTC, XMR"),
    ]
    ways = [
        h("tr", h("td.name", w.name), h("td.days", f"{w.days} days"), h("td.cost", f"{w.price:.2f} USD"))
        for w in offer.shipping
    ]
    handle = offer.seller.handle
    main = [
        h(
            "ol.breadcrumb",
            h("li.breadcrumb-item", h("a", top, href=category_link(offer.category)[1])),
            h("li.breadcrumb-item.active", below),
        ),
        h("h2.listing-title", offer.title, data_listing=offer.native_id),
        h("p", "Sold by ", h("a.vendor-link", handle, href=address(vendor_link(handle)[1]))),
        h("p.listing-price", h("span.price", f"{offer.prices[index]:,.2f}"), " ", h("span.currency", "USD")),
        facts_table(pairs, "listing-facts"),
        h("table.table.shipping", h("tbody", ways)),
        h("div.description", lines(offer.description)),
        feedback_table(reviews, visit.moment),
    ]
    rows = {
        "offer_observation": [_listing_row(visit, offer)],
        "feedback": feedback_rows(reviews, visit.moment),
        "price_option": [
            {"kind": "shipping", "name": w.name, "days": w.days, "price": w.price, "currency": "USD"}
            for w in offer.shipping
        ],
    }
    links = (category_link(offer.category), vendor_link(handle))
    return frame(visit, listing_link(offer), offer.title, main, rows=rows, links=links)


def _listing_row(visit: Visit, offer: Offer) -> Row:
    index = visit.week - 1
    return {
        **card_row(visit, offer),
        "listed": False,
        "ships_to": list(offer.ships_to),
        "stock": offer.stock[index],
        "sold": offer.sold[index],
        "views": offer.views[index],
        "listing_type": "Physical",
        "payment": "Escrow",
        "escrow": True,
        "accepts": ["BTC", "XMR"],
        "category": list(offer.category_path),
        "description": offer.description,
    }
