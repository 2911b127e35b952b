"""A first site file from one page: what it finds, that it loads, that the page is recognised, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from filature import case as cases
from filature.errors import BadInput
from filature.pipeline.build import build
from filature.pipeline.drafting import draft
from filature.reading import sites
from filature.sources import adding

ONION = "mossmossmossmoss.onion"
HEAD = """<html lang="en"><head><title>{title} | Moss Fair</title></head><body>
<div id="top-menu-bar"><a href="/">Moss Fair</a> <a href="/wallet">Wallet 0.0000 BTC</a> as <a href="/user/observer">observer</a>
<a href="/logout">Leave</a></div><div id="page">{body}</div><div class="footer">1 BTC = 9,000.00 USD</div></body></html>"""
OFFER = """<div class="path-crumbs"><a href="/cat/3">Garden</a> <a href="/cat/7">Teas</a></div>
<div class="item-view"><h1>Mint tea, 100 g</h1><p>Offered by <a href="/user/linden">linden</a></p>
<span class="item-price">USD 12.50</span> <small>(0.0014 BTC)</small>
<table class="facts"><tr><td>Ships from</td><td>Atlantis</td></tr><tr><td>Ships to</td><td>Utopia, Lilliput</td></tr>
<tr><td>In stock</td><td>17</td></tr></table>
<div class="item-description">Dried leaves, ready to brew.<br>No two cups alike.</div>
<h3>Reviews</h3><table class="opinions"><tr><td>5/5</td><td>Smells of mint and summer</td><td>B***e</td><td>2 days ago</td></tr>
<tr><td>4/5</td><td>Came late but whole</td><td>c***d</td><td>9 days ago</td></tr></table></div>"""
SELLER = """<div class="member-card"><h2>linden</h2><dl><dt>Member since</dt><dd>2019-02-03</dd><dt>Sales</dt><dd>214</dd>
<dt>Last online</dt><dd>yesterday</dd></dl><div class="member-about">We grow herbs on a hill and send them by post.</div>
<table class="stall"><tr><td><a href="/item/12">Mint tea, 100 g</a></td><td>USD 12.50</td></tr>
<tr><td><a href="/item/13">Sage, 50 g</a></td><td>USD 8.00</td></tr>
<tr><td><a href="/item/14">Thyme, 20 g</a></td><td>USD 3.10</td></tr></table></div>"""
LOGIN = """<form action="/enter"><input name="user"><input type="password" name="word"><input type="submit"></form>"""
PAGES = {
    f"http_{ONION}_item_12.html": HEAD.format(title="Mint tea, 100 g", body=OFFER),
    f"http_{ONION}_user_linden.html": HEAD.format(title="linden", body=SELLER),
    "offer.html": HEAD.format(title="Mint tea, 100 g", body=OFFER),
    "login.html": "<html><head><title>Enter the fair</title></head><body>Who are you?"
    + LOGIN
    + "</body></html>",
    "notes.txt": "Nothing but words.",
    "empty.html": "<html><body><div class='x'><img src='a.png'></div></body></html>",
    "deep.html": "<html><body>" + "<div>" * 6000 + "far down",
    "known.html": "<html><head><title>Teas :: HANSA Market</title></head><body><form action='/login'><input type='password'></form>"
    "</body></html>",
    "table.csv": "vendor,title,price\nlinden,Mint tea,12.50\n",
}


class Silent:
    """A listener that says nothing."""

    def begin(self, stage: object, intake: str, items: int) -> None:
        """Nothing to do."""

    def advance(self, items: int) -> None:
        """Nothing to do."""


@pytest.fixture
def case(tmp_path: Path) -> cases.Case:
    """A case with the pages above."""
    folder = tmp_path / "material"
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / name).write_text(text, "utf-8")
    made = cases.create(tmp_path / "case", cases.Settings("test", "none: a test"))
    adding.add(made.store, [str(folder)])
    return made


def capture(case: cases.Case, name: str) -> str:
    """The id of the capture that came from the file ``name``."""
    return next(r.capture_id for r in case.store.records() if r.source_path.endswith(name))


def shown(case: cases.Case, name: str) -> dict[str, tuple[str, str]]:
    """What the draft from a page shows: field to selector and value."""
    return {field: (css, value) for field, css, value in draft(case, capture(case, name)).preview}


def test_an_offer(case: cases.Case) -> None:
    """Each field with its selector and the value that the reader takes with it from the page."""
    found = shown(case, f"http_{ONION}_item_12.html")
    assert {k: v for k, v in found.items() if k.startswith(("page", "offer"))} == {
        "page.site": ("{title: Moss Fair$, has: [id=\"top-menu-bar\"]}", "moss_fair"),
        "page.kind": ("[{url: listing, css: div.item-view, all: [{css: span.item-price}]}, "
                      "{css: div.item-view, all: [{css: span.item-price}]}]", "listing"),
        "offer_observation.title": ("h1", "Mint tea, 100 g"),
        "offer_observation.handle": ("a[href*=\"/user/\"]", "linden"),
        "offer_observation.price": ("span.item-price", "12.50"),
        "offer_observation.native_id": ("{from: page.path, as: native_id}", "12"),
        "offer_observation.ships_from": ("{label: Ships from}", "Atlantis"),
        "offer_observation.ships_to": ("{label: Ships to}", "Utopia, Lilliput"),
        "offer_observation.stock": ("{label: In stock}", "17"),
        "offer_observation.category": ("{up: body, css: 'div.path-crumbs a[href*=\"/cat/\"]', all: true, as: text}", "Garden, Teas"),
        "offer_observation.description": ("div.item-description", "Dried leaves, ready to brew. No two cups alike."),
        "offer_observation.listed": ("{const: false}", "False"),
    }  # fmt: skip
    assert found["feedback.text (in 2 rows)"][1] == "Smells of mint and summer"
    assert found["feedback.buyer (in 2 rows)"][1] == "B***e"
    assert found["feedback.rating (in 2 rows)"][1] == "5.0"


def test_the_page_is_recognised_after_a_build(case: cases.Case) -> None:
    """The file is a whole site file with words for a person; with it a build reads the page, and those like it."""
    drafted = draft(case, capture(case, f"http_{ONION}_item_12.html"))
    text = drafted.path.read_text("utf-8")
    assert drafted.path == case.inputs / "sites" / "moss_fair.yaml"
    assert text.startswith("# A first site file, guessed from one page: cap_")
    assert yaml.safe_load(text)["hosts"] == [ONION]
    assert yaml.safe_load(text)["urls"] == [
        {"kind": "listing", "path": "^/item/(?P<id>[^/?]+)"}, {"kind": "vendor", "path": "^/user/(?P<id>[^/?]+)"},
        {"kind": "category", "path": "^/cat/(?P<id>[^/?]+)"},
    ]  # fmt: skip
    build(case, 1, Silent())
    connection = case.connect()
    assert connection.execute("select site, kind from page where title like 'Mint%' order by url").fetchall() == [
        ("moss_fair", "listing"), ("moss_fair", "listing"),
    ]  # fmt: skip
    assert connection.execute(
        "select handle, title, price::double, currency, ships_from from offer_observation where native_id = '12'"
    ).fetchall() == [("linden", "Mint tea, 100 g", 12.5, "USD", "Atlantis")]


def test_a_page_without_an_address(case: cases.Case) -> None:
    """Of the same page without its address, the title and a mark in the source tell the site."""
    found = shown(case, "/offer.html")
    assert found["page.site"] == ('{title: Moss Fair$, has: [id="top-menu-bar"]}', "moss_fair")
    assert found["offer_observation.price"] == ("span.item-price", "12.50")
    assert "offer_observation.native_id" not in found


def test_a_second_kind_of_page(case: cases.Case) -> None:
    """A draft from another page of the site holds the first file's text and one more kind, and replaces it by its id."""
    first = draft(case, capture(case, f"http_{ONION}_item_12.html"))
    second = draft(case, capture(case, f"http_{ONION}_user_linden.html"))
    assert (first.path.name, second.path.name) == ("moss_fair.yaml", "moss_fair_2.yaml")
    assert first.path.read_text("utf-8").split("kinds:\n")[1].strip() in second.path.read_text("utf-8")
    site = sites.load(case.inputs / "sites").get("moss_fair")
    assert site is not None
    assert (site.place, [kind.kind for kind in site.kinds]) == (
        "inputs/sites/moss_fair_2.yaml",
        ["listing", "vendor"],
    )
    found = {field: value for field, _, value in second.preview}
    assert {k: v for k, v in found.items() if k.startswith("account")} == {
        "account_observation.handle": "linden", "account_observation.role": "vendor", "account_observation.sales": "214",
        "account_observation.member_since": "2019-02-03 00:00:00+00:00", "account_observation.last_seen_text": "yesterday",
        "account_observation.description": "We grow herbs on a hill and send them by post.",
    }  # fmt: skip
    assert (found["offer_observation.title (in 3 rows)"], found["offer_observation.price (in 3 rows)"]) == (
        "Mint tea, 100 g",
        "12.50",
    )
    with pytest.raises(BadInput, match=r"is read already: inputs/sites/moss_fair_2\.yaml knows it as vendor"):
        draft(case, capture(case, f"http_{ONION}_user_linden.html"))


