"""Every saved page of Agora in the shared test data, compared field by field with another reading of its source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.reading.reads import Read, details, read
from tests.reading.sites import agora_source as source

CAPTURED = datetime(2014, 4, 6, tzinfo=UTC)
MARKETS = {"Silk Road v1 (pre-Oct 2013)": "silkroad", "Black Market Reloaded v1/v2": "blackmarketreloaded"}
SECONDS = {"hour": 3_600, "day": 86_400, "month": 2_592_000}


def pages(shared_data: Path, kind: str) -> Iterator[tuple[str, str, Read]]:
    """Name, source and reading of each page of a folder; no page may leave a remark."""
    for path in sorted((shared_data / "pages" / "agora" / kind).iterdir()):
        body = path.read_bytes()
        found = read(body, captured_at="2014-04-06T00:00:00Z", source_path=f"agora/{kind}/{path.name}")
        assert found.remarks == [], path.name
        yield path.name, body.decode("utf-8", "replace"), found


def seconds(age: str) -> int:
    """Seconds of "1 months 17 days"."""
    return sum(int(count) * SECONDS[unit] for count, unit in re.findall(r"(\d+) (hour|day|month)s?", age))


def standing(row: dict[str, Any]) -> dict[str, Any]:
    """What an account's row says of rating and deals."""
    return {"approximate": bool(details(row).get("rating_approximate"))} | {
        name: row.get(name) for name in ("rating", "rating_max", "sales", "sales_max")
    }


def given(found: Read) -> list[dict[str, Any]]:
    """Rows of feedback as `agora_source.feedback` gives them; age and moment agree."""
    rows = found.of("feedback")
    assert [r["given_at"] for r in rows] == [CAPTURED - timedelta(seconds=r["age_seconds"]) for r in rows]
    return [{
        "rating": f"{r['rating']:g}/{r['rating_max']:g}", "text": r.get("text"), "age": r["age_seconds"], "buyer": r["buyer"],
        "standing": details(r)["buyer_standing"], "offer_title": r.get("offer_title"), "linked": bool(r.get("offer_id")),
    } for r in rows]  # fmt: skip


def stated(rows: list[dict[str, Any]], about: bool) -> list[dict[str, Any]]:
    """The same of the other reading; ``about``: on the page of an offer, which all its feedback is about."""
    return [{n: r[n] for n in ("rating", "text", "buyer", "standing", "offer_title")}
            | {"age": seconds(r["age"]), "linked": about or bool(r["offer"])} for r in rows]  # fmt: skip


def listed(found: Read) -> list[dict[str, Any]]:
    """Rows of a list of offers as `agora_source.offers` gives them."""
    return [{n: r.get(n) for n in ("native_id", "title", "ships_from", "ships_to", "payment", "handle")}
            | {"price": r["price"], "currency": r["currency"], "preview": " ".join(details(r).get("preview", "").split())}
            for r in found.of("offer_observation")]  # fmt: skip


def shown(offers: list[dict[str, Any]], handle: str | None = None) -> list[dict[str, Any]]:
    """The same of the other reading; ``handle``: whose page they stand on."""
    return [{n: o[n] for n in ("native_id", "title", "ships_from", "ships_to", "payment", "preview")}
            | {"price": Decimal(o["price"]), "currency": "BTC", "handle": handle or o["handle"]} for o in offers]  # fmt: skip


def test_listings(shared_data: Path) -> None:
    """Offer, seller, and feedback; pages that show the front page instead are no listings."""
    kinds: Counter[str] = Counter()
    for name, text, found in pages(shared_data, "listings"):
        kinds[found.page["kind"]] += 1
        if '<div id="product-index"' in text:
            assert (found.page["kind"], found.page["path"], found.of("feedback")) == ("front", "/", []), name
            continue
        (offer,), (seller,), wanted = (
            found.of("offer_observation"),
            found.of("account_observation"),
            source.listing(text),
        )
        assert (found.page["kind"], found.page["path"], offer["native_id"], offer["listed"]) == (
            "listing",
            f"/p/{name}",
            name,
            False,
        )
        assert {
            n: offer.get(n)
            for n in ("title", "handle", "price_text", "ships_from", "ships_to", "category", "stock")
        } == {
            n: wanted[n]
            for n in ("title", "handle", "price_text", "ships_from", "ships_to", "category", "stock")
        }, name
        assert (offer["price"], offer["currency"]) == (Decimal(wanted["price_text"].split()[0]), "BTC"), name
        assert [
            " ".join(part.split()) for part in offer["description"].split("\n") if part.strip()
        ] == wanted["description"], name
        assert details(offer)["availability"] == (
            "Buy" if wanted["button"].startswith("Buy") else wanted["button"]
        ), name
        assert (seller["handle"], seller["url"], standing(seller)) == (
            wanted["handle"],
            wanted["url"],
            source.standing(wanted["standing"]),
        )
        assert given(found) == stated(wanted["feedback"], about=True), name
        assert {row["offer_id"] for row in found.of("feedback")} <= {offer["offer_id"]}, name
    assert set(kinds) == {"listing", "front"}


