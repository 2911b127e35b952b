"""From the captured pages to the figures that a reading of them must give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby, pairwise

from filature.demo.cast import (
    CLOSED_FROM,
    ENTREPOT,
    LARCH,
    LOOK_ALIKE,
    MOVERS,
    PONTON,
    QUAI,
    SAME_SELLER,
    week_day,
)
from filature.demo.goods import CURRENCY
from filature.demo.planted import (
    AccountTruth,
    MoveTruth,
    PageTruth,
    Planted,
    SeizedTruth,
    SeriesTruth,
    VisitTruth,
)
from filature.demo.ponton import noted
from filature.demo.seized import relations
from filature.demo.shop import ROLES, accounts, goods, orders
from filature.demo.world import NAMES, World

EMPTY_KINDS = frozenset({"login", "challenge", "captcha", "error", "refresh"})
"""Kinds of page that carry no content."""


def _accounts(world: World, pages: Iterable[PageTruth]) -> dict[str, dict[str, AccountTruth]]:
    """Accounts by site and name: those that any page, table row or seized row names; a seized shop shows its sellers."""
    offers: dict[tuple[str, str], set[str]] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages:
        for row in page.rows.get("account_observation", ()):
            seen[page.site, row["handle"]] += 1
        for row in page.rows.get("offer_observation", ()):
            offers.setdefault((page.site, row["handle"]), set()).add(row["native_id"])
        for row in page.rows.get("post", ()):
            offers.setdefault((page.site, row["handle"]), set())
    for row in noted(world):
        offers.setdefault((PONTON, row["handle"]), set()).add(row["title"])
    for offer in goods(world):
        offers.setdefault((ENTREPOT, offer.seller.handle), set()).add(offer.native_id)
    for person in accounts(world):
        seen[ENTREPOT, person.handle] += ROLES[person.role][1] == "vendor"
    everyone = {*offers, *seen}
    found: dict[str, dict[str, AccountTruth]] = {}
    for key in sorted(everyone):
        found.setdefault(key[0], {})[key[1]] = AccountTruth(len(offers.get(key, ())), seen[key])
    return found


def _series(world: World, pages: Iterable[PageTruth]) -> tuple[SeriesTruth, ...]:
    """The prices of the first offer of the planted seller on each of the two markets."""
    made = []
    for site in (QUAI, LARCH):
        offer = next(o for o in world.offers if o.site == site)
        prices: dict[str, Decimal] = {}
        for page in pages:
            if (
                page.site == site
                and page.kind == "listing"
                and page.path.strip("/").endswith(offer.native_id)
            ):
                prices[f"{page.captured_at:%Y-%m-%d}"] = page.rows["offer_observation"][0]["price"]
        handle = offer.seller.handle
        made.append(SeriesTruth(site, offer.native_id, handle, offer.title, CURRENCY[site], prices))
    return tuple(made)


def _visits(pages: Iterable[PageTruth]) -> tuple[VisitTruth, ...]:
    made: list[VisitTruth] = []
    numbers: Counter[str] = Counter()
    for (site, _), group in groupby(pages, key=lambda p: (p.site, p.captured_at.date())):
        numbers[site] += 1
        made.append(_visit(site, numbers[site], list(group)))
    return tuple(made)


def _visit(site: str, number: int, pages: list[PageTruth]) -> VisitTruth:
    content = [p for p in pages if p.kind not in EMPTY_KINDS]
    captured = {(p.kind, p.path) for p in content}
    linked = {link for p in content for link in p.links}
    lost = sum(p.kind == "login" and bool(before.session) for before, p in pairwise(pages))
    return VisitTruth(
        site, number, len(pages), len(content), lost, len(linked), tuple(sorted(linked - captured))
    )


def _seized(world: World) -> SeizedTruth:
    placed = orders(world)
    counts = Counter(o.vendor.handle for o in placed)
    sums = {v: sum((o.total for o in placed if o.vendor.handle == v), Decimal(0)) for v in sorted(counts)}
    roles = Counter(ROLES[a.role][1] for a in accounts(world))
    rows = {name: len(held) for name, held in relations(world).items()}
    return SeizedTruth(rows, dict(sorted(roles.items())), dict(sorted(counts.items())), sums)


def _moves(world: World) -> tuple[MoveTruth, ...]:
    names = {(s.person.number, s.site): s for s in world.sellers}
    pairs = [(names[n, QUAI], names[n, LARCH]) for n in MOVERS]
    return tuple(MoveTruth(a.handle, b.handle, bool(a.person.key)) for a, b in pairs)


def _keys(world: World) -> dict[str, tuple[tuple[str, str], ...]]:
    numbers = sorted({s.person.key for s in world.sellers if s.person.key})
    shown = [s for s in world.sellers if s.site != PONTON]
    return {f"key{n}": tuple((s.site, s.handle) for s in shown if s.person.key == n) for n in numbers}


def planted(world: World, pages: tuple[PageTruth, ...]) -> Planted:
    """The whole truth of a world of which these pages were captured, sorted by site and time."""
    kinds: dict[str, Counter[str]] = {}
    for page in pages:
        kinds.setdefault(page.site, Counter())[page.kind] += 1
    double = [s for s in world.sellers if s.person.number in LOOK_ALIKE]
    return Planted(
        seed=world.seed,
        sites=NAMES,
        same_seller={s.site: s.handle for s in world.sellers if s.person.number == SAME_SELLER},
        keys=_keys(world),
        look_alike=tuple((s.site, s.handle) for s in double),
        closed={QUAI: f"{week_day(CLOSED_FROM)}"},
        moved=_moves(world),
        accounts=_accounts(world, pages),
        price_series=_series(world, pages),
        page_kinds={site: dict(sorted(count.items())) for site, count in kinds.items()},
        visits=_visits(pages),
        posts=len({(p.site, r["native_id"]) for p in pages for r in p.rows.get("post", ())}),
        table_rows=len(list(noted(world))),
        seized=_seized(world),
        pages=pages,
    )
