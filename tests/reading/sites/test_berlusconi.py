"""Berlusconi: the tabs of an offer and of a vendor. Of a vendor's pages only their structure is known, not one real page."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from tests.reading.reads import Read, details, read
from tests.reading.sites.pages import digest, shown

ONION = "http://x46aijvgcv4dfaharqk6wkn3ksckui3z7ltlbaqu4ohblx7lzgig4fad.onion/index.php"
OFFER = """<html><head><title>
    BERLUSCONI MARKET </title>
<link href="c=listings&amp;a=product&amp;code=0a1b2c&amp;tab=1_files/bootstrap.css" rel="stylesheet">
</head><body><a href="?c=users&amp;a=logout">Logout <i class="fa fa-sign-out"></i></a><div class="main"><div class="container">
<ol class="breadcrumb"><li><a href="{onion}">Home</a></li><li><a href="{onion}?c=listings&amp;a=search&amp;cat=7">Garden</a></li>
<li><a href="{onion}?c=listings&amp;a=search&amp;cat=14">Teas</a></li><li class="active">Mint tea</li></ol>
<div class="col-md-8"><h2>Mint tea</h2><form action="?c=orders&amp;a=create">
<input name="product_code" value="0a1b2c" type="hidden"><div class="col-sm-7">
<div class="listing-price"><strong>1,235 <b>EUR</b></strong>
<span class="text-muted"><i class="fa fa-btc"></i> 0.0038</span></div>
<div class="listing-stock"><span>99 In stock</span></div>
<select name="shipping_option">
<option value="1">Post (tracked) [10 EUR]</option><option value="2">Pigeon, 14 days [0.5 EUR]</option>
</select><table><tr><td><b>Vendor</b></td><td><a href="{onion}?c=listings&amp;a=vendor&amp;v_id=9f9f">LindenHerb</a>
[<strong class="fb-pos">+62</strong>|<strong class="fb-neg">−3</strong>]</td></tr>
<tr><td><b>Class</b></td><td>Physical</td></tr><tr><td><b>Escrow Type</b></td><td>{escrow}</td></tr>
<tr><td><b>Ships From</b></td><td>Atlantis</td></tr>
<tr><td><b>Ships to</b></td><td><em><i class="fa fa-globe"></i> Worldwide</em></td></tr>
<tr><td><em>12 items sold since 2019-05-25 10:23:00</em></td></tr></table></div>
<input name="currency" value="btc" type="radio"> Bitcoin <input name="currency" value="xmr" type="radio"> Monero</form></div>
<div class="col-md-12"><ul class="nav nav-tabs">{tabs}</ul>{pane}</div></div></div>
<footer><table><tr><td>EUR / BTC</td><td>9129.14</td></tr></table></footer></body></html>"""
VENDOR = """<html><head><title>BERLUSCONI MARKET</title></head><body><div class="main">
<h1>LindenHerb <span>Send message</span></h1>
<p><span class="label label-primary">Vendor</span> <span class="label">Level 4</span></p>
<p class="text-muted"><i class="fa fa-feed"></i> Last seen - 2019-09-10 08:00:00 UTC <i class="fa fa-user"></i>
Vendor since - 2018-11-02 UTC<br>Ships From - Atlantis</p>
<a class="no-style"><p><strong>62</strong></p><p>Positive</p></a>
<a class="no-style"><p><strong>1</strong></p><p>Neutral</p></a>
<a class="no-style"><p><strong>3</strong></p><p>Negative</p></a>
<ul class="nav nav-tabs">{tabs}</ul>{pane}</div></body></html>"""
KEY = (
    "-----BEGIN PGP PUBLIC KEY BLOCK-----<br><br>mQIN<br>abcd<br>=efgh<br>-----END PGP PUBLIC KEY BLOCK-----"
)


def page(
    template: str,
    tab: str,
    pane: str,
    link: str = "c=listings&amp;a=product&amp;code=0a1b2c&amp;tab=9",
    escrow: str = "Full escrow",
) -> Read:
    """A page with one tab open."""
    tabs = f'<li><a href="{ONION}">Other</a></li><li class="active"><a href="{ONION}?{link}">{tab}</a></li>'
    return read(template.format(onion=ONION, tabs=tabs, pane=pane, escrow=escrow))


def test_the_tabs_of_an_offer() -> None:
    """What stands above the tabs is read on each; description, terms and feedback on one each."""
    first = page(
        OFFER, "Details", "<p>Dried leaves.<br>Ready to brew.</p>", "c=listings&amp;a=product&amp;code=0a1b2c"
    )
    offer = first.first("offer_observation")
    assert (first.page["kind"], first.page["path"], first.page["logged_in"]) == (
        "listing", "/?c=listings&a=product&code=0a1b2c", True,
    )  # fmt: skip
    assert shown(offer) == {
        "native_id": "0a1b2c", "title": "Mint tea", "handle": "LindenHerb", "price": 1235, "currency": "EUR",
        "price_text": "1,235 EUR", "stock": 99, "sold": 12, "category": ["Garden", "Teas"], "listing_type": "Physical",
        "payment": "Full escrow", "escrow": True, "accepts": ["BTC", "XMR"], "ships_from": "Atlantis", "ships_to": ["Worldwide"],
        "listed": False, "description": "Dried leaves.\nReady to brew.",
        "details": {"price_btc": 0.0038, "sold_since": "2019-05-25T10:23:00Z"},
    }  # fmt: skip
    assert shown(first.first("account_observation")) == {
        "handle": "LindenHerb", "role": "vendor", "url": f"{ONION}?c=listings&a=vendor&v_id=9f9f",
        "details": {"positive": 62, "negative": 3},
    }  # fmt: skip
    assert [shown(row) for row in first.of("price_option")] == [
        {"kind": "shipping", "name": "Post (tracked)", "price": 10, "currency": "EUR", "per_unit": False},
        {
            "kind": "shipping",
            "name": "Pigeon, 14 days",
            "days": 14,
            "price": Decimal("0.5"),
            "currency": "EUR",
            "per_unit": False,
        },
    ]
    assert [(r["base"], r["quote"], r["rate"]) for r in first.of("rate")] == [
        ("BTC", "EUR", Decimal("9129.14"))
    ]
    assert [(r["kind"], r["target"], r["native_id"]) for r in first.of("link")] == [
        ("category", "/index.php?c=listings&a=search&cat=7", "7"), ("category", "/index.php?c=listings&a=search&cat=14", "14"),
        ("vendor", "/?c=listings&a=vendor&v_id=9f9f", "9f9f"), ("listing", "/?c=listings&a=product&code=0a1b2c", "0a1b2c"),
    ]  # fmt: skip
    terms = page(
        OFFER, "Terms & Conditions", "<h4>Terms & Conditions</h4><p>Pay first.</p>", escrow="Finalize early"
    )
    assert (terms.page["kind"], terms.first("account_observation")["terms"]) == ("listing", "Pay first.")
    assert "description" not in terms.first("offer_observation")
    assert terms.first("offer_observation")["escrow"] is False
    assert first.remarks == terms.remarks == []


def test_feedback_on_an_offer() -> None:
    """Each row of the table below the tabs; it belongs to the offer."""
    row = "<tr><td><i class='fa {}'></i></td><td>{}</td><td>{}</td><td>2019-08-01 17:45:10 UTC</td><td>{}</td></tr>"
    rows = row.format("fa-thumbs-o-up", "Smells of mint", "B***e <small>[7]</small>", "0.12 XMR")
    rows += row.format("fa-circle-o", "Late", "c***d", "")
    shop = page(OFFER, "Feedback", f"<table><tr><th></th><th>Comment</th></tr>{rows}</table>")
    assert (shop.page["kind"], len(shop.of("feedback"))) == ("feedback", 2)
    assert shown(shop.of("feedback")[0]) == {
        "verdict": "positive", "text": "Smells of mint", "buyer": "B***e",
        "given_at": datetime(2019, 8, 1, 17, 45, 10, tzinfo=UTC),
        "price": Decimal("0.12"), "currency": "XMR", "details": {"buyer_deals": 7},
    }  # fmt: skip
    assert shop.of("feedback")[1]["verdict"] == "neutral"
    assert {r["offer_id"] for r in shop.of("feedback")} == {shop.first("offer_observation")["offer_id"]}
    assert shop.remarks == []


def test_the_tabs_of_a_vendor() -> None:
    """Dates, counts and origin above the tabs; profile, terms and key on one each."""
    profile = page(VENDOR, "Profile", "<p>We grow<br>herbs.</p>", "c=listings&amp;a=vendor&amp;v_id=9f9f")
    assert (profile.page["kind"], profile.page["path"]) == ("vendor", "/?c=listings&a=vendor&v_id=9f9f")
    assert shown(profile.first("account_observation")) == {
        "handle": "LindenHerb", "role": "vendor", "level": "4", "member_since": datetime(2018, 11, 2, tzinfo=UTC),
        "last_seen": datetime(2019, 9, 10, tzinfo=UTC), "last_seen_text": "2019-09-10 08:00:00 UTC", "ships_from": "Atlantis",
        "description": "We grow\nherbs.", "details": {"positive": 62, "neutral": 1, "negative": 3},
    }  # fmt: skip
    terms = page(VENDOR, "Terms & Conditions", "<p>Pay first.</p>")
    assert (terms.page["kind"], terms.first("account_observation")["terms"]) == ("vendor", "Pay first.")
    key = page(VENDOR, "PGP", f"<p>{KEY}</p>", "c=listings&amp;a=vendor&amp;v_id=9f9f&amp;tab=3")
    assert (key.page["kind"], key.page["path"]) == ("pgp", "/?c=listings&a=vendor&v_id=9f9f&tab=3")
    assert key.first("account_observation")["pgp_key"] == KEY.replace("<br>", "\n")
    banned = read(
        VENDOR.replace("LindenHerb <span>", "<i><del>LindenHerb</del></i> <i>Banned</i> <span>").format(
            tabs="", pane=""
        )
    )
    assert banned.first("account_observation")["handle"] == "LindenHerb"
    assert details(banned.first("account_observation"))["banned"] is True


def test_a_saved_page(shared_data: Path) -> None:
    """The terms tab of one offer: numbers, and digests of texts."""
    (path,) = sorted((shared_data / "pages" / "berlusconi").glob("*.htm"))
    page = read(path.read_bytes())
    offer, account = page.first("offer_observation"), page.first("account_observation")
    code = path.name.split("_")[2]
    assert (page.page["site"], page.page["kind"]) == ("berlusconi", "listing")
    assert page.page["path"] == f"/?c=listings&a=product&code={code}&tab=2"
    assert {k: offer[k] for k in ("native_id", "price", "currency", "stock", "sold", "escrow", "accepts")} == {
        "native_id": code, "price": 35, "currency": "EUR", "stock": 99, "sold": 1, "escrow": True, "accepts": ["BTC"],
    }  # fmt: skip
    assert [row["price"] for row in page.of("price_option")] == [1, 10, 7, 12]
    assert [row["rate"] for row in page.of("rate")] == [
        Decimal("9129.14"),
        Decimal("8124.95"),
        Decimal("10022.25"),
    ]
    assert (digest(account["terms"]), details(account)) == ("32c66852", {"positive": 62, "negative": 0})
    assert page.remarks == []
