"""Agora's pages as the tests make them, with the elements that the site had in 2014 and 2015."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tests.reading.reads import Read, details, read
from tests.reading.sites.pages import shown

CAPTURED = datetime(2014, 4, 6, tzinfo=UTC)
HEAD = """<!DOCTYPE html><html><head><title>{title}</title></head><body><div id="topmost"><table><tr><td id="smalllogo-td">Ag</td>
<td id="topmost-middlecontent"><div id="page-heading">Agora<span style="color: #ccc;"> Beta</span></div></td><td>{session}</td></tr></table></div>
<div id="top-navigation">{trail}<div style="clear: both;"></div></div><div id="middlestuff"><div id="leftmenu"><a href="/cat/aaaaaaaaaa">Tea</a></div>
<div style="float: left;">{body}</div></div></body></html>"""
IN = """<div id="login-info-bar">Welcome reader :: <a href="/wallet">Wallet 0.00000000 BTC</a> (<a href="/profile">Display USD/BTC</a>) ::
<i class="fa fa-btc"></i> 461.18 USD</div><div id="login-buttons-bar"><div class="button-red"><a href="/logout">Logout</a></div></div>"""
LISTING = """<div id="single-product" class="nofirstmargin"><h1>Green tea, 5g &amp; more</h1>{image}<div style="text-align: left;">0.50955137 BTC</div>
<div style="clear: both;"></div>Loose leaves<br/><br/>Brought to you by:<br/>the wind<br/>&#116;oday<br/>Brought to you by:<br/>
<a class="gen-user-link" href="{seller}#"/>Sage!</a>{standing}<div class="product-page-ships">{ships}</div>{price}
<div style="clear: both;"></div><div style="text-align: right;">{button}</div>
<div class="embedded-feedback-list"><h4>Feedbacks:</h4>{feedback}</div></div>"""
STANDING = '<span class="gen-user-ratings"> <i class="fa fa-bar-chart-o"></i>&nbsp;{}</span>'
PRICE = '<div class="product-page-price">0.50955137 BTC</div>'
BUY = '<div class="button-red"><a href="/p/AbCdEf1234/buy"> <i class="fa fa-shopping-cart"></i>&nbsp;&nbsp;Buy (1,003 left)...</a></div>'
ROW = """<tr><td><strong>{rating}/5</strong></td><td>{text}</td>{offer}<td>{age}</td><td><span class="gen-user-link">anon</span>
<span class="gen-user-ratings"> {standing}</span></td></tr>"""
KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----<br/>Version: 1<br/><br/>{}<br/>=abcd<br/>-----END PGP PUBLIC KEY BLOCK-----"
OFFER = """<tr class="products-list-item"><td></td><td class="column-name"><a href="/p/{id}">{title}</a><br/><span class="description-preview">From: me ...</span></td>
<td>0.10000000 BTC<br/></td><td style="white-space: nowrap;">{ships}</td>{seller}</tr>"""
FROM_TO = """<span class="nofe"><i class="fa fa-thumbs-up"></i></span><br/><i class="fa fa-truck"></i> From: <img class="flag-img" src="/images/flag/w13/FRA.png" /> France<br/>
<i class="fa fa-home"></i> To: Europe, except: Spain"""
TEA = ("/cat/aaaaaaaaaa", "Tea"), ("/cat/bbbbbbbbbb", "Green")


def page(
    title: str,
    body: str,
    *trail: tuple[str, str],
    file: str = "page.html",
    session: str = IN,
    uri: str = "file:x",
) -> Read:
    """A page of the market, read as of 2014-04-06."""
    steps = "".join(
        f'<div class="topnav-element">{f"<a href={href!r}>{text}</a>" if href else text}</div><div class="topnav-divider-element">&gt;</div>'
        for href, text in trail
    )
    whole = HEAD.format(title=title, session=session, trail=steps, body=body)
    return read(
        whole, captured_at=f"{CAPTURED:%Y-%m-%dT%H:%M:%SZ}", source_path=f"agora/2014-04-06/p/{file}", uri=uri
    )


def listing(**given: str) -> str:
    """The inside of a page of an offer."""
    usual = {"image": "", "seller": "/vendor/Sage%21", "standing": STANDING.format("~4.9/5, 25~40 deals"), "ships": "", "price": PRICE,
             "button": BUY, "feedback": "No feedbacks found."}  # fmt: skip
    return LISTING.format(**{**usual, **given})


def test_a_listing() -> None:
    rows = ROW.format(
        rating=5, text="Fine <b>leaves</b>", offer="", age="6 days ago", standing="&nbsp;~5/5, 3~5 deals"
    ) + ROW.format(rating=0, text="", offer="", age="0 days ago", standing="[0 deals]")
    ships = '<i class="fa fa-truck"></i> From: <img class="flag-img" src="/f.png" /> USA<br/><i class="fa fa-home"></i> To: Worldwide except: Spain, Italy'
    found = page("Green tea, 5g &amp; more", listing(ships=ships, feedback=f"<table>{rows}</table>"), *TEA)
    assert found.remarks == []
    assert (found.page["site"], found.page["kind"], found.page["path"], found.page["logged_in"]) == (
        "agora",
        "listing",
        "/p/AbCdEf1234",
        True,
    )
    assert details(found.page) == {"category_ids": ["aaaaaaaaaa", "bbbbbbbbbb"], "session": "reader"}
    assert [shown(row) for row in found.of("offer_observation")] == [{
        "native_id": "AbCdEf1234", "title": "Green tea, 5g & more", "handle": "Sage!", "price": Decimal("0.50955137"), "currency": "BTC",
        "price_text": "0.50955137 BTC", "stock": 1003, "ships_from": "USA", "ships_to": ["Worldwide except: Spain, Italy"],
        "category": ["Tea", "Green"], "description": "Loose leaves\n\nBrought to you by:\nthe wind\ntoday", "url": "/p/AbCdEf1234",
        "listed": False, "details": {"availability": "Buy"},
    }]  # fmt: skip
    assert [shown(row) for row in found.of("account_observation")] == [{
        "handle": "Sage!", "role": "vendor", "rating": 4.9, "rating_max": 5.0, "sales": 25, "sales_max": 40, "url": "/vendor/Sage%21",
        "details": {"rating_approximate": True},
    }]  # fmt: skip
    assert [shown(row) for row in found.of("feedback")] == [
        {"rating": 5.0, "rating_max": 5.0, "text": "Fine leaves", "buyer": "anon", "age_seconds": 518_400,
         "given_at": CAPTURED - timedelta(days=6), "details": {"buyer_standing": "~5/5, 3~5 deals"}},
        {"rating": 0.0, "rating_max": 5.0, "buyer": "anon", "age_seconds": 0, "given_at": CAPTURED,
         "details": {"buyer_standing": "[0 deals]"}},
    ]  # fmt: skip
    assert {row["offer_id"] for row in found.of("feedback")} == {found.first("offer_observation")["offer_id"]}
    assert {row["account_id"] for row in found.of("feedback")} == {
        found.first("account_observation")["account_id"]
    }
    assert [shown(row) for row in found.of("rate")] == [
        {"base": "BTC", "quote": "USD", "rate": Decimal("461.18")}
    ]


def test_a_listing_in_the_layout_of_2015() -> None:
    """Origin and destination in other words, a seller who is no vendor any more, no price below, feedback months old."""
    ships = '<i class="fa fa-arrow-right"></i> Ships from <img class="flag-img" src="/f.png" /> France<br/><i class="fa fa-arrow-left"></i> Ships to EU'
    row = ROW.format(rating=4, text="ok", offer="", age="2 months ago", standing="[0 deals]")
    body = listing(
        ships=ships, price="", standing="", seller="/user/Sage%21", feedback=f"<table>{row}</table>"
    )
    found = page("Green tea", body, *TEA)
    offer = found.first("offer_observation")
    assert (offer["ships_from"], offer["ships_to"], offer["price"]) == (
        "France",
        ["EU"],
        Decimal("0.50955137"),
    )
    assert offer["description"].startswith("Loose leaves")
    assert found.first("account_observation")["url"] == "/user/Sage%21"
    assert found.first("feedback")["given_at"] == CAPTURED - timedelta(days=60)
    assert found.remarks == []


def test_where_a_listing_has_its_id_from() -> None:
    """The button, else the picture, else the name of the saved file, else the address; another file's name is no id."""
    gone = '<div class="button-grey"><a href="#">Out of stock</a></div>'
    away = '<div class="button-grey"><a href="#">Vendor on vacation</a></div>'
    image = '<img style="float: right;" src="/liabilities/p/QwErTy9876.jpg" alt=""/>'
    pictured = page("x", listing(button=gone, image=image)).first("offer_observation")
    assert (pictured["native_id"], pictured["stock"], pictured.get("category")) == ("QwErTy9876", 0, None)
    assert details(pictured) == {"availability": "Out of stock", "image": "/liabilities/p/QwErTy9876.jpg"}
    named = page("x", listing(button=away), file="ZxCvBn4567").first("offer_observation")
    assert (named["native_id"], named["url"], named.get("stock")) == ("ZxCvBn4567", "/p/ZxCvBn4567", None)
    addressed = page("x", listing(button=gone), uri="http://agorahooawayyfoe.onion/p/MnBvCx3210")
    assert addressed.first("offer_observation")["native_id"] == "MnBvCx3210"
    assert "native_id" not in page("x", listing(button=gone)).first("offer_observation")


