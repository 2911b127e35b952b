"""Lists of offers on the English market: front page, category, search."""

from __future__ import annotations

from filature.demo.goods import Offer
from filature.demo.html import h
from filature.demo.larch.frame import category_link, frame
from filature.demo.larch.parts import card, card_links, card_row
from filature.demo.page import Page, Visit
from filature.demo.words import words

PER_PAGE = 6


def _listed(visit: Visit, link: tuple[str, str], title: str, offers: list[Offer], pages: list[str]) -> Page:
    """A list of offers; ``pages`` are the addresses of all its pages when there are more than one."""
    steps = [h("li.page-item", h("a.page-link", str(n), href=path)) for n, path in enumerate(pages, 1)]
    main = [
        h("h1.page-title", title),
        h("div.row.offers", [card(visit, o) for o in offers]),
        h("ul.pagination", steps) if steps else "",
    ]
    rows = {"offer_observation": [card_row(visit, o) for o in offers]}
    links = (*card_links(offers), *((link[0], path) for path in pages))
    return frame(visit, link, title, main, rows=rows, links=links)


def front(visit: Visit) -> Page:
    """The front page: the newest offers."""
    offers = visit.world.offers_on(visit.site, visit.week)
    return _listed(visit, ("front", "/"), "Newest offers", offers[-4:], [])


def category(visit: Visit, number: int, page: int = 1) -> Page:
    """One page of a category; page 1 has the plain address."""
    offers = [o for o in visit.world.offers_on(visit.site, visit.week) if o.category == number]
    count = -(-len(offers) // PER_PAGE)
    pages = [category_link(number, n)[1] for n in range(1, count + 1)] if count > 1 else []
    part = offers[(page - 1) * PER_PAGE : page * PER_PAGE]
    return _listed(visit, category_link(number, page), words()["categories"][number]["en"], part, pages)


def search(visit: Visit, term: str) -> Page:
    """The result of a search in the titles; it may be empty."""
    offers = [o for o in visit.world.offers_on(visit.site, visit.week) if term in o.title.lower()]
    return _listed(visit, ("search", f"/search/{term}/"), f"Search: {term}", offers[:PER_PAGE], [])