def test_no_file_is_overwritten_and_no_id_taken_twice(case: cases.Case) -> None:
    """A file of that name stays as it is; an id of another site is not used again."""
    folder = case.inputs / "sites"
    folder.mkdir()
    other = "id: moss_fair\nname: Another\nfamily: other\nkinds: []\n"
    (folder / "moss_fair_2.yaml").write_text(other, "utf-8")
    drafted = draft(case, capture(case, f"http_{ONION}_item_12.html"))
    assert drafted.path.name == "moss_fair_2_2.yaml"
    assert yaml.safe_load(drafted.path.read_text("utf-8"))["id"] == "moss_fair_2"
    assert (folder / "moss_fair_2.yaml").read_text("utf-8") == other


def test_a_login_form(case: cases.Case) -> None:
    """A page without content is drafted as what it is, and stays without content."""
    found = shown(case, "login.html")
    assert found["page.kind"][1] == "login"
    build(case, 1, Silent())
    assert case.connect().execute(
        "select kind, content from page where title = 'Enter the fair'"
    ).fetchall() == [("login", False)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("table.csv", "is no page but a table"),
        ("notes.txt", "is plain text, not HTML"),
        ("empty.html", "shows no text"),
        ("deep.html", "cannot be read as a page"),
        ("known.html", r"is read already: hansa\.yaml knows it as login"),
    ],
)
def test_what_gives_no_draft(case: cases.Case, name: str, words: str) -> None:
    """Each says what it is instead; nothing is written."""
    with pytest.raises(BadInput, match=words):
        draft(case, capture(case, name))
    assert not (case.inputs / "sites").exists()


def test_a_capture_that_is_not_there(case: cases.Case) -> None:
    """An id that the case does not hold."""
    with pytest.raises(BadInput, match="holds no capture cap_nowhere"):
        draft(case, "cap_nowhere")


def test_the_same_page_gives_the_same_file(case: cases.Case, tmp_path: Path) -> None:
    """Nothing in a draft depends on anything but the page."""
    name = f"http_{ONION}_item_12.html"
    again = cases.create(tmp_path / "again", cases.Settings("test", "none: a test"))
    adding.add(again.store, [str(tmp_path / "material")])
    assert (
        draft(case, capture(case, name)).path.read_bytes()
        == draft(again, capture(again, name)).path.read_bytes()
    )