def test_vendors(shared_data: Path) -> None:
    """Profile, key, verifications, offers and feedback."""
    for name, text, found in pages(shared_data, "vendors"):
        (row,), wanted = found.of("account_observation"), source.vendor(text)
        assert (found.page["kind"], found.page["path"]) == ("vendor", f"/vendor/{name}"), name
        assert (row["handle"], standing(row)) == (wanted["handle"], source.standing(wanted["standing"])), name
        seen = (
            CAPTURED - timedelta(seconds=seconds(wanted["seen"]))
            if wanted["seen"].startswith("Last seen")
            else None
        )
        assert (row["last_seen_text"], row.get("last_seen")) == (wanted["seen"], seen), name
        about = row.get("description") or ""
        assert [" ".join(part.split()) for part in about.split("\n") if part.strip()] == wanted[
            "description"
        ], name
        keys = [k for k in (row.get("pgp_key"), *details(row).get("further_pgp_keys", [])) if k]
        assert [[part for part in key.split("\n") if part] for key in keys] == wanted["keys"], name
        assert [(r["market"], r["sales"], r["text"]) for r in found.of("external_rating")] == [
            (
                MARKETS[market.removeprefix("Verified: ")],
                int(re.findall(r"\d+", deals)[0]),
                f"{market} {deals}",
            )
            for market, deals in wanted["verified"]
        ], name
        assert listed(found) == shown(wanted["offers"], wanted["handle"]), name
        assert given(found) == stated(wanted["feedback"], about=False), name


def test_categories(shared_data: Path) -> None:
    """Offers and sellers of each page; its place among the pages is that of the file's name."""
    for name, text, found in pages(shared_data, "categories"):
        if '<div id="product-index"' in text:
            assert found.page["kind"] == "front", name
            continue
        category, _, number = re.sub(r"\.\d$", "", name).partition("_page_")
        path = f"/cat/{category}" + (f"/{number}" if number not in ("", "1") else "")
        assert (found.page["kind"], found.page["path"]) == ("category", path), name
        offers = source.offers(text)
        assert listed(found) == shown(offers), name
        assert [(r["handle"], standing(r)) for r in found.of("account_observation")] == [
            (o["handle"], source.standing(o["standing"])) for o in offers
        ], name


def test_the_other_pages(shared_data: Path) -> None:
    for name, _, found in pages(shared_data, "users"):
        (row,) = found.of("account_observation")
        assert (found.page["kind"], found.page["path"], row["handle"], row["role"]) == (
            "user",
            f"/user/{name}",
            unquote(name),
            "member",
        )
    assert {found.page["kind"] for _, _, found in pages(shared_data, "other")} == {"info"}
    for name, text, found in pages(shared_data, "front"):
        assert (found.page["kind"], len(found.of("offer_observation"))) == (
            "front",
            text.count('"product-index-floater-price"'),
        ), name


def test_the_boards_of_its_forum(shared_data: Path) -> None:
    """Each thread of each board; times in words are counted from the clock that the page shows, not from the capture."""
    for name, text, found in pages(shared_data, "forum"):
        board, start = re.findall(r"\d+", name)
        assert (found.page["site"], found.page["kind"], found.page["path"]) == (
            "agora_forum",
            "forum",
            f"/index.php?board={board}.{start}",
        )
        clock = moment(source.first(r"<li>(\w+ \d+, \d{4}, [\d:]+ [AP]M)</li>", text), CAPTURED)
        rows = [
            row
            for row in text[text.index("<tbody>") : text.index("</tbody>")].split("<tr>")
            if 'class="subject' in row
        ]
        assert [thread(row) for row in found.of("post")] == [topic(row, clock) for row in rows], name


def moment(words: str, clock: datetime) -> datetime:
    """A time in the forum's words."""
    day, _, time = words.partition(" at ")
    if day != "Today":
        return datetime.strptime(words, "%B %d, %Y, %I:%M:%S %p").replace(tzinfo=UTC)
    return datetime.combine(clock.date(), datetime.strptime(time, "%I:%M:%S %p").time(), UTC)


def topic(row: str, clock: datetime) -> dict[str, Any]:
    """A row of a board's list, read from its source."""
    head = re.search(r'<span id="msg_(\d+)"><a href="[^"]*topic,(\d+)\.0\.html">(.*?)</a>', row, re.S)
    last = re.search(r'<td class="lastpost.*?</a>\s*(.*?)<br />\s*by (.*?)\s*</td>', row, re.S)
    css = source.first(r'<td class="(subject[^"]*)"', row)
    assert head and last, row
    return {
        "native_id": head[1], "thread_id": head[2], "thread": source.line(head[3]),
        "handle": source.line(source.first(r"<p>Started by (.*?)<small", row)), "replies": int(source.first(r"(\d+) Replies", row)),
        "views": int(source.first(r"(\d+) Views", row)), "last_at": f"{moment(source.line(last[1]), clock):%Y-%m-%dT%H:%M:%SZ}",
        "last_by": source.line(last[2]) if "<a " in last[2] else None, "sticky": "sticky" in css, "locked": "locked" in css,
    }  # fmt: skip


def thread(row: dict[str, Any]) -> dict[str, Any]:
    """The same from a row of `post`."""
    said = details(row)
    return {
        **{n: row[n] for n in ("native_id", "thread_id", "thread", "handle")}, "replies": said["replies"], "views": said["views"],
        "last_at": said["last_post_at"], "last_by": said.get("last_post_by"), "sticky": said.get("sticky", False),
        "locked": said.get("locked", False),
    }  # fmt: skip
