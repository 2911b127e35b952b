"""The frame of each page of the French market, in windows-1252, and the addresses of its pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from filature.demo.goods import Offer
from filature.demo.html import Child, document, h
from filature.demo.page import Page, Row, Visit
from filature.demo.words import words
from filature.demo.world import NAMES

Links = tuple[tuple[str, str], ...]


NO_BREAK = "\u00a0"


def category_link(number: int, page: int = 1) -> tuple[str, str]:
    """Kind and path of a page of a category."""
    return "category", f"/rayon/{words()['categories'][number]['id'][0]}" + (f",{page}" if page > 1 else "")


def listing_link(offer: Offer) -> tuple[str, str]:
    """Kind and path of an offer's own page."""
    return "listing", f"/annonce/{offer.native_id}"


def vendor_link(handle: str) -> tuple[str, str]:
    """Kind and path of a seller's page."""
    return "vendor", f"/vendeur/{handle}"


def feedback_link(handle: str) -> tuple[str, str]:
    """Kind and path of the page with all feedback of a seller."""
    return "feedback", f"/avis/{handle}"


def euros(amount: Decimal) -> str:
    """`1 234,50 €`, with no-break spaces."""
    return f"{amount:,.2f}".replace(",", NO_BREAK).replace(".", ",") + NO_BREAK + "€"


def day(moment: date) -> str:
    """`08/01/2024`."""
    return f"{moment:%d/%m/%Y}"


def frame(
    visit: Visit,
    link: tuple[str, str],
    title: str,
    main: Child,
    *,
    rows: dict[str, list[Row]],
    links: Links,
) -> Page:
    """A page with the head, the session, the departments and the rate that each page has."""
    rate = visit.world.bitcoin(visit.site, visit.week)
    departments = [
        h("li", h("a", top["fr"], href=category_link(n)[1])) for n, top in enumerate(words()["categories"])
    ]
    body = [
        h(
            "div#entete",
            h("a.logo", NAMES[visit.site], href="/accueil"),
            h(
                "span.session",
                "Connecté : ",
                h("b", "observateur"),
                " | ",
                h("a", "Quitter", href="/quitter"),
            ),
        ),
        h("div#menu", h("h3", "Rayons"), h("ul", departments), h("p.cours", f"1 BTC = {euros(rate)}")),
        h("div#corps", main),
        h("div#pied", "Page engendrée pour la démonstration de Filature : rien n'y existe."),
    ]
    head = [
        h("meta", http_equiv="Content-Type", content="text/html; charset=windows-1252"),
        h("title", f"{title} - {NAMES[visit.site]}"),
    ]
    row: Row = {"base": "BTC", "quote": "EUR", "rate": rate}
    all_links = (*(category_link(n) for n in range(len(words()["categories"]))), *links)
    return Page(
        visit.site,
        *link,
        document("fr", head, body),
        {"rate": [row], **rows},
        tuple(dict.fromkeys(all_links)),
        True,
        "cp1252",
    )
