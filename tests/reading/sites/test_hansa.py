"""Hansa: the tabs of an offer and of a vendor, categories, and the pages that carry no content."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from filature.sources.naming import address_from_label
from tests.reading.reads import Read, details, read
from tests.reading.sites.pages import digest, shown

HEAD = """<html><head><title>{title} :: HANSA Market</title></head><body>
<div class="navbar"><div class="container"><a href="/login">Login</a></div></div>
<div class="searchbar"><div class="container"><input placeholder="Search HANSA Market..." name="q"></div></div>"""
FOOT = """<footer><table><tr><td>USD/BTC</td><td class="text-right">2702.76</td></tr>
<tr><td>EUR/BTC</td><td>2413.18</td></tr></table>
<table><tr><td>Date: 2017-06-24 01:17 UTC</td></tr></table></footer></body></html>"""
OFFER = """<div class="container"><ol class="breadcrumb"><li><a href="/">Home</a></li>
<li><a href="/category/1/">Garden</a></li><li><a href="/category/15/">Teas</a></li><li class="active">Mint tea 5g</li></ol>
<h2>Mint tea 5g</h2><form action="/listing/4711/" method="post">
<div class="listing-price"><strong>USD 1,002.70</strong> <small class="text-muted">(including 2.70 transaction fee)</small><br>
<span class="text-muted"><i class="fa fa-btc"></i> 0.3712</span></div>
<div class="text-muted listing-stock"><span class="label label-warning">{stock}</span></div>
<select name="shippingID"><option value="0">Please select an option...</option>
<option value="1">Post [EU] [3 days] [+ USD 10.00]</option><option value="2">Express [Next Day] [+ USD 30.00]</option></select>
<table><tr><td>Vendor</td><td><a href="/vendor/linden_herb/">linden_herb</a> [<strong class="fb-pos">+265</strong><span>|</span>
<strong class="fb-neg">−4</strong>] <span class="label">Level 9 (300+)</span></td></tr>
<tr><td>Class</td><td>Physical</td></tr><tr><td>Ships From</td><td>Atlantis</td></tr>
<tr><td>Ships To</td><td>Atlantis, Utopia</td></tr></table>
<table class="table-aa"><thead><tr><th>Also available:</th></tr></thead><tbody>
<tr><td><a href="/listing/4712/">Mint tea 9g</a></td>
<td><strong>USD 31.70</strong> <span class="text-muted">0.0117</span></td></tr></tbody></table>
<input type="hidden" name="listingID" value="4711"></form>
<div class="col-md-12"><ul class="nav nav-tabs"><li{0}><a href="/listing/4711/">Details</a></li>
<li{1}><a href="/listing/4711/feedback/">Feedback</a></li>
<li{2}><a href="/listing/4711/terms/">Terms &amp; Conditions</a></li></ul>
{pane}</div></div>"""
FEEDBACK = """<p class="head">Address label</p><p>Printed (70%)</p><p class="head">Decoy item</p><p>No (62%)</p>
<table class="table"><thead><tr><th></th><th>Feedback</th>
<th>Actual delivery time</th><th>From</th><th>Date</th></tr></thead><tbody>
<tr><td><span class="label label-success"><i class="fa fa-thumbs-o-up"></i></span></td><td><p>Smells of mint</p></td>
<td>Next Day</td><td>B***e <small>[7]</small></td><td>2017-05-10 23:00 UTC</td></tr>
<tr><td><span class="label label-danger"></span></td><td><p>---</p></td><td>5 days</td><td>c***d</td><td>2017-05-09 UTC</td></tr>
</tbody></table>"""
VENDOR = """<div class="container"><div>
<h1>linden_herb <span class="pull-right"><a href="/store/linden_herb/">Visit store</a></span></h1>
<p><span class="label label-primary">Vendor</span> <span class="label">Level 5</span></p>
<p class="text-muted">Last seen - 2017-06-23 UTC <i></i> Vendor since - 2016-01-05 UTC <i></i> 47 Subscribers</p></div>
<div class="row row-vendor-profile"><div><h3>Feedback Ratings</h3>
<a href="/vendor/linden_herb/feedback/?show=positive"><p><strong>46</strong></p><p class="text-muted">Positive</p></a>
<a><p><strong>2</strong></p><p class="text-muted">Neutral</p></a>
<a><p><strong>4</strong></p><p class="text-muted">Negative</p></a>
<p>92.5% positive feedback</p></div><div><h3>Orders</h3><p><strong>60+</strong></p></div>
<div><h3>Average Volume</h3><p><strong><i></i> 0.0955</strong> (USD 243.34) per order</p></div>
<div><h3>Feedback History</h3><span class="imported" title="Alphabay vendor rating (Positive/neutral/negative)">669/4/12</span>
<span class="imported" title="Abraxas vendor rating (Deals, Stars out of 5)">200~500, 4.80/5</span>
<span class="imported"
title="Vendor rating on Dream Market (Average rating (1-5 stars), Number of ratings)">4.90, 310</span></div></div>
<ul class="nav nav-tabs">
<li{0}><a href="/vendor/linden_herb/">Profile</a></li><li{1}><a href="/vendor/linden_herb/terms/">Terms</a></li>
<li{2}><a href="/vendor/linden_herb/pgp/">PGP</a></li></ul>{pane}</div>"""
KEY = (
    "-----BEGIN PGP PUBLIC KEY BLOCK-----<br><br>mQIN<br>abcd<br>=efgh<br>-----END PGP PUBLIC KEY BLOCK-----"
)


def tabbed(template: str, active: int, pane: str, stock: str = "Only 2 in stock!") -> Read:
    """A page of which one tab is open; its address is not known, as with most saved pages."""
    tabs = [' class="active"' if number == active else "" for number in range(3)]
    return read(HEAD.format(title="A page") + template.format(*tabs, pane=pane, stock=stock) + FOOT)


def test_the_first_tab_of_an_offer() -> None:
    """All that the page states, the offers beside it, the rates and the time in the footer."""
    page = tabbed(OFFER, 0, "<h3><u>Listing Details</u></h3><p>Dried leaves.<br>Ready to brew.</p>")
    offer, other = page.of("offer_observation")
    assert (page.page["kind"], page.page["path"], page.page["logged_in"]) == (
        "listing",
        "/listing/4711/",
        False,
    )
    assert details(page.page) == {"listing_id": "4711", "shown_at": "2017-06-24T01:17:00Z"}
    assert shown(page.first("account_observation")) == {
        "handle": "linden_herb", "role": "vendor", "level": "9", "sales": 300, "url": "/vendor/linden_herb/",
        "details": {"positive": 265, "negative": 4},
    }  # fmt: skip
    assert shown(offer) == {
        "native_id": "4711", "title": "Mint tea 5g", "handle": "linden_herb", "price": Decimal("1002.7"), "currency": "USD",
        "price_text": "USD 1,002.70", "stock": 2, "category": ["Garden", "Teas"], "listing_type": "Physical", "listed": False,
        "ships_from": "Atlantis", "ships_to": ["Atlantis", "Utopia"], "description": "Dried leaves.\nReady to brew.",
        "details": {"price_btc": 0.3712, "transaction_fee": 2.7, "stock_text": "Only 2 in stock!"},
    }  # fmt: skip
    assert shown(other) == {
        "native_id": "4712", "title": "Mint tea 9g", "handle": "linden_herb", "price": Decimal("31.7"), "currency": "USD",
        "price_text": "USD 31.70", "url": "/listing/4712/", "listed": True, "details": {"price_btc": 0.0117},
    }  # fmt: skip
    assert [shown(row) for row in page.of("price_option")] == [
        {
            "kind": "shipping",
            "name": "Post [EU]",
            "days": 3,
            "price": 10,
            "currency": "USD",
            "per_unit": False,
        },
        {"kind": "shipping", "name": "Express", "days": 1, "price": 30, "currency": "USD", "per_unit": False},
    ]
    assert {row["offer_id"] for row in page.of("price_option")} == {offer["offer_id"]}
    assert [(r["base"], r["quote"], r["rate"]) for r in page.of("rate")] == [
        ("BTC", "USD", Decimal("2702.76")), ("BTC", "EUR", Decimal("2413.18")),
    ]  # fmt: skip
    assert page.remarks == []


def test_the_other_tabs_of_an_offer() -> None:
    """Feedback belongs to the offer and its seller; terms to the seller, with or without a paragraph around them."""
    feedback = tabbed(OFFER, 1, FEEDBACK, stock="Out of stock")
    offer = feedback.first("offer_observation")
    assert (feedback.page["kind"], feedback.page["path"]) == ("feedback", "/listing/4711/feedback/")
    assert (offer["stock"], details(offer)["address_label"], details(offer)["decoy"]) == (
        0,
        "Printed (70%)",
        "No (62%)",
    )
    good, bad = feedback.of("feedback")
    assert shown(good) == {
        "verdict": "positive", "text": "Smells of mint", "buyer": "B***e", "given_at": datetime(2017, 5, 10, 23, tzinfo=UTC),
        "details": {"buyer_level": 7, "delivery_time": "Next Day"},
    }  # fmt: skip
    assert shown(bad) == {
        "verdict": "negative", "buyer": "c***d", "given_at": datetime(2017, 5, 9, tzinfo=UTC),
        "details": {"delivery_time": "5 days"},
    }  # fmt: skip
    assert {(r["offer_id"], r["account_id"]) for r in feedback.of("feedback")} == {
        (offer["offer_id"], offer["account_id"])
    }
    for pane in ("Pay first.<br>No returns.", "<p>Pay first.<br>No returns.</p>"):
        terms = tabbed(OFFER, 2, f"<h3><u>Terms &amp; Conditions</u></h3>{pane}")
        assert terms.first("account_observation")["terms"] == "Pay first.\nNo returns."
        assert terms.first("offer_observation").get("description") is None
        assert (terms.page["kind"], terms.page["path"]) == ("listing", "/listing/4711/terms/")


def test_the_tabs_of_a_vendor() -> None:
    """Head and record elsewhere on each tab; description, terms and key on one each."""
    page = tabbed(VENDOR, 0, "<h4>Vendor Profile</h4><p>We grow<br>herbs.</p>")
    assert (page.page["kind"], page.page["path"]) == ("vendor", "/vendor/linden_herb/")
    assert shown(page.first("account_observation")) == {
        "handle": "linden_herb", "role": "vendor", "level": "5", "positive_percent": 92.5, "sales": 60,
        "member_since": datetime(2016, 1, 5, tzinfo=UTC), "last_seen": datetime(2017, 6, 23, tzinfo=UTC),
        "last_seen_text": "2017-06-23 UTC", "description": "We grow\nherbs.",
        "details": {"badges": ["Vendor", "Level 5"], "subscribers": 47, "positive": 46, "neutral": 2, "negative": 4,
                    "volume_per_order": {"amount": 243.34, "currency": "USD", "text": "USD 243.34"},
                    "volume_per_order_btc": 0.0955},
    }  # fmt: skip
    assert [shown(row) for row in page.of("external_rating")] == [
        {"market": "alphabay", "text": "669/4/12", "good": 669, "neutral": 4, "bad": 12},
        {"market": "abraxas", "text": "200~500, 4.80/5", "sales": 200, "rating": 4.8, "rating_max": 5},
        {"market": "dream", "text": "4.90, 310", "rating": 4.9, "rating_max": 5},
    ]
    terms = tabbed(VENDOR, 1, "<h4>Terms &amp; Conditions</h4><p>Pay first.</p>")
    assert (terms.page["kind"], terms.first("account_observation")["terms"]) == ("vendor", "Pay first.")
    key = tabbed(VENDOR, 2, f"<h4>Vendor Public PGP Key</h4><code>{KEY}</code>")
    assert (key.page["kind"], key.page["path"]) == ("pgp", "/vendor/linden_herb/pgp/")
    assert key.first("account_observation")["pgp_key"] == KEY.replace("<br>", "\n")
    assert key.remarks == terms.remarks == page.remarks == []


def test_a_category() -> None:
    """One offer and one seller for each card, and the offers that a card names beside its own."""
    card = """<div class="row row-item"><div class="alert"><small><i></i> Promoted Listing</small></div>
    <div class="item-details"><a href="/listing/4711/">Mint tea 5g</a></div>
    <div class="user-details"><a href="/vendor/linden_herb/">linden_herb</a> [<strong class="fb-pos">+140</strong>|
    <strong class="fb-neg">−4</strong>] <span class="label"><i></i> Level 7 (1,200+)</span></div>
    <span title="Digital Good"><i class="fa"></i></span><span title="Instant Delivery"><i class="fa"></i></span>
    <div class="listing-price"><strong>USD 5.70</strong><br><span class="text-muted">0.0021</span></div>
    <small>Views: 457,912</small><table class="table-aa"><tbody><tr><td><a href="/listing/4712/">Mint tea 9g</a></td>
    <td><strong>USD 7.90</strong></td></tr></tbody></table></div>"""
    page = read(
        HEAD.format(title="Teas") + '<div class="container"><ol class="breadcrumb"><li><a href="/">Home</a></li><li>Garden</li>'
        f'<li class="active">Teas</li></ol>{card}<ul class="pagination"><li><a href="/category/15/1/">1</a></li><li'
        ' class="active"><a href="/category/15/2/">2</a></li><li><a href="/category/15/117/">»</a></li></ul></div>' + FOOT
    )  # fmt: skip
    assert (page.page["kind"], page.page["path"]) == ("category", "/category/15/2/")
    assert details(page.page)["pages"] == 117
    assert [shown(row) for row in page.of("offer_observation")] == [
        {"native_id": "4711", "title": "Mint tea 5g", "handle": "linden_herb", "price": Decimal("5.7"), "currency": "USD",
         "price_text": "USD 5.70", "views": 457912, "category": ["Garden", "Teas"], "listing_type": "Digital Good",
         "listed": True, "url": "/listing/4711/", "details": {"price_btc": 0.0021, "instant_delivery": True, "promoted": True}},
        {"native_id": "4712", "title": "Mint tea 9g", "handle": "linden_herb", "price": Decimal("7.9"), "currency": "USD",
         "price_text": "USD 7.90", "listed": True, "url": "/listing/4712/"},
    ]  # fmt: skip
    assert shown(page.first("account_observation")) == {
        "handle": "linden_herb", "role": "vendor", "level": "7", "sales": 1200, "url": "/vendor/linden_herb/",
        "details": {"positive": 140, "negative": 4},
    }  # fmt: skip
    assert [(r["kind"], r["target"]) for r in page.of("link", kind="category")] == [
        ("category", "/category/15/"), ("category", "/category/15/2/"), ("category", "/category/15/117/"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('<form action="/login"><input name="username"><input type="password" name="pw"></form>', "login"),
        ('<form action="/challenge/"><img src="data:,"><input name="sec"></form>', "challenge"),
    ],
)
def test_pages_without_content(body: str, kind: str) -> None:
    """A login form and the captcha in front of the site."""
    page = read(HEAD.format(title="Hello") + f'<div class="container">{body}</div>' + FOOT)
    assert (page.page["site"], page.page["kind"], page.page["content"]) == ("hansa", kind, False)


REAL: list[tuple[str, str, dict[str, int], dict[str, Any]]] = [
    ("category_50_", "category", {"offer_observation": 112, "account_observation": 33, "rate": 5}, {}),
    (
        "listing_80539_",
        "listing",
        {"offer_observation": 8, "price_option": 4},
        {"price": Decimal("2902.7"), "stock": 2, "description": "7e96e8e7"},
    ),
    (
        "listing_80539_feedback_",
        "feedback",
        {"offer_observation": 8, "feedback": 1},
        {"price": Decimal("2902.7")},
    ),
    ("listing_80539_terms_", "listing", {"offer_observation": 8}, {"terms": "420dbc65"}),
    ("vendor_PushingSleepy_", "vendor", {"external_rating": 1}, {"sales": 50, "description": "faabeed5"}),
    ("vendor_PushingSleepy_pgp_", "pgp", {"external_rating": 1}, {"pgp_key": "0f23ca55"}),
    ("vendor_PushingSleepy_terms_", "vendor", {}, {"terms": "46f1296d"}),
    ("vendor_tramapro_", "vendor", {"external_rating": 4}, {"sales": 60, "positive_percent": 92.0}),
    ("vendor_tramapro_pgp_", "pgp", {"external_rating": 4}, {"pgp_key": "94c2e3bd"}),
    ("vendor_tramapro_terms_", "vendor", {"external_rating": 4}, {}),
]


@pytest.mark.parametrize(("name", "kind", "rows", "values"), REAL, ids=[r[0] for r in REAL])
def test_saved_pages(
    shared_data: Path, name: str, kind: str, rows: dict[str, int], values: dict[str, Any]
) -> None:
    """Kind, number of rows, numbers, and digests of texts; the address is rebuilt from the name of the file."""
    path = shared_data / "pages" / "hansa" / f"http_hansamkt2rr6nfg3.onion_{name}.htm"
    page = read(path.read_bytes(), uri=address_from_label(path.name) or "")
    assert (page.page["site"], page.page["kind"]) == ("hansa", kind)
    assert page.page["path"] == "/" + name.replace("_", "/")
    assert {table: len(page.of(table)) for table in rows} == rows
    subject = {**page.first("offer_observation"), **page.first("account_observation")}
    assert {k: digest(subject[k]) if isinstance(v, str) else subject[k] for k, v in values.items()} == values
    assert page.remarks == []
