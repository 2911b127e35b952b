"""What the case holds beside what was planted: one `Fact` for each comparison, found by SQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from filature.demo import phrases
from filature.demo.cast import ENTREPOT, PONTON
from filature.demo.planted import Planted
from filature.demo.words import key_block
from filature.i18n import Message, _, number


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
            yield Fact(
                Message("Pages"), site, phrases.counts(planted), phrases.counts(dict(self._rows(sql, site)))
            )
        none = self._rows("select count(*) from page where site is null or kind = 'unrecognised'")
        yield Fact(Message("Pages"), Message("of no known site or kind"), number(0), number(none[0][0]))

    def accounts(self) -> Iterator[Fact]:
        """Accounts with their offers and observations, by site; accounts that differ are named."""
        sql = "select handle, offers, observations from account where site = ? order by handle"
        for site, planted in self._planted.accounts.items():
            found = {h: (o, seen) for h, o, seen in self._rows(sql, site)}
            wanted = {h: (t.offers, t.observations) for h, t in planted.items()}
            odd = sorted(h for h in {*found, *wanted} if found.get(h) != wanted.get(h))
            yield Fact(Message("Accounts"), site, phrases.sums(wanted, odd), phrases.sums(found, odd))

    def names(self) -> Iterator[Fact]:
        """Accounts that show each key, those of the planted seller first."""
        sql = """select distinct site, handle from
                 (select site, handle, pgp_key from account_observation union all select site, handle, pgp_key from "user")
                 where regexp_replace(pgp_key, '\\s', '', 'g') = regexp_replace(?, '\\s', '', 'g') order by all"""
        for name, planted in self._planted.keys.items():
            found = self._rows(sql, key_block(int(name.removeprefix("key"))))
            yield Fact(
                Message("Accounts that show the same key"),
                name,
                phrases.pairs(sorted(planted)),
                phrases.pairs(found),
            )

    def series(self) -> Iterator[Fact]:
        """The price of two offers, by day of capture of their own pages."""
        sql = """select strftime(observed_at, '%Y-%m-%d'), price from offer_observation
                 where site = ? and native_id = ? and not listed order by observed_at"""
        for planted in self._planted.price_series:
            found = dict(self._rows(sql, planted.site, planted.native_id))
            yield Fact(
                Message("Prices over time"),
                phrases.offer(planted),
                phrases.prices(planted.prices),
                phrases.prices(found),
            )

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
            yield Fact(Message("Visits"), site, phrases.visits(wanted, odd), phrases.visits(found, odd))

    def rest(self) -> Iterator[Fact]:
        """Posts of the forum and rows of the table."""
        posts = self._rows("select count(distinct (site, native_id)) from post")[0][0]
        yield Fact(
            Message("Other rows"), Message("posts of the forum"), number(self._planted.posts), number(posts)
        )
        rows = self._rows("select count(*) from offer_observation where site = ?", PONTON)[0][0]
        yield Fact(
            Message("Other rows"),
            Message("offers in the table of the third market"),
            number(self._planted.table_rows),
            number(rows),
        )

    def seized(self) -> Iterator[Fact]:
        """Users, roles and orders of the seized database."""
        truth, section = self._planted.seized, Message("Seized database")
        for table, source in _SEIZED.items():
            count = self._rows(f'select count(*) from "{table}" where site = ?', ENTREPOT)[0][0]
            yield Fact(
                section, _("rows in `{table}`", table=table), number(truth.rows[source]), number(count)
            )
        roles = dict(
            self._rows("select role, count(*) from role where site = ? group by all order by role", ENTREPOT)
        )
        yield Fact(section, Message("accounts by role"), phrases.counts(truth.roles), phrases.counts(roles))
        sql = """select a.handle, count(*), sum(o.amount) from "order" o
                 join account a on a.account_id = o.vendor_account_id where o.site = ? group by all order by a.handle"""
        found = {h: phrases.orders(n, total) for h, n, total in self._rows(sql, ENTREPOT)}
        for vendor, orders in truth.orders.items():
            yield Fact(
                section,
                vendor,
                phrases.orders(orders, truth.sums[vendor]),
                found.get(vendor, _("nothing")),
            )


_SEIZED = {
    "user": "users", "order": "orders", "message": "messages", "wallet_event": "wallet_events", "login": "logins",
    "dispute": "disputes",
}  # fmt: skip
