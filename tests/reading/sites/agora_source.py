"""Agora's pages read another way than by the site file: patterns over the source of a page. The tests compare the two.

It knows the pages of April 2014 only. Values are texts on one line, as the page shows them.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any


def line(source: str) -> str:
    """What a reader sees of a piece of source, on one line."""
    shown = re.sub(r"<[^>]+>", "", re.sub(r"<br\s*/?>", " ", re.sub(r"<!--.*?-->", "", source, flags=re.S)))
    return " ".join(unescape(shown).split())


def lines(source: str) -> list[str]:
    """The same, with its lines; empty ones are left out."""
    return [shown for part in re.split(r"<br\s*/?>", source) if (shown := line(part))]


def first(pattern: str, source: str) -> str:
    """The first group of the first match; empty when there is none."""
    found = re.search(pattern, source, re.S)
    return found[1] if found else ""


def places(source: str) -> tuple[str | None, list[str] | None]:
    """Origin and destination of a cell."""
    found = [line(first(rf"{word}:\s*((?:<img[^>]*>)?[^<]*)", source)) for word in ("From", "To")]
    return found[0] or None, [found[1]] if found[1] else None


def standing(source: str) -> dict[str, Any]:
    """Rating and deals of "~5/5, 1~2 deals" or "[0 deals]"."""
    rating = re.search(r"(~?)([\d.]+)/(\d+)", line(source))
    deals = re.search(r"(\d+)(?:~(\d+))? deals", line(source))
    assert deals, source
    return {
        "approximate": bool(rating and rating[1]), "rating": float(rating[2]) if rating else None,
        "rating_max": float(rating[3]) if rating else None, "sales": int(deals[1]), "sales_max": int(deals[2]) if deals[2] else None,
    }  # fmt: skip


def feedback(source: str) -> list[dict[str, Any]]:
    """Rows of the list of feedback: five cells where the offer is named, four where it is not."""
    rows = []
    for row in re.findall(
        r"<tr>(.*?)</tr>", first(r'<div class="embedded-feedback-list">(.*?)</div>', source), re.S
    ):
        cells = re.findall(r"<td>(.*?)</td>", row, re.S)
        offer = re.search(r'href="/p/(\w+)">(.*?)</a>', row, re.S)
        rows.append({
            "rating": line(cells[0]), "text": line(cells[1]) or None, "age": line(cells[-2]),
            "buyer": line(first(r'gen-user-link">(.*?)<', cells[-1])), "standing": line(first(r'gen-user-ratings">(.*?)</span>', cells[-1])),
            "offer": offer[1] if offer else None, "offer_title": line(offer[2]) if offer else None,
        })  # fmt: skip
    return rows


def offers(source: str) -> list[dict[str, Any]]:
    """Rows of a list of offers."""
    found = []
    for row in re.findall(r'<tr class="products-list-item">(.*?)</tr>', source, re.S):
        name = re.search(r'<a href="/p/(\w+)">(.*?)</a>', row, re.S)
        assert name, row
        origin, destination = places(first(r'<td style="white-space: nowrap;">(.*?)</td>', row))
        found.append({
            "native_id": name[1], "title": line(name[2]), "price": first(r"([\d.]+) BTC", row), "ships_from": origin,
            "ships_to": destination, "payment": "No FE" if 'class="nofe"' in row else None,
            "preview": line(first(r'description-preview">(.*?)</span>', row)),
            "handle": line(first(r'gen-user-link"[^>]*>(.*?)</a>', row)) or None,
            "standing": first(r'gen-user-ratings">(.*?)</span>', row),
        })  # fmt: skip
    return found


def listing(source: str) -> dict[str, Any]:
    """The offer of its own page."""
    part = source[source.index('<div id="single-product"') :]
    head = part[: part.index('class="product-page-ships"')]
    seller = re.search(
        r'<a class="gen-user-link" href="([^"#]*)#?"\s*/?>(.*?)</a>(<span.*?</span>)', head, re.S
    )
    assert seller, head[-300:]
    above = head[: head.rindex("Brought to you by:")]
    origin, destination = places(first(r'product-page-ships">(.*?)</div>', part))
    button = line(first(r'product-page-price.*?<div class="button-\w+">(.*?)</div>', part))
    trail = source[source.index('id="top-navigation"') : source.index('id="aftertopnav-divider-1"')]
    return {
        "title": line(first(r"<h1>(.*?)</h1>", part)), "url": seller[1], "handle": line(seller[2]), "standing": seller[3],
        "price_text": line(first(r'product-page-price">(.*?)</div>', part)), "ships_from": origin, "ships_to": destination,
        "description": lines(above[above.index('<div style="clear: both;"></div>') :]),
        "category": [line(name) for name in re.findall(r'<a href="/cat/[^"]*">(.*?)</a>', trail)] or None,
        "stock": int(left) if (left := first(r"\((\d+) left\)", button)) else 0 if button == "Out of stock" else None,
        "button": button, "feedback": feedback(part),
    }  # fmt: skip


def vendor(source: str) -> dict[str, Any]:
    """A vendor's page."""
    part = source[source.index('<div id="middlestuff"') :]
    text = first(r'<div class="vendorbio-description">(.*?)</div>', part)
    keys = [
        unescape(re.sub(r"<br\s*/?>", "\n", key)) for key in re.findall(r'pgptoken">(.*?)</span>', text, re.S)
    ]
    return {
        "handle": line(first(r'fa-user"></i>\s*<strong>(.*?)</strong>', part)), "standing": first(r'gen-user-ratings">(.*?)</span>', part),
        "seen": line(first(r'vendorbio-stats-online">(.*?)</div>', part)), "description": lines(text),
        "keys": [[shown for row in key.split("\n") if (shown := row.strip())] for key in keys],
        "verified": [lines(v) for v in re.findall(r'<div class="vendor-verification">(.*?)</div>', part, re.S)],
        "offers": offers(part), "feedback": feedback(part),
    }  # fmt: skip
