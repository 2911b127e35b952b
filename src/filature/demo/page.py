"""One generated page, and the truth that was written into it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote

from filature.demo.html import Html
from filature.demo.world import World

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """``path`` is the decoded address on the site; ``rows`` are the values shown, by table of Filature.

    ``links`` are the content pages of the same site that it links to, as (kind, path). ``session`` says
    whether the page shows that somebody is logged in (None: it cannot be told).
    """

    site: str
    kind: str
    path: str
    html: Html
    rows: dict[str, list[Row]] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()
    session: bool | None = None
    encoding: str = "utf-8"
    status: int = 200

    @property
    def payload(self) -> bytes:
        """The bytes of the page."""
        return self.html.encode(self.encoding, "xmlcharrefreplace")


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of a site: the week, and the moment at which the page at hand is asked for."""

    world: World
    site: str
    week: int
    moment: datetime


def address(path: str) -> str:
    """A path as it stands in a link: percent-encoded."""
    return quote(path, safe="/?=;&,.-")
