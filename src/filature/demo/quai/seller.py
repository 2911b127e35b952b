"""A seller on the French market, and all feedback on them."""

from __future__ import annotations

from filature.demo.cast import Seller
from filature.demo.html import Child, h
from filature.demo.page import Page, Row, Visit, address
from filature.demo.quai.frame import day, feedback_link, frame, vendor_link
from filature.demo.quai.parts import (
    FEEDBACK_SHOWN,
    fact,
    feedback_list,
    feedback_rows,
    offer_links,
    offer_row,
    offers_table,
)
from filature.demo.words import key_block, sentences, stream


def vendor(visit: Visit, seller: Seller) -> Page:
    """A seller's page: facts, text, key, offers, the latest feedback."""
    offers, reviews = (
        visit.world.offers_of(seller),
        visit.world.reviews_of(seller, visit.moment)[:FEEDBACK_SHOWN],
    )
    standing = visit.world.standing(seller, visit.week, visit.moment)
    about = sentences(stream(visit.world.seed, f"profile {seller.site} {seller.handle}"), "fr", 3)
    row: Row = {
        "handle": seller.handle,
        "role": "vendor",
        "sales": standing.sales,
        "level": f"Niveau {standing.level}",
        "member_since": seller.member_since,
        "last_seen": visit.moment.date(),
        "description": about,
    }
    facts = [
        fact("Ventes", str(standing.sales)),
        fact("Niveau", row["level"]),
        fact("Inscrit le", day(seller.member_since)),
        fact("Vu le", day(visit.moment)),
    ]
    if standing.positive is not None:
        row["positive_percent"] = standing.positive
        facts.append(fact("Avis positifs", f"{standing.positive} %".replace(".", ",")))
    main: list[Child] = [h("h1.pseudo", seller.handle), h("table.fiche", facts), h("div.presentation", about)]
    if seller.person.key:
        row["pgp_key"] = key_block(seller.person.key)
        main.append(h("textarea.cle", row["pgp_key"], rows="12", cols="66"))
    main += [
        offers_table(visit, offers),
        feedback_list(reviews),
        h("p", h("a", "Tous les avis", href=address(feedback_link(seller.handle)[1]))),
    ]
    rows = {
        "account_observation": [row],
        "offer_observation": [offer_row(visit, o) for o in offers],
        "feedback": feedback_rows(reviews),
    }
    links = (*offer_links(offers), vendor_link(seller.handle), feedback_link(seller.handle))
    return frame(visit, vendor_link(seller.handle), seller.handle, main, rows=rows, links=links)


def feedback(visit: Visit, seller: Seller) -> Page:
    """All feedback of a seller."""
    reviews = visit.world.reviews_of(seller, visit.moment)
    main = [
        h("h1", "Avis sur ", h("a.pseudo", seller.handle, href=address(vendor_link(seller.handle)[1]))),
        feedback_list(reviews),
    ]
    rows: dict[str, list[Row]] = {
        "account_observation": [{"handle": seller.handle, "role": "vendor"}],
        "feedback": feedback_rows(reviews),
    }
    return frame(
        visit,
        feedback_link(seller.handle),
        f"Avis sur {seller.handle}",
        main,
        rows=rows,
        links=(vendor_link(seller.handle),),
    )