def test_a_vendor() -> None:
    keys = f'<span class="pgptoken">{KEY.format("AAAA")}</span><br/>old:<br/><span class="pgptoken">{KEY.format("BBBB")}</span>'
    verified = "".join(
        f'<div class="vendor-verification"><i class="fa fa-shield"></i> Verified: {market}<br/><span class="extra-info">{text}</span></div>'
        for market, text in (("Silk Road v1 (pre-Oct 2013)", "300+ successfull &#116;ransactions since 2012-06."),
                             ("Tea Road", "17 successfull transactions since 2013-10."))
    )  # fmt: skip
    about = '<td><a href="/p/AbCdEf1234"> Green tea </a></td>'
    rows = ROW.format(rating=5, text="Fine", offer=about, age="3 days ago", standing="x") + ROW.format(
        rating=1, text="Late", offer="<td></td>", age="1 days ago", standing="y"
    )
    body = f"""<i class="fa fa-user"></i> <strong>Sage!</strong> {STANDING.format("5.00/5, 500~1000 deals")}{verified}
<div class="vendorbio-stats-online">Last seen 1 months 17 days ago.</div><div class="vendorbio-description">Teas<br/>{keys}</div>
<h3>Products of Sage!</h3><div id="product-list"><table class="products-list"><tr class="products-list-header"><td>Name</td></tr>
{OFFER.format(id="AbCdEf1234", title="Green tea", ships=FROM_TO, seller="")}{OFFER.format(id="QwErTy9876", title="Black tea", ships="", seller="")}</table></div>
<div class="embedded-feedback-list"><h4>Feedbacks:</h4><table>{rows}</table></div>
<form action="/im/send"><input type="hidden" name="touser" value="Sage!" id="touser"/></form>
<span class="user-class-hint">'Sage!' is a <strong>Vendor</strong> account.</span>"""
    found = page("Sage!", body, ("", "Vendor page"))
    assert found.remarks == []
    assert (found.page["kind"], found.page["path"]) == ("vendor", "/vendor/Sage!")
    key = "-----BEGIN PGP PUBLIC KEY BLOCK-----\nVersion: 1\n\n{}\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----"
    first, second = key.format("AAAA"), key.format("BBBB")
    assert [shown(row) for row in found.of("account_observation")] == [{
        "handle": "Sage!", "role": "vendor", "rating": 5.0, "rating_max": 5.0, "sales": 500, "sales_max": 1000,
        "last_seen": CAPTURED - timedelta(days=47), "last_seen_text": "Last seen 1 months 17 days ago.", "url": "/vendor/Sage!",
        "description": f"Teas\n{first}\nold:\n{second}", "pgp_key": first,
        "details": {"account_kind": "Vendor", "further_pgp_keys": [second], "verifications": [
            "Verified: Silk Road v1 (pre-Oct 2013) 300+ successfull transactions since 2012-06.",
            "Verified: Tea Road 17 successfull transactions since 2013-10."]},
    }]  # fmt: skip
    assert [shown(row) for row in found.of("external_rating")] == [
        {"market": "silkroad", "sales": 300, "text": "Verified: Silk Road v1 (pre-Oct 2013) 300+ successfull transactions since 2012-06."},
        {"market": "Tea Road", "sales": 17, "text": "Verified: Tea Road 17 successfull transactions since 2013-10."},
    ]  # fmt: skip
    shared = {"handle": "Sage!", "price": Decimal("0.1"), "currency": "BTC", "price_text": "0.10000000 BTC", "listed": True,
              "details": {"preview": "From: me ..."}}  # fmt: skip
    assert [shown(row) for row in found.of("offer_observation")] == [
        shared | {"native_id": "AbCdEf1234", "title": "Green tea", "url": "/p/AbCdEf1234", "ships_from": "France",
                  "ships_to": ["Europe, except: Spain"], "payment": "No FE"},
        shared | {"native_id": "QwErTy9876", "title": "Black tea", "url": "/p/QwErTy9876"},
    ]  # fmt: skip
    given = [(row.get("offer_title"), row["given_at"], row.get("offer_id")) for row in found.of("feedback")]
    offer = found.first("offer_observation")["offer_id"]
    assert given == [
        ("Green tea", CAPTURED - timedelta(days=3), offer),
        (None, CAPTURED - timedelta(days=1), None),
    ]


