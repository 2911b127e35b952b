"""The demonstration's material, taken in and built into a case, answers with what was planted."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from filature import case as cases
from filature.demo import MATERIAL, Planted
from filature.demo.account import account
from filature.pipeline.build import build
from filature.pipeline.stage import Stage
from filature.sources import adding

Made = tuple[Path, Planted]


class Silent:
    """A listener that says nothing."""

    def begin(self, stage: Stage, intake: str, items: int) -> None:
        """Say nothing."""

    def advance(self, items: int) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def built(made: Made, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The tables of the case that was built of the material."""
    settings = cases.Settings("Affaire fictive", "none: fictional material")
    case = cases.create(tmp_path_factory.mktemp("built") / "case", settings)
    adding.add(case.store, [str(p) for p in sorted((made[0] / MATERIAL).iterdir())], 2)
    build(case, 2, Silent())
    return case.connect()


def test_everything_is_found_as_planted(built: duckdb.DuckDBPyConnection, made: Made) -> None:
    """No comparison of the account differs."""
    told = account(built, made[1])
    assert "DIFFERS" not in told, told
    assert "comparisons: everything as planted." in told


def test_the_time_of_each_page_has_its_source(built: duckdb.DuckDBPyConnection, made: Made) -> None:
    """Path, file and record say when pages were captured, and the row says which."""
    sql = "select uri, captured_at, time_source from capture where role = 'page' order by all"
    wanted = sorted((p.url, p.captured_at, p.time_source) for p in made[1].pages)
    assert built.execute(sql).fetchall() == wanted


def test_unseen_pages_are_named_in_coverage(built: duckdb.DuckDBPyConnection, made: Made) -> None:
    """For each visit, what was linked to and not captured; nothing else."""
    rows = built.execute(
        "select site, visit, kind, target from coverage where not seen order by all"
    ).fetchall()
    assert rows == sorted((v.site, v.number, *link) for v in made[1].visits for link in v.unseen)


def test_orders_lead_to_people_marked_as_third_parties(built: duckdb.DuckDBPyConnection, made: Made) -> None:
    """Each order names a seller and a buyer; every buyer is a third party, no seller is."""
    sql = """select s.handle, b.third_party, s.third_party, count(*), sum(o.amount) from "order" o
             join account s on s.account_id = o.vendor_account_id join account b on b.account_id = o.buyer_account_id
             group by all order by s.handle"""
    truth = made[1].seized
    assert built.execute(sql).fetchall() == [
        (seller, True, False, count, truth.sums[seller]) for seller, count in truth.orders.items()
    ]


def test_the_planted_key_joins_three_names(built: duckdb.DuckDBPyConnection, made: Made) -> None:
    """A query over the case finds the accounts that show one key under several names."""
    sql = """with shown as (select account_id, regexp_replace(pgp_key, '\\s', '', 'g') as key from account_observation
                            where pgp_key is not null)
             select list_sort(list(distinct a.site || ' ' || a.handle)) as names from shown join account a using (account_id)
             group by key having count(distinct a.site) > 2"""
    found = built.execute(sql).fetchall()
    assert found == [(sorted(f"{site} {handle}" for site, handle in made[1].same_seller.items()),)]
