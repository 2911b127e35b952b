"""Lists of offers on the French market: front page, category, search."""

from __future__ import annotations

from filature.demo.goods import Offer
from filature.demo.html import h
from filature.demo.page import Page, Visit
from filature.demo.quai.frame import category_link, frame
from filature.demo.quai.parts import offer_links, offer_row, offers_table
from filature.demo.words import words

PER_PAGE = 7


def _listed(visit: Visit, link: tuple[str, str], title: str, offers: list[Offer], pages: list[str]) -> Page:
    """A list of offers; ``pages`` are the addresses of all its pages when there are more than one."""
    steps = [h("a", str(n), href=path) for n, path in enumerate(pages, 1)]
    main = [h("h1", title), offers_table(visit, offers), h("p.pages", steps) if steps else ""]
    rows = {"offer_observation": [offer_row(visit, o) for o in offers]}
    links = (*offer_links(offers), *((link[0], path) for path in pages))
    return frame(visit, link, title, main, rows=rows, links=links)


def front(visit: Visit) -> Page:
    """The front page: the offers that were added last."""
    offers = visit.world.offers_on(visit.site, visit.week)
    return _listed(visit, ("front", "/accueil"), "Dernières annonces", offers[-5:], [])


def category(visit: Visit, number: int, page: int = 1) -> Page:
    """One page of a category; page 1 has the plain address."""
    offers = [o for o in visit.world.offers_on(visit.site, visit.week) if o.category == number]
    count = -(-len(offers) // PER_PAGE)
    pages = [category_link(number, n)[1] for n in range(1, count + 1)] if count > 1 else []
    part = offers[(page - 1) * PER_PAGE : page * PER_PAGE]
    return _listed(visit, category_link(number, page), words()["categories"][number]["fr"], part, pages)


def search(visit: Visit, term: str) -> Page:
    """The result of a search in the titles; it may be empty."""
    offers = [o for o in visit.world.offers_on(visit.site, visit.week) if term in o.title.lower()]
    return _listed(visit, ("search", f"/recherche/{term}"), f"Recherche : {term}", offers[:PER_PAGE], [])
