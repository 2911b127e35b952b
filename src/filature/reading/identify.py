"""Whom and what the rows of a page are about: the ids of accounts and offers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from filature import ids

_OF_ONE_ACCOUNT = frozenset(["vendor", "listing", "feedback", "pgp", "user"])
Row = dict[str, Any]

# The same account and offer stand on many rows of many pages.
account_id = lru_cache(1 << 16)(ids.account_id)
offer_id = lru_cache(1 << 16)(ids.offer_id)


@dataclass(slots=True)
class Subject:
    """Whom and what a page is about: the first account and the first offer that it gave.

    Only a page of one account (vendor, feedback, listing) lends its account to rows that name none, and only a
    page of one offer its offer.
    """

    kind: str
    handle: str | None = None
    account: str | None = None
    title: str | None = None
    offer: str | None = None


def identify(table: str, row: Row, site: str, subject: Subject) -> str:
    """Put the ids into ``row`` and note whom the page is about; returns what is missing for a row, or nothing.

    `handle`, `title` and `native_id` of rows that have no such columns are taken out once the ids are made.
    """
    return _IDENTIFY[table](row, site, subject)


def _account(row: Row, site: str, subject: Subject) -> str:
    handle = (row.get("handle") or "").strip()
    if not handle:
        return "handle"
    row["account_id"] = account_id(site, handle)
    if subject.account is None and subject.kind in _OF_ONE_ACCOUNT:
        subject.handle, subject.account = handle, row["account_id"]
    return ""


def _offer(row: Row, site: str, subject: Subject) -> str:
    handle, title = row.get("handle") or subject.handle, row.get("title")
    if not row.get("native_id") and not (title or "").strip():
        return "title or native_id"
    row["handle"] = handle
    row["account_id"] = account_id(site, handle) if handle else None
    row["offer_id"] = offer_id(site, row.get("native_id"), handle, title)
    if subject.kind == "listing" and subject.offer is None:
        subject.offer, subject.title = row["offer_id"], title
        if handle and subject.account is None:
            subject.handle, subject.account = handle, row["account_id"]
    return ""


def _option(row: Row, site: str, subject: Subject) -> str:
    native, title, handle = row.pop("native_id", None), row.pop("title", None), row.pop("handle", None)
    stated = native or title
    row["offer_id"] = offer_id(site, native, handle or subject.handle, title) if stated else subject.offer
    return "" if row["offer_id"] else "offer"


def _rating(row: Row, site: str, subject: Subject) -> str:
    handle = row.pop("handle", None)
    row["account_id"] = account_id(site, handle) if handle else subject.account
    return "account" if not row["account_id"] else "" if row.get("market") else "market"


def _feedback(row: Row, site: str, subject: Subject) -> str:
    native, handle = row.pop("native_id", None), row.pop("handle", None)
    row["account_id"] = account_id(site, handle) if handle else subject.account
    about_another = row.get("offer_title") is not None and row["offer_title"] != subject.title
    row["offer_id"] = (
        offer_id(site, native, None, None) if native else None if about_another else subject.offer
    )
    return ""


def _post(row: Row, site: str, _subject: Subject) -> str:
    handle = row.get("handle")
    row["account_id"] = account_id(site, handle) if handle else None
    return "" if handle or row.get("text") else "handle or text"


def _rate(row: Row, _site: str, _subject: Subject) -> str:
    return next((name for name in ("base", "quote", "rate") if row.get(name) is None), "")


_IDENTIFY: dict[str, Callable[[Row, str, Subject], str]] = {
    "account_observation": _account,
    "offer_observation": _offer,
    "price_option": _option,
    "external_rating": _rating,
    "feedback": _feedback,
    "post": _post,
    "rate": _rate,
}
