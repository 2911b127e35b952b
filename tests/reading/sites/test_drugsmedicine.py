"""Drugs & Medicine: an offer, a vendor with offers and reviews."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from tests.reading.reads import details, read
from tests.reading.sites.pages import digest, shown

ONION = "http://4yjes6zfucnh7vcj.onion"
HEAD = """<html><head><title> {title} | Drugmarket </title></head><body>
<ul id="Navigation"><li><a href="{onion}/accounts/logout">Logout</a></li></ul>
<div class="content grid-8-12">"""
REVIEWS = """<div class="comment_wrapper"><div class="commenthead"><b>
  ★
  ★ ★ ★ ☆</b> <span class="commenttime">1&nbsp;week, 2&nbsp;days</span></div>
<span class="footnote"></span><p>Smells of mint</p></div>
<div class="comment_wrapper"><div class="commenthead"><b>★ ★ ★ ★ ★</b><span class="commenttime">3 days, 12 hours</span></div>
<p>Good</p></div>"""
OFFER = """<h3>1g mint</h3><div class="table_wrapper"><table class="producttable msgtable"><tr><th>Item info:</th><th></th></tr>
<tr><td>seller</td><td><a href="{onion}/market/user/linden">linden</a> <span class="username_rating">95.4</span></td></tr>
<tr><td>ships from</td><td>Atlantis</td></tr><tr><td>ships to</td><td>Worldwide</td></tr>
<tr><td>category</td><td><a href="{onion}/category/26">Teas</a></td></tr></table>
<a href="{onion}/add_basket/2160">add to cart</a> <a href="{onion}/market/flag/item/1g_mint">report</a></div>
<div class="price_big">price <div class="price_big_inner">฿0.0060</div></div>
<select name="shippingtyp"><option value="1">FROM ATLANTIS (BY SHIP) (฿0.017)</option>
<option value="2">PIGEON (฿0.000)</option></select>
<div class="prod_info">Dried leaves.</div>"""
VENDOR = """<div class="viewusercont"><h3>linden</h3><a href="{onion}/market/discussion/user/linden">discuss</a>
<span class="footnote">2</span> <a href="{onion}/market/flag/user/linden">report</a></div>
<div class="viewusercont"><table class="msgtable"><tr><th>Vendor stats:</th><th></th></tr>
<tr><td>vendor for</td><td>5 years, 10 months</td></tr><tr><td>last seen</td><td>1 day, 23 hours</td></tr>
<tr><td>avg rating</td><td>4.77 / 5.0</td></tr><tr><td>transactions</td><td>523</td></tr></table>
<div class="container container_large"><p>We grow<br>herbs.</p><p>-----BEGIN PGP PUBLIC KEY BLOCK-----<br>Version: x</p>
<p>mQIN<br>abcd<br>=efgh<br>-----END PGP PUBLIC KEY BLOCK-----</p></div>
<table class="msgtable"><tr><th>category</th><th>title</th><th>price</th><th>ship to</th><th>ship from</th></tr>
<tr><td><a href="{onion}/category/26">Teas</a></td><td><a href="{onion}/market/item/1g_mint">1g mint</a></td><td>฿0.0060</td>
<td>Worldwide</td><td>Atlantis</td><td><a href="{onion}/add_basket/2160">add to cart</a></td></tr></table>"""
KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----\nVersion: x\n\nmQIN\nabcd\n=efgh\n-----END PGP PUBLIC KEY BLOCK-----"
PAGES = """<div class="paginator"><span class="current"><strong>1</strong></span> <a href="{onion}/market/{of}">2</a></div>"""
LATER = """<div class="paginator"><a href="{onion}/market/user/linden/1/1">1</a>
<span class="current"><strong>2</strong></span></div>"""


def page(body: str, **words: str) -> str:
    """A page of the site around ``body``."""
    return (HEAD + body + "</div></body></html>").format(onion=ONION, title="1g mint", **words)


def test_an_offer() -> None:
    """Offer, seller, postage and reviews; the same offer as on the vendor's page, whatever it costs there."""
    shop = read(page(OFFER + REVIEWS + PAGES, of="item/1g_mint/2"))
    offer = shop.first("offer_observation")
    assert (shop.page["site"], shop.page["kind"], shop.page["path"]) == (
        "drugsmedicine",
        "listing",
        "/market/item/1g_mint",
    )
    assert shop.page["logged_in"] is True
    assert shown(offer) == {
        "native_id": "1g_mint", "title": "1g mint", "handle": "linden", "price": Decimal("0.006"), "currency": "BTC",
        "price_text": "฿0.0060", "ships_from": "Atlantis", "ships_to": ["Worldwide"], "category": ["Teas"], "listed": False,
        "description": "Dried leaves.", "details": {"basket_id": "2160", "category_id": "26"},
    }  # fmt: skip
    assert shown(shop.first("account_observation")) == {
        "handle": "linden", "role": "vendor", "rating": 95.4, "rating_max": 100, "url": f"{ONION}/market/user/linden",
    }  # fmt: skip
    assert [shown(row) for row in shop.of("price_option")] == [
        {
            "kind": "shipping",
            "name": "FROM ATLANTIS (BY SHIP)",
            "price": Decimal("0.017"),
            "currency": "BTC",
            "per_unit": False,
        },
        {"kind": "shipping", "name": "PIGEON", "price": 0, "currency": "BTC", "per_unit": False},
    ]
    assert [shown(row) for row in shop.of("feedback")] == [
        {"rating": 4, "rating_max": 5, "text": "Smells of mint", "given_at": datetime(2019, 11, 22, 12, tzinfo=UTC),
         "age_seconds": 777600, "details": {"age_text": "1 week, 2 days"}},
        {"rating": 5, "rating_max": 5, "text": "Good", "given_at": datetime(2019, 11, 28, tzinfo=UTC),
         "age_seconds": 302400, "details": {"age_text": "3 days, 12 hours"}},
    ]  # fmt: skip
    assert {row["offer_id"] for row in shop.of("feedback")} == {offer["offer_id"]}
    assert shop.remarks == []


