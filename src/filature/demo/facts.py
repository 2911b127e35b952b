"""What the case holds beside what was planted: one `Fact` for each comparison, found by SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from filature.demo.cast import ENTREPOT, PONTON
from filature.demo.planted import Planted, SeriesTruth
from filature.demo.words import key_block


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing compared: its section, what it is about, what was planted and what was found, in words."""

    section: str
    about: str
    planted: str
    found: str

    @property
    def same(self) -> bool:
        """Whether what was planted was found."""
        return self.planted == self.found


class Facts:
    """Asks a connection on which every table of the case is a view."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, planted: Planted) -> None:
        self._connection, self._planted = connection, planted

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, list(values)).fetchall()

    def all(self) -> list[Fact]:
        """Every comparison, section by section."""
        parts = (
            self.kinds(),
            self.accounts(),
            self.names(),
            self.series(),
            self.visits(),
            self.rest(),
            self.seized(),
        )
        return [fact for part in parts for fact in part]

    def kinds(self) -> Iterator[Fact]:
        """Pages by kind."""
        sql = "select kind, count(*) from page where site = ? group by all order by kind"
        for site, planted in self._planted.page_kinds.items():
            yield Fact("Pages", site, _counts(planted), _counts(dict(self._rows(sql, site))))
        none = self._rows("select count(*) from page where site is null or kind = 'unrecognised'")
        yield Fact("Pages", "of no known site or kind", "0", str(none[0][0]))

    def accounts(self) -> Iterator[Fact]:
        """Accounts with their offers and observations, by site; accounts that differ are named."""
        sql = "select handle, offers, observations from account where site = ? order by handle"
        for site, planted in self._planted.accounts.items():
            found = {h: (o, seen) for h, o, seen in self._rows(sql, site)}
            wanted = {h: (t.offers, t.observations) for h, t in planted.items()}
            odd = sorted(h for h in {*found, *wanted} if found.get(h) != wanted.get(h))
            yield Fact("Accounts", site, _sums(wanted, odd), _sums(found, odd))

    def names(self) -> Iterator[Fact]:
        """Accounts that show each key, those of the planted seller first."""
        sql = """select distinct site, handle from
                 (select site, handle, pgp_key from account_observation union all select site, handle, pgp_key from "user")
                 where regexp_replace(pgp_key, '\\s', '', 'g') = regexp_replace(?, '\\s', '', 'g') order by all"""
        for name, planted in self._planted.keys.items():
            found = self._rows(sql, key_block(int(name.removeprefix("key"))))
            yield Fact("Accounts that show the same key", name, _pairs(sorted(planted)), _pairs(found))

    def series(self) -> Iterator[Fact]:
        """The price of two offers, by day of capture of their own pages."""
        sql = """select strftime(observed_at, '%Y-%m-%d'), price from offer_observation
                 where site = ? and native_id = ? and not listed order by observed_at"""
        for planted in self._planted.price_series:
            found = dict(self._rows(sql, planted.site, planted.native_id))
            yield Fact("Prices over time", _offer(planted), _prices(planted.prices), _prices(found))

    def visits(self) -> Iterator[Fact]:
        """Pages, lost logins and pages linked to but not captured, by visit."""
        sql = "select visit, pages, content_pages, login_lost, linked, linked_not_seen from visit where site = ? order by visit"
        for site in self._planted.page_kinds:
            wanted = {
                v.number: (v.pages, v.content_pages, v.login_lost, v.linked, len(v.unseen))
                for v in self._planted.visits
                if v.site == site
            }
            found = {row[0]: row[1:] for row in self._rows(sql, site)}
            odd = sorted(n for n in {*wanted, *found} if wanted.get(n) != found.get(n))
            yield Fact("Visits", site, _visits(wanted, odd), _visits(found, odd))

    def rest(self) -> Iterator[Fact]:
        """Posts of the forum and rows of the table."""
        posts = self._rows("select count(distinct (site, native_id)) from post")[0][0]
        yield Fact("Other rows", "posts of the forum", str(self._planted.posts), str(posts))
        rows = self._rows("select count(*) from offer_observation where site = ?", PONTON)[0][0]
        yield Fact(
            "Other rows", "offers in the table of the third market", str(self._planted.table_rows), str(rows)
        )

    def seized(self) -> Iterator[Fact]:
        """Users, roles and orders of the seized database."""
        truth, section = self._planted.seized, "Seized database"
        for table, source in _SEIZED.items():
            count = self._rows(f'select count(*) from "{table}" where site = ?', ENTREPOT)[0][0]
            yield Fact(section, f"rows in `{table}`", str(truth.rows[source]), str(count))
        roles = dict(
            self._rows("select role, count(*) from role where site = ? group by all order by role", ENTREPOT)
        )
        yield Fact(section, "accounts by role", _counts(truth.roles), _counts(roles))
        sql = """select a.handle, count(*), sum(o.amount) from "order" o
                 join account a on a.account_id = o.vendor_account_id where o.site = ? group by all order by a.handle"""
        found = {h: f"{n} orders, {total:.2f} EUR" for h, n, total in self._rows(sql, ENTREPOT)}
        for vendor, orders in truth.orders.items():
            yield Fact(
                section,
                vendor,
                f"{orders} orders, {truth.sums[vendor]:.2f} EUR",
                found.get(vendor, "nothing"),
            )


_SEIZED = {
    "user": "users", "order": "orders", "message": "messages", "wallet_event": "wallet_events", "login": "logins",
    "dispute": "disputes",
}  # fmt: skip


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{n} {name}" for name, n in sorted(counts.items())) or "nothing"


def _pairs(pairs: list[tuple[str, str]] | list[tuple[Any, ...]]) -> str:
    return ", ".join(f"{handle} ({site})" for site, handle in pairs) or "nothing"


def _offer(series: SeriesTruth) -> str:
    return f"{series.title}, by {series.handle} ({series.site}), {series.currency}"


def _prices(prices: dict[str, Any]) -> str:
    return ", ".join(f"{day[5:]} {price:.2f}" for day, price in sorted(prices.items())) or "nothing"


def _sums(found: dict[str, tuple[int, int]], odd: list[str]) -> str:
    offers, seen = (sum(v[n] for v in found.values()) for n in (0, 1))
    named = "".join(f"; {h}: {found[h][0]} offers, {found[h][1]} observations" for h in odd[:3] if h in found)
    return f"{len(found)} accounts, {offers} offers, {seen} observations{named}"


def _visits(found: Mapping[int, tuple[int, ...]], odd: list[int]) -> str:
    pages, content, lost, linked, unseen = (sum(v[n] for v in found.values()) for n in range(5))
    named = "".join(f"; visit {n}: {', '.join(map(str, found[n]))}" for n in odd[:3] if n in found)
    return (
        f"{len(found)} visits, {pages} pages ({content} with content), login lost {lost} times, "
        f"{unseen} of {linked} linked pages not captured{named}"
    )
