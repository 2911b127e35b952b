"""The account compares what is in the tables with what was planted, and says so plainly."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from filature.demo import Planted
from filature.demo.account import account
from filature.demo.facts import Fact, Facts
from filature.engine.duck import connect, quote_name
from filature.tables import ALL

Made = tuple[Path, Planted]


@pytest.fixture
def tables() -> duckdb.DuckDBPyConnection:
    """Every table of a case, empty."""
    connection = connect()
    for table in ALL.values():
        columns = ", ".join(f"{quote_name(c.name)} {c.sql_type}" for c in table.columns)
        connection.execute(f"create table {quote_name(table.name)} ({columns})")
    return connection


def _fact(connection: duckdb.DuckDBPyConnection, planted: Planted, section: str, about: str) -> Fact:
    return next(f for f in Facts(connection, planted).all() if (f.section, f.about) == (section, about))


def test_an_empty_case_differs_in_everything_planted(tables: duckdb.DuckDBPyConnection, made: Made) -> None:
    """Nothing found is told as such, with what was planted beside it."""
    facts = Facts(tables, made[1]).all()
    assert [f.about for f in facts if f.same] == ["of no known site or kind"]
    told = account(tables, made[1])
    assert told.count("DIFFERS") == len(facts) - 1
    assert f"{len(facts)} comparisons: {len(facts) - 1} differ from what was planted." in told
    assert "  demo_quai: 0 accounts, 0 offers, 0 observations\n    DIFFERS, planted: 7 accounts" in told


def test_pages_are_counted_by_kind(tables: duckdb.DuckDBPyConnection, made: Made) -> None:
    """Each page counts once; a page of no site is told apart."""
    for site, kind in (
        ("demo_quai", "vendor"),
        ("demo_quai", "vendor"),
        ("demo_quai", "error"),
        (None, "unrecognised"),
    ):
        tables.execute("insert into page (capture_id, site, kind) values ('cap_x', ?, ?)", [site, kind])
    fact = _fact(tables, made[1], "Pages", "demo_quai")
    assert (fact.found, fact.same) == ("1 error, 2 vendor", False)
    assert _fact(tables, made[1], "Pages", "of no known site or kind").found == "1"


def test_an_account_that_differs_is_named(tables: duckdb.DuckDBPyConnection, made: Made) -> None:
    """All accounts as planted but one: that one stands on both lines."""
    planted = made[1].accounts["demo_quai"]
    for handle, truth in planted.items():
        tables.execute("insert into account (account_id, site, handle, offers, observations) values ('x', 'demo_quai', ?, ?, ?)",
                       [handle, truth.offers, truth.observations])  # fmt: skip
    assert _fact(tables, made[1], "Accounts", "demo_quai").same
    odd = sorted(planted)[2]
    tables.execute("update account set offers = offers + 1 where handle = ?", [odd])
    fact = _fact(tables, made[1], "Accounts", "demo_quai")
    assert fact.found.endswith(
        f"; {odd}: {planted[odd].offers + 1} offers, {planted[odd].observations} observations"
    )
    assert fact.planted.endswith(
        f"; {odd}: {planted[odd].offers} offers, {planted[odd].observations} observations"
    )


def test_keys_are_compared_without_their_line_breaks(tables: duckdb.DuckDBPyConnection, made: Made) -> None:
    """A key that lost its lines on the way is the same key."""
    from filature.demo.words import key_block

    for site, handle in made[1].keys["key1"]:
        table = "user" if site == "demo_entrepot" else "account_observation"
        sql = f"insert into \"{table}\" (account_id, site, handle, pgp_key) values ('x', ?, ?, ?)"
        tables.execute(sql, [site, handle, key_block(1).replace("\n", " ")])
    assert _fact(tables, made[1], "Accounts that show the same key", "key1").same
    assert not _fact(tables, made[1], "Accounts that show the same key", "key2").same


def test_prices_are_those_of_the_offers_own_page(tables: duckdb.DuckDBPyConnection, made: Made) -> None:
    """Prices seen on lists do not enter the series."""
    series = made[1].price_series[0]
    sql = """insert into offer_observation (capture_id, offer_id, site, native_id, observed_at, price, listed)
             values ('x', 'x', ?, ?, ?::timestamptz, ?, ?)"""
    for day, price in series.prices.items():
        tables.execute(sql, [series.site, series.native_id, f"{day} 18:30:00+00", price, False])
    tables.execute(sql, [series.site, series.native_id, "2024-03-04 18:30:00+00", 1, True])
    facts = [f for f in Facts(tables, made[1]).all() if f.section == "Prices over time"]
    assert [f.same for f in facts] == [True, False]
    assert facts[0].found.startswith(f"01-08 {series.prices['2024-01-08']}, 01-15 ")
