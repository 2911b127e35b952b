"""The truth that is planted in the demonstration's material."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class PageTruth:
    """One captured page: the file (or archive and member) it lies in, and what a reader must find on it.

    ``rows`` are the values shown, by table of Filature; ``links`` the content pages linked to, as (kind, path);
    paths are percent-encoded. ``time_source`` is what tells the capture time: `path`, `file` or `record`.
    """

    file: str
    url: str
    site: str
    kind: str
    path: str
    captured_at: datetime
    time_source: str
    session: bool | None
    rows: dict[str, list[dict[str, Any]]]
    links: tuple[tuple[str, str], ...]
    payload: bytes = b""
    status: int = 200


@dataclass(frozen=True, slots=True)
class AccountTruth:
    """An account: how many offers are seen under it, and how many pages show its own facts."""

    offers: int
    observations: int


@dataclass(frozen=True, slots=True)
class SeriesTruth:
    """The price of one offer on the days on which its own page was captured."""

    site: str
    native_id: str
    handle: str
    title: str
    currency: str
    prices: dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class MoveTruth:
    """A seller who went from the closed market to the other one: names before and after, whether a key shows it."""

    before: str
    after: str
    same_key: bool


@dataclass(frozen=True, slots=True)
class VisitTruth:
    """A visit of a site, numbered from 1.

    ``login_lost`` counts login pages that came right after a page with a session; ``unseen`` are the content
    pages linked to and not captured on the visit, as (kind, path).
    """

    site: str
    number: int
    pages: int
    content_pages: int
    login_lost: int
    linked: int
    unseen: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SeizedTruth:
    """What the seized database holds: rows by table, accounts by role, orders and their sum by seller."""

    rows: dict[str, int]
    roles: dict[str, int]
    orders: dict[str, int]
    sums: dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Planted:
    """Everything that was planted. Sites and handles are named as they are in the case.

    ``same_seller`` gives the seller's name on each site; ``keys`` the accounts that show each key, by its file's
    number; ``look_alike`` two accounts of one name and two keys. ``table_rows`` counts the third market's table.
    """

    seed: int
    sites: dict[str, str]
    same_seller: dict[str, str]
    keys: dict[str, tuple[tuple[str, str], ...]]
    look_alike: tuple[tuple[str, str], ...]
    closed: dict[str, str]
    moved: tuple[MoveTruth, ...]
    accounts: dict[str, dict[str, AccountTruth]]
    price_series: tuple[SeriesTruth, ...]
    page_kinds: dict[str, dict[str, int]]
    visits: tuple[VisitTruth, ...]
    posts: int
    table_rows: int
    seized: SeizedTruth
    pages: tuple[PageTruth, ...] = ()

    def to_json(self) -> str:
        """The truth as a JSON document; the pages themselves are left out, their counts are in."""
        plain = dataclasses.asdict(dataclasses.replace(self, pages=()))
        del plain["pages"]
        return json.dumps(plain, ensure_ascii=False, indent=1, default=_plain) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, Decimal | date):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in the truth")
