"""What the account of the demonstration says of counts, sums and prices, in the language of the person."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from filature.demo.planted import SeriesTruth
from filature.i18n import _, ngettext, number


def orders(count: int, total: Decimal) -> str:
    """How many orders, of what sum in euros."""
    return ngettext(
        "{count} order, {total} EUR", "{count} orders, {total} EUR", count, total=number(total, 2)
    )


def counts(counts: dict[str, int]) -> str:
    """How many of each name."""
    return ", ".join(f"{number(n)} {name}" for name, n in sorted(counts.items())) or _("nothing")


def pairs(pairs: list[tuple[str, str]] | list[tuple[Any, ...]]) -> str:
    """Names, each with its site."""
    return ", ".join(f"{handle} ({site})" for site, handle in pairs) or _("nothing")


def offer(series: SeriesTruth) -> str:
    """An offer: title, seller, site, currency."""
    return _(
        "{title}, by {handle} ({site}), {currency}",
        title=series.title, handle=series.handle, site=series.site, currency=series.currency,
    )  # fmt: skip


def prices(prices: dict[str, Any]) -> str:
    """Each day and its price; a comma that is a decimal mark does not end an entry."""
    told = (f"{day[5:]} {number(price, 2)}" for day, price in sorted(prices.items()))
    return _(", ").join(told) or _("nothing")


def sums(found: dict[str, tuple[int, int]], odd: list[str]) -> str:
    """Accounts (name to its offers and observations) in sum, and those that are ``odd`` by name."""
    offers, seen = (sum(v[n] for v in found.values()) for n in (0, 1))
    named = "".join(f"; {h}: {_seen(*found[h])}" for h in odd[:3] if h in found)
    return ngettext("{count} account", "{count} accounts", len(found)) + f", {_seen(offers, seen)}{named}"


def _seen(offers: int, seen: int) -> str:
    return (
        ngettext("{count} offer", "{count} offers", offers)
        + ", "
        + ngettext("{count} observation", "{count} observations", seen)
    )


def visits(found: Mapping[int, tuple[int, ...]], odd: list[int]) -> str:
    """Visits (number to its five counts) in sum, and those that are ``odd`` by number."""
    pages, content, lost, linked, unseen = (sum(v[n] for v in found.values()) for n in range(5))
    named = "".join(
        "; " + _("visit {number}", number=n) + ": " + ", ".join(map(str, found[n]))
        for n in odd[:3]
        if n in found
    )
    told = (
        ngettext("{count} visit", "{count} visits", len(found)),
        ngettext(
            "{count} page ({content} with content)",
            "{count} pages ({content} with content)",
            pages,
            content=content,
        ),
        ngettext("login lost {count} time", "login lost {count} times", lost),
        ngettext(
            "{unseen} of {count} linked page not captured",
            "{unseen} of {count} linked pages not captured",
            linked,
            unseen=unseen,
        ),
    )
    return ", ".join(told) + named