def test_a_vendor() -> None:
    """The vendor's record, offers and reviews; of a later page of reviews the address cannot be told."""
    shop = read(page(VENDOR + REVIEWS + PAGES, of="user/linden/2/1"))
    assert (shop.page["kind"], shop.page["path"]) == ("vendor", "/market/user/linden")
    assert shown(shop.first("account_observation")) == {
        "handle": "linden", "role": "vendor", "rating": 4.77, "rating_max": 5, "sales": 523, "pgp_key": KEY,
        "last_seen": datetime(2019, 11, 29, 13, tzinfo=UTC), "last_seen_text": "1 day, 23 hours",
        "description": "We grow\nherbs.\n" + KEY.replace("\n\n", "\n"),
        "details": {"discussions": 2, "vendor_for": {
            "age_seconds": 183600000, "moment": "2014-02-05T12:00:00Z", "text": "5 years, 10 months"}},
    }  # fmt: skip
    assert [shown(row) for row in shop.of("offer_observation")] == [
        {"native_id": "1g_mint", "title": "1g mint", "handle": "linden", "price": Decimal("0.006"), "currency": "BTC",
         "price_text": "฿0.0060", "ships_from": "Atlantis", "ships_to": ["Worldwide"], "category": ["Teas"], "listed": True,
         "url": f"{ONION}/market/item/1g_mint", "details": {"basket_id": "2160"}},
    ]  # fmt: skip
    assert {row["account_id"] for row in shop.of("feedback")} == {
        shop.first("account_observation")["account_id"]
    }
    assert shop.first("feedback").get("offer_id") is None
    later = read(page(VENDOR + REVIEWS + LATER))
    assert (later.page["kind"], later.page["path"], details(later.page)) == ("vendor", None, {"page": 2})
    alone = read(page(VENDOR))
    assert alone.page["path"] == "/market/user/linden"


def test_saved_pages(shared_data: Path) -> None:
    """Counts, numbers and digests of both real pages; both name one offer by one id."""
    folder = shared_data / "pages" / "drugsmedicine"
    listing, vendor = (read(next(folder.glob(f"*{kind}_*")).read_bytes()) for kind in ("listing", "vendor"))
    offer, account = listing.first("offer_observation"), vendor.first("account_observation")
    assert [p.page["kind"] for p in (listing, vendor)] == ["listing", "vendor"]
    assert (offer["price"], offer["currency"], details(offer)) == (
        Decimal("0.006"), "BTC", {"basket_id": "2160", "category_id": "26"},
    )  # fmt: skip
    assert [row["price"] for row in listing.of("price_option")] == [
        0,
        Decimal("0.017"),
        Decimal("0.008"),
        Decimal("0.004"),
    ]
    assert [row["rating"] for row in listing.of("feedback")] == [5, 5, 5, 5, 5, 5, 5, 5, 4, 5]
    assert [row["rating"] for row in vendor.of("feedback")] == [5, 5, 5, 5, 5, 5, 5, 4, 5, 5]
    assert [row["age_seconds"] // 3600 for row in listing.of("feedback")][:4] == [84, 89, 119, 142]
    assert [row["price"] for row in vendor.of("offer_observation")] == [
        Decimal(p) for p in ("0.0281", "0.006", "0.0196", "0.0022")
    ]
    assert vendor.of("offer_observation")[1]["offer_id"] == offer["offer_id"]
    assert {row["account_id"] for p in (listing, vendor) for row in p.of("feedback")} == {
        account["account_id"]
    }
    assert (account["rating"], account["rating_max"], account["sales"]) == (4.77, 5, 523)
    assert digest(account["pgp_key"]) == "94ce35df"
    assert listing.remarks == vendor.remarks == []