def test_a_vendor_on_vacation_with_the_key_in_a_field() -> None:
    """The time of leaving is no last visit; a vendor without deals has no rating."""
    key = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----"
    body = f"""<i class="fa fa-user"></i> <strong>thyme</strong> <span class="gen-user-ratings"> [0 deals]</span>
<div class="vendorbio-stats-online">On Vacation Mode since 5 hours ago.</div><div class="vendorbio-description">
<textarea class="pgpkeytoken">{key}</textarea></div>"""
    row = page("thyme", body, ("", "Vendor page")).first("account_observation")
    assert (row.get("rating"), row["sales"], row.get("last_seen"), row["pgp_key"]) == (None, 0, None, key)
    assert row["last_seen_text"] == "On Vacation Mode since 5 hours ago."
    assert details(row)["on_vacation_since"] == {
        "age_seconds": 18_000,
        "moment": "2014-04-05T19:00:00Z",
        "text": "5 hours ago.",
    }


def test_a_category() -> None:
    """The page's number and the last one, the trail as category of each offer, sellers with their standing."""
    seller = f'<td><a class="gen-user-link" href="/vendor/thyme#"/>thyme</a><br/>{STANDING.format("~5/5, 1~2 deals")}</td>'
    rows = OFFER.format(id="AbCdEf1234", title="Green tea", ships=FROM_TO, seller=seller)
    pages = "".join(
        f'<a class="page-link {css}" href="/cat/bbbbbbbbbb/{n}"> {n} </a>'
        for n, css in ((1, ""), (2, "current-page"), (3, ""))
    )
    body = f"""<div id="product-list"><div class="product-list-pages product-list-pages-top">More:{pages}</div><table class="products-list">{rows}</table>
<div class="product-list-pages">More:{pages}</div></div>"""
    found = page("Green", body, *TEA)
    assert (found.page["kind"], found.page["path"], found.remarks) == ("category", "/cat/bbbbbbbbbb/2", [])
    assert details(found.page) == {"category": ["Tea", "Green"], "page": 2, "pages": 3, "session": "reader"}
    assert [shown(row) for row in found.of("offer_observation")] == [{
        "native_id": "AbCdEf1234", "title": "Green tea", "handle": "thyme", "price": Decimal("0.1"), "currency": "BTC",
        "price_text": "0.10000000 BTC", "ships_from": "France", "ships_to": ["Europe, except: Spain"], "category": ["Tea", "Green"],
        "payment": "No FE", "url": "/p/AbCdEf1234", "listed": True, "details": {"preview": "From: me ..."},
    }]  # fmt: skip
    assert [shown(row) for row in found.of("account_observation")] == [{
        "handle": "thyme", "role": "vendor", "rating": 5.0, "rating_max": 5.0, "sales": 1, "sales_max": 2, "url": "/vendor/thyme",
        "details": {"rating_approximate": True},
    }]  # fmt: skip
    empty = page("Green", '<div id="product-list"><h3>Nothing here.</h3></div>', *TEA)
    assert (empty.page["kind"], empty.page["path"], empty.of("offer_observation")) == (
        "category",
        "/cat/bbbbbbbbbb",
        [],
    )
    assert page("Search", '<div id="product-list"></div>', ("", "Search")).page["kind"] == "search"


