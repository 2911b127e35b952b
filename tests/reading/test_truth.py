"""The saved pages of Dream, Empire and Cryptonia give every expected value, or the reason why not is written down."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.reading.reads import read_file
from tests.reading.truth import MARKETS, Fact, explained, facts, report


@pytest.fixture(scope="module")
def found(shared_data: Path) -> list[Fact]:
    return list(facts(shared_data))


@pytest.mark.data
def test_every_fact_is_equal_or_explained(found: list[Fact]) -> None:
    text, good = report(found)
    assert good, text


@pytest.mark.data
def test_no_fact_is_left_out(found: list[Fact], shared_data: Path) -> None:
    counted = Counter((f.market, f.field == "kind") for f in found)
    assert counted == {
        ("dream", True): 21, ("empire", True): 35, ("cryptonia", True): 51,
        ("dream", False): 234, ("empire", False): 410, ("cryptonia", False): 1587,
    }  # fmt: skip
    expected = [json.loads((shared_data / f"pages/truth/{m}.json").read_text("utf-8")) for m in MARKETS]
    assert {f.page for f in found} == {page for market in expected for page in market}


@pytest.mark.data
@pytest.mark.parametrize("market", MARKETS)
def test_long_texts_stand_in_the_text_of_the_page(shared_data: Path, market: str) -> None:
    seen = 0
    for path in sorted(p for p in (shared_data / "pages" / market).rglob("*") if p.is_file()):
        read = read_file(path)
        rows = [*read.of("offer_observation"), *read.of("account_observation"), *read.of("feedback")]
        for text in [t for row in rows for name in ("description", "terms", "text") if (t := row.get(name))]:
            assert text in read.page["text"], path.name
            seen += 1
    assert seen > 40


def test_each_explanation_says_why() -> None:
    assert all(len(why) > 30 for why in explained().values())


def test_a_wrong_value_is_reported_as_wrong() -> None:
    fact = Fact("dream/x.html", "price", "", 2.0, 3.0)
    text, good = report([fact])
    assert not good
    assert "wrong: dream/x.html price: 2.0, read 3.0" in text


@pytest.mark.parametrize(
    ("expected", "actual", "equal"),
    [(1, 1.0, True), (1, True, False), (0.1 + 0.2, 0.3, True), (1.0, 1.001, False), ("a", "a ", False), (None, None, True), ([], None, False)],
)  # fmt: skip
def test_what_counts_as_equal(expected: object, actual: object, equal: bool) -> None:
    assert Fact("m/p", "f", "", expected, actual).equal is equal
