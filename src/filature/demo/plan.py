"""Which pages of each site are asked for on which weekly visit, in which order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import partial

from filature.demo import docks, larch, quai
from filature.demo.cast import CLOSED_FROM, FORUM, LARCH, QUAI, WEEKS, Seller, week_day
from filature.demo.goods import Offer
from filature.demo.obstacles import obstacle
from filature.demo.page import Page, Visit
from filature.demo.talk import members, threads
from filature.demo.words import stream, words
from filature.demo.world import World

VISITED = {
    QUAI: tuple(range(1, CLOSED_FROM + 1)),
    LARCH: tuple(w for w in range(1, WEEKS + 1) if w != 5),
    FORUM: (2, 7, 10),
}
"""Weeks with a visit. Nobody saw the English market in week 5; the French one was given up when it closed."""

_CLOCK = {QUAI: time(18, 30, tzinfo=UTC), LARCH: time(19, tzinfo=UTC), FORUM: time(21, tzinfo=UTC)}

LOST = {(LARCH, 4): range(12, 15), (FORUM, 10): range(9, 11)}
"""Visits on which the login is lost, and the places of the pages that give a login form instead."""

_GATES = {
    (QUAI, 1): (("challenge", "/verification"), ("login", "/connexion")),
    (QUAI, 3): (("captcha", "/captcha"),),
    (LARCH, 1): (
        ("refresh", "/enter/"),
        ("challenge", "/check/"),
        ("captcha", "/captcha/"),
        ("login", "/login/"),
    ),
    (LARCH, 6): (("challenge", "/check/"), ("error", "/stats/")),
    (FORUM, 2): (("login", "/index.php?action=login"),),
}
_NEVER = 4
"""Offers of each market whose own page is never captured."""

Maker = Callable[[Visit], Page]
CATEGORIES = range(3)


def never_captured(world: World, site: str) -> set[str]:
    """Native ids of offers that are linked to and whose own page is never captured."""
    ids = [o.native_id for o in world.offers if o.site == site]
    return set(stream(world.seed, f"never {site}").sample(ids[1:], _NEVER))


def offers_seen(world: World, site: str, week: int) -> list[Offer]:
    """The offers whose own page is captured in a week: the site's first always, others by chance."""
    goods = world.offers_on(site, week)
    never = never_captured(world, site)
    rest = [o for o in goods[1:] if o.native_id not in never]
    chosen = stream(world.seed, f"seen {site} {week}").sample(rest, min(8, len(rest)))
    return goods[:1] + [o for o in rest if o in chosen]


def sellers_seen(world: World, site: str, week: int) -> list[Seller]:
    """The sellers whose page is captured in a week: each third week one is left out."""
    sellers = world.sellers_on(site, week)
    return sellers[:-1] if week % 3 == 0 else sellers


def _market(world: World, site: str, week: int) -> list[Maker]:
    """What both markets are asked for."""
    market = quai if site == QUAI else larch
    made: list[Maker] = [market.front]
    made += [partial(market.category, number=n) for n in CATEGORIES]
    made += [partial(market.search, term="fictif" if site == QUAI else "sample")] if week % 2 else []
    made += [partial(market.vendor, seller=s) for s in sellers_seen(world, site, week)]
    made += [partial(market.listing, offer=o) for o in offers_seen(world, site, week)]
    return made


def _quai(world: World, week: int) -> list[Maker]:
    if week >= CLOSED_FROM:
        return [partial(obstacle, kind="error", path=p) for p in ("/accueil", "/rayon/lots-fictifs")]
    return [*_market(world, QUAI, week), partial(quai.feedback, seller=world.sellers_on(QUAI, week)[0])]


def _larch(world: World, week: int) -> list[Maker]:
    sellers = world.sellers_on(LARCH, week)
    tabs: list[Maker] = [partial(larch.tab, seller=s, name="pgp") for s in sellers[-2:]]
    tabs.append(partial(larch.tab, seller=sellers[0], name="feedback"))
    counts = [o.category for o in world.offers_on(LARCH, week)]
    seconds = [n for n in CATEGORIES if counts.count(n) > larch.PER_PAGE and week % 2 == 0]
    return [
        *_market(world, LARCH, week),
        *tabs,
        *(partial(larch.category, number=n, page=2) for n in seconds),
    ]


def begins(site: str, week: int) -> datetime:
    """When a visit begins."""
    return datetime.combine(week_day(week), _CLOCK[site])


def _forum(world: World, week: int) -> list[Maker]:
    now, people = begins(FORUM, week), members(world.seed, world.sellers)
    talk = [t for t in threads(world.seed, world.sellers) if t.before(now)]
    made: list[Maker] = [partial(docks.front, threads=talk)]
    made += [partial(docks.board, number=b["id"], threads=talk) for b in words()["boards"][:2]]
    made += [partial(docks.profile, member=m) for m in people[:4]]
    for subject in talk:
        starts = range(0, len(subject.before(now)), docks.PER_PAGE)
        made += [partial(docks.thread, subject=subject, start=start) for start in starts]
    return made


_CONTENT = {QUAI: _quai, LARCH: _larch, FORUM: _forum}


def pages_of(world: World, site: str, week: int) -> list[Maker]:
    """The pages of a visit, each as a function of the visit at the moment of the request."""
    gates: list[Maker] = [
        partial(obstacle, kind=kind, path=path) for kind, path in _GATES.get((site, week), ())
    ]
    return [*gates, *_CONTENT[site](world, week)]