def test_other_kinds() -> None:
    """What is content and what is not; a front page stands for an offer that is gone."""
    floater = '<div class="product-index-floater"><a href="/p/AbCdEf1234"><img src="/liabilities/preview/AbCdEf1234.jpg"/></a><div><span class="product-index-floater-caption"><a href="/p/AbCdEf1234">Green tea</a></span></div><div><span class="product-index-floater-price">0.1 BTC</span></div></div>'
    front = page("Agora", f'<div id="product-index">{floater}</div>', ("/", "Listings"), file="QwErTy9876")
    assert (front.page["kind"], front.page["path"]) == ("front", "/")
    assert [(row["native_id"], row["title"], row["price"]) for row in front.of("offer_observation")] == [
        ("AbCdEf1234", "Green tea", Decimal("0.1"))
    ]
    user = """thyme<div>This user exists.</div><input name="touser" value="thyme" id="touser"/><span class="user-class-hint">'thyme' is a
<strong>regular user</strong> account.</span>"""
    member = page("thyme", user, ("", "User page"))
    assert (member.page["kind"], member.page["path"]) == ("user", "/user/thyme")
    assert [shown(row) for row in member.of("account_observation")] == [
        {"handle": "thyme", "role": "member", "url": "/user/thyme"}
    ]
    assert (
        page("Agora Info", '<div id="infopage"><h1>Rules</h1></div>', ("", "Information")).page["kind"]
        == "info"
    )
    assert (
        page("Orders", '<div class="addict-order-list"><h2>No orders.</h2></div>', ("", "Orders")).page[
            "kind"
        ]
        == "info"
    )
    lost = page(
        "Agora",
        '<form action="/startlogin"><input name="username"/><input type="password" name="password"/></form>',
        session="",
    )
    assert (lost.page["kind"], lost.page["content"], lost.page["logged_in"]) == ("login", False, False)
    own = page(
        "Profile", '<form action="/profile"><input type="password" name="new"/></form>', ("", "Profile")
    )
    assert (own.page["kind"], own.page["content"], own.page["logged_in"]) == ("info", True, True)
    missing = page("Agora", "<h2>Cannot find vendor by that name.</h2>", ("", "Vendor page"))
    assert (missing.page["kind"], missing.page["content"]) == ("error", False)


def test_a_market_made_from_its_templates_is_not_agora() -> None:
    """Other markets took over its classes; without its heading they are not read as Agora."""
    assert (
        read(
            '<html><body><div id="single-product"><a class="gen-user-link" href="/vendor/x">x</a></div></body></html>'
        ).page["site"]
        is None
    )
