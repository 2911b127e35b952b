"""What each field of the expected values is called in Filature's rows."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tests.reading.reads import Read, details

Actual = Callable[[Read, str, Any], Any]
KINDS = {"seller": "vendor"}
MARKET_IDS = {
    "DREAM_MARKET": "dream", "WALL_STREET_MARKET": "wallstreet", "ALPHA_BAY_MARKET": "alphabay",
    "EMPIRE_MARKET": "empire", "HANSA_MARKET": "hansa", "NUCLEUS_MARKET": "nucleus", "ABRAXAS_MARKET": "abraxas",
    "BLACK_BANK_MARKET": "blackbank", "MIDDLE_EARTH_MARKET": "middleearth", "AGORA_MARKET": "agora",
    "CGMC": "cgmc",
}  # fmt: skip
_CODES = {v: k for k, v in MARKET_IDS.items()}
_COINS = {"BTC_multisig": "BTC multisig"}


def _number(value: Any) -> Any:
    return None if value is None else float(value)


def _squash(text: str | None) -> str | None:
    """Letters, digits and punctuation alone: the expected texts lost emoji, dingbats and their own white space."""
    if text is None:
        return None
    return "".join(c for c in text if unicodedata.category(c)[0] in "LNP" or c in "$+<=>^`|~€£")


def _offer(name: str) -> Actual:
    return lambda read, *_: read.first("offer_observation").get(name)


def _account(name: str) -> Actual:
    return lambda read, *_: read.first("account_observation").get(name)


def _detail(table: str, name: str) -> Actual:
    return lambda read, *_: details(read.first(table)).get(name)


def _is(kind: str) -> Actual:
    return lambda read, *_: read.page["kind"] == kind


def _like(expected: Any, actual: str | None) -> Any:
    """``expected`` itself when both are equal but for emoji and white space, else what was read."""
    return expected if _squash(expected) == _squash(actual) else actual


def _seller(read: Read, *_: Any) -> Any:
    return read.first("account_observation").get("handle")


def _accepts(read: Read, _market: str, expected: Any) -> Any:
    accepted = read.first("offer_observation").get("accepts") or []
    return {coin: _COINS.get(coin, coin) in accepted for coin in expected}


def _description(read: Read, market: str, expected: Any) -> Any:
    row = read.first("offer_observation" if read.page["kind"] == "listing" else "account_observation")
    text = row.get("description")
    if market == "empire":  # upstream took the whole tab: heading, text, tags
        text = "\n".join([str(row["title"]), str(text), *details(row)["tags"]])
    return _like(expected, text)


def _terms(read: Read, _market: str, expected: Any) -> Any:
    return _like(expected, read.first("account_observation").get("terms"))


def _key(read: Read, _market: str, expected: Any) -> Any:
    key = read.first("account_observation").get("pgp_key")
    return expected if expected and key and expected.split() == key.split() else key


def _at_least(name: str) -> Actual:
    def length(read: Read, _market: str, expected: Any) -> int:
        row = read.first("offer_observation" if read.page["kind"] == "listing" else "account_observation")
        return min(len(row.get(name) or ""), int(expected))

    return length


def _categories(read: Read, market: str, _expected: Any) -> Any:
    row = read.first("offer_observation")
    names, ids = row.get("category") or [], details(row).get("category_ids") or []
    found = [
        {"name": name, "id": number, "parent": names[level - 1] if level else None, "level": level}
        for level, (name, number) in enumerate(zip(names, ids, strict=True))
    ]
    return found[::-1] if market == "dream" else found


def _shipping(read: Read, *_: Any) -> Any:
    return [
        {
            "name": o["name"], "days": o.get("days"), "currency": o.get("currency"), "price": _number(o.get("price")),
            "unit": o.get("unit"), "price_is_per_unit": o.get("per_unit"),
        }
        for o in read.of("price_option", kind="shipping")
    ]  # fmt: skip


def _bulk(read: Read, *_: Any) -> Any:
    return [
        {
            "min_quantity": o.get("min_quantity"), "max_quantity": o.get("max_quantity"),
            "unit_price": _number(o.get("price")), "unit_price_btc": details(o)["price_in_coin"]["amount"],
            "discount_percent": _text(details(o).get("discount_percent")),
        }
        for o in read.of("price_option", kind="bulk")
    ]  # fmt: skip


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _ratings(read: Read, market: str, _expected: Any) -> Any:
    return [
        {
            "market": _CODES.get(r["market"], r["market"]), "sales": r.get("sales"), "rating": r.get("rating"),
            "max_rating": r.get("rating_max"), "good": r.get("good"), "neutral": r.get("neutral"),
            "bad": r.get("bad"), "text": None,  # upstream's own remark, not the page's words
        }
        for r in read.of("external_rating")
    ]  # fmt: skip


def _md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()[:8]


def _at(expected: list[dict[str, Any]], number: int) -> dict[str, Any]:
    return expected[number] if number < len(expected) else {}


def _shown(expected: str, actual: str) -> str:
    """``expected`` when both look the same on a page, where blanks collapse."""
    return expected if expected.split() == actual.split() else actual


def _feedback(read: Read, _market: str, expected: Any) -> Any:
    found = []
    for number, row in enumerate(read.of("feedback")):
        wanted = _at(expected, number)
        text = _shown(wanted.get("text", ""), row.get("text") or "")
        found.append({
            "date": row["given_at"].strftime("%Y-%m-%d"), "age_seconds": row.get("age_seconds"), "stars": row.get("rating"),
            "feedback_type": f"{row.get('verdict', '').capitalize()} Feedback", "listing_title": _shown(wanted.get("listing_title", ""), row.get("offer_title") or ""),
            "text": text, "text_md5_first8": _md5(text), "buyer": row.get("buyer", "").replace(" ", ""),
            "price": _number(row.get("price")), "currency": row.get("currency"),
        })  # fmt: skip
    return found


def _rates(read: Read, *_: Any) -> dict[str, float]:
    return {r["quote"]: float(r["rate"]) for r in read.of("rate", base="BTC")}


def _usd_per_xmr(read: Read, *_: Any) -> float | None:
    rates = _rates(read)
    return rates["USD"] / rates["XMR"] if "XMR" in rates else None


def _results(read: Read, _market: str, expected: Any) -> Any:
    return [
        {
            "url": o["url"], "sticky": details(o)["sticky"], "title": _shown(_at(expected, n).get("title", ""), o["title"]), "seller": o["handle"],
            "seller_url": details(o)["vendor_url"], "views": o["views"],
        }
        for n, o in enumerate(read.of("offer_observation"))
    ]  # fmt: skip


def _escrowed(read: Read, *_: Any) -> Any:
    found = details(read.first("account_observation"))
    coin, money = found["escrow"], found["escrow_fiat"]
    return {
        "crypto": coin["currency"], "crypto_amount": coin["amount"], "fiat": money["currency"], "fiat_amount": money["amount"],
    }  # fmt: skip


def _refresh_url(read: Read, *_: Any) -> str:
    parts = urlsplit(str(read.page["refresh_url"]))
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _number_of(name: str, table: str) -> Actual:
    return lambda read, *_: _number(read.first(table).get(name))


def _level(read: Read, *_: Any) -> Any:
    level = read.first("account_observation").get("level")
    return None if level is None else int(level)


def _since(read: Read, *_: Any) -> Any:
    since = read.first("account_observation").get("member_since")
    return since and since.strftime("%Y-%m-%d %H:%M:%S")


FIELDS: dict[str, Actual] = {
    "accepts": _accepts,
    "amount_on_escrow": _escrowed,
    "auto_dispatch": _detail("offer_observation", "auto_dispatch"),
    "auto_dispatch_items_left": _detail("offer_observation", "auto_dispatch_items_left"),
    "banned": _detail("account_observation", "banned"),
    "bulk_prices": _bulk,
    "captcha_image_url": _detail("page", "captcha"),
    "categories": _categories,
    "category_count": lambda read, *_: len(details(read.page)["categories"]),
    "currency": _offer("currency"),
    "description": _description,
    "description_min_length": _at_least("description"),
    "disputes_lost": _detail("account_observation", "disputes_lost"),
    "disputes_won": _detail("account_observation", "disputes_won"),
    "ends_in": _detail("offer_observation", "ends_in"),
    "escrow": _offer("escrow"),
    "external_market_ratings": _ratings,
    "feedback": _feedback,
    "feedback_rows_on_page": lambda read, *_: len(read.of("feedback")),
    "finalize_early_allowed": _detail("account_observation", "finalize_early"),
    "first_feedback_rows": lambda read, market, expected: _feedback(read, market, expected)[: len(expected)],
    "has_pgp_key": lambda read, *_: bool(read.first("account_observation").get("pgp_key")),
    "internal_connection_error": lambda read, *_: "error" in details(read.page),
    "is_listing": _is("listing"),
    "is_logged_in": lambda read, *_: read.page["logged_in"],
    "is_pgp_page": _is("pgp"),
    "is_search_result": _is("search"),
    "jabber": _detail("account_observation", "jabber"),
    "listing_type": _offer("listing_type"),
    "member_since": _since,
    "minimum_order": _offer("minimum_order"),
    "next_feedback_url": _detail("page", "next_feedback"),
    "number_in_parentheses": _account("sales"),
    "payment_type": _offer("payment"),
    "pgp_key": _key,
    "positive_percent": _account("positive_percent"),
    "price": _number_of("price", "offer_observation"),
    "rates_per_btc": _rates,
    "rates_readable": lambda read, *_: bool(read.of("rate")),
    "rating": _account("rating"),
    "refresh_seconds": lambda read, *_: read.page["refresh_seconds"],
    "refresh_url": _refresh_url,
    "result_pages": lambda read, *_: details(read.page).get("pages", 0),
    "results": _results,
    "results_on_page": lambda read, *_: len(read.of("offer_observation")),
    "sales": _account("sales"),
    "seller": _seller,
    "shipping_methods": _shipping,
    "ships_from": lambda read, *_: _ships(read, "ships_from"),
    "ships_to": lambda read, *_: _ships(read, "ships_to"),
    "stock": _offer("stock"),
    "terms_and_conditions": _terms,
    "terms_min_length": _at_least("terms"),
    "title": _offer("title"),
    "unit": _offer("unit"),
    "usd_per_btc": lambda read, *_: _rates(read).get("USD"),
    "usd_per_xmr": _usd_per_xmr,
    "vendor_level": _level,
}


def _ships(read: Read, name: str) -> Any:
    return read.first("offer_observation" if read.page["kind"] == "listing" else "account_observation").get(
        name
    )
