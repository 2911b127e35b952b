"""A made-up site file reads made-up pages: each key does what the README says."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from filature.ids import account_id, offer_id
from filature.reading.sites import Sites
from tests.reading.garden import GARDEN, LISTING, VENDOR, load, search
from tests.reading.reads import Read, details, read

WHEN = "2020-03-05T12:00:00Z"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    return load(tmp_path_factory.mktemp("sites"))


@pytest.fixture(scope="module")
def listing(known: Sites) -> Read:
    return read(LISTING, known, captured_at=WHEN)


def stated(row: dict[str, Any], *without: str) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k not in ("capture_id", "site", "observed_at", "place", *without)}


def test_the_page(listing: Read) -> None:
    page = listing.page
    assert (page["site"], page["kind"], page["content"], page["path"]) == (
        "garden",
        "listing",
        True,
        "/plant/7",
    )
    assert page["logged_in"] is True
    assert details(page) == {"seen": "2020-03-03T13:05:00Z"}
    assert listing.remarks == []


def test_the_offer(listing: Read) -> None:
    offer = listing.first("offer_observation")
    assert stated(offer, "details") == {
        "title": "Red & round tomato", "native_id": "7", "handle": "Rosa",
        "price": Decimal("1234.50"), "currency": "EUR", "price_text": "1.234,50 € / crate", "unit": "crate",
        "stock": 12, "rating": 4.5, "category": ["Food", "Fruit"], "ships_from": "France",
        "ships_to": ["France", "Spain"], "escrow": True, "payment": "Escrow", "listing_type": "Potted",
        "accepts": ["BTC", "XMR"], "description": "Line one\nline two", "listed": False,
        "account_id": account_id("garden", "Rosa"), "offer_id": offer_id("garden", "7", None, None),
    }  # fmt: skip
    assert (offer["site"], offer["place"]) == ("garden", 1)
    assert offer["observed_at"] == datetime(2020, 3, 5, 12, tzinfo=UTC)
    found = details(offer)
    assert found == {
        "row": "Red & round tomato", "days": {"min": 3, "max": 5}, "petals": 2, "note": "own", "after": "next", "organic": False,
        "first_word": "Red", "where": "/plant/7",
    }  # fmt: skip


def test_the_account_of_the_offer(listing: Read) -> None:
    assert stated(listing.first("account_observation")) == {
        "handle": "Rosa", "role": "vendor", "account_id": account_id("garden", "Rosa"),
        "last_seen": datetime(2020, 3, 3, 12, tzinfo=UTC), "last_seen_text": "2 days ago",
    }  # fmt: skip


def test_price_options_and_feedback_belong_to_the_offer(listing: Read) -> None:
    offer = offer_id("garden", "7", None, None)
    assert [stated(row) for row in listing.of("price_option")] == [
        {"kind": "shipping", "name": "Post", "days": 3.0, "price": Decimal(2), "currency": "EUR", "offer_id": offer},
        {"kind": "shipping", "name": "Bike", "days": 1.0, "price": Decimal("0.50"), "currency": "EUR", "offer_id": offer},
    ]  # fmt: skip
    assert [stated(row) for row in listing.of("feedback")] == [
        {
            "given_at": datetime(2020, 2, 29, 23, tzinfo=UTC), "rating": 2.0, "text": "Good", "buyer": "a...z",
            "account_id": account_id("garden", "Rosa"), "offer_id": offer,
        }
    ]  # fmt: skip


def test_rates_are_read_on_every_page(listing: Read) -> None:
    assert [(r["base"], r["quote"], r["rate"]) for r in listing.of("rate")] == [
        ("BTC", "USD", Decimal("10500.5")), ("BTC", "EUR", Decimal(9000)),
    ]  # fmt: skip


def test_links_are_those_of_the_site_once_each(listing: Read) -> None:
    assert [(r["kind"], r["target"], r["native_id"]) for r in listing.of("link")] == [
        ("search", "/plants?page=2", None), ("vendor", "/grower/Rosa", "Rosa"), ("listing", "/plant/8", "8"),
    ]  # fmt: skip


def test_a_vendor(known: Sites) -> None:
    found = read(VENDOR, known)
    account = found.first("account_observation")
    assert (account["handle"], account["sales"], account["sales_max"]) == ("Rosa", 300, 500)
    assert account["member_since"] == datetime(2019, 5, 1, 8, tzinfo=UTC)
    assert account["description"] == "All organic"
    assert account["pgp_key"].split("\n")[2] == "AAAA"
    assert [(r["market"], r["sales"], r["text"]) for r in found.of("external_rating")] == [
        ("meadow", 1200, "Meadow 1.200 deals"), ("Field", 3, "Field 3"),
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [1, 2, 40])
def test_a_list_is_read_alike_be_it_short_or_long(known: Sites, rows: int) -> None:
    found = read(search(rows), known)
    assert found.page["kind"] == "search"
    assert [stated(o, "account_id", "offer_id") for o in found.of("offer_observation")] == [
        {
            "title": f"Plant {n}", "native_id": str(n), "url": f"/plant/{n}", "handle": f"G{n}", "price": Decimal(n),
            "currency": "USD", "price_text": str(n), "listed": True,
        }
        for n in range(1, rows + 1)
    ]  # fmt: skip


def test_kinds_by_address_and_by_refresh(known: Sites) -> None:
    assert (
        read("<title>Garden Fair</title>", known, uri="http://garden.example/plant/3").page["kind"]
        == "listing"
    )
    refresh = read(
        '<title>Garden Fair</title><meta http-equiv=refresh content="3; url=/again?x">', known
    ).page
    assert (refresh["kind"], refresh["content"]) == ("challenge", False)
    assert (refresh["refresh_url"], refresh["refresh_seconds"]) == ("/again?x", 3)
    login = read("<title>Garden Fair</title><form id=gate><input type=password></form>", known).page
    assert (login["kind"], login["content"]) == ("login", False)


@pytest.mark.parametrize(
    ("html", "uri", "site"),
    [
        ("x", "http://GARDEN.example:80/a", "garden"),
        ("<title>Garden Fair!</title>", "file:x", "garden"),
        ('<meta name="fair" content="garden">' + "x" * 40_000, "file:x", "garden"),
        ("x" * 40_000 + '<meta name="fair" content="garden">' + "x" * 40_000, "file:x", "garden"),
        ("<title>The Garden Fair</title>", "file:x", None),
    ],
)
def test_recognition(known: Sites, html: str, uri: str, site: str | None) -> None:
    assert read(html, known, uri=uri).page["site"] == site


def test_links_of_a_mirror_that_the_file_does_not_list(known: Sites) -> None:
    html = '<title>Garden Fair</title><img src="http://mirror.example/logo"><a href="http://mirror.example/plant/5">'
    assert [r["target"] for r in read(html, known).of("link")] == ["/plant/5"]


def test_trouble_is_seen_and_nothing_is_made_up(known: Sites) -> None:
    html = """<title>Garden Fair</title><div class=plant><input name=plant value=1 type=hidden>
      <div class=pair><b>Price:</b> ask me</div><dl class=facts><dt>Payment<dd>cash<dt>Seen<dd>who knows</dl></div>"""
    found = read(html, known)
    offer = found.first("offer_observation")
    assert (offer.get("price"), offer["price_text"], offer.get("escrow"), offer.get("title")) == (
        None,
        "ask me",
        None,
        None,
    )
    assert found.remarks == [
        ("account_observation.handle", "incomplete_row"),
        ("account_observation.last_seen", "unreadable_age"),
        ("offer_observation.escrow", "unreadable_flag"),
        ("offer_observation.price", "unreadable_money"),
        ("offer_observation.title", "missing_field"),
    ]
    assert {r["rows"] for r in found.rows.of("rejection")} == {0}


def test_a_value_that_no_column_holds_is_a_remark(known: Sites, tmp_path: Path) -> None:
    html = "<title>Garden Fair</title><div class=grower><h1>Rosa</h1><span class=sold>99999999999999999999</span></div>"
    found = read(html.replace("class=grower", 'class="grower"'), known)
    assert found.first("account_observation").get("sales") is None
    assert ("account_observation.sales", "wrong_type") in found.remarks


def test_an_unknown_text_of_a_mapping_is_a_remark_and_the_default(tmp_path: Path) -> None:
    changed = GARDEN.replace(
        "details.petals: {",
        "details.size: {label: Left, map: {small: S}, default: M}\n          details.petals: {",
    )
    found = read(LISTING, load(tmp_path, changed))
    assert details(found.first("offer_observation"))["size"] == "M"
    assert found.remarks == [("offer_observation.details.size", "unknown_value")]


def test_an_unknown_capture_time_leaves_ages_without_a_moment(known: Sites) -> None:
    account = read(LISTING, known, captured_at="").first("account_observation")
    assert (account.get("last_seen"), account["last_seen_text"]) == (None, "2 days ago")
