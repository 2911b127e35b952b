"""The captures of all visits: each page at its moment, with the login lost on the way where planted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from filature.demo.cast import QUAI
from filature.demo.obstacles import obstacle
from filature.demo.page import Page, Visit
from filature.demo.plan import LOST, VISITED, begins, pages_of
from filature.demo.words import stream
from filature.demo.world import World


@dataclass(frozen=True, slots=True)
class Shot:
    """A page as it was captured: on which weekly visit, and when as far as the material tells."""

    page: Page
    week: int
    moment: datetime


def shots(world: World) -> Iterator[Shot]:
    """All captures, site by site and in the order of time."""
    for site, weeks in VISITED.items():
        for week in weeks:
            yield from _visit(world, site, week)


def _visit(world: World, site: str, week: int) -> Iterator[Shot]:
    rng = stream(world.seed, f"clock {site} {week}")
    moment = begins(site, week)
    for place, maker in enumerate(pages_of(world, site, week)):
        visit = Visit(world, site, week, moment)
        page = maker(visit)
        if place in LOST.get((site, week), ()):
            page = obstacle(visit, "login", page.path)
        yield Shot(page, week, moment)
        # The French market's pages are kept in folders named by the minute at which the visit began.
        moment += timedelta(seconds=0 if site == QUAI else rng.randrange(20, 60))
