"""Values of a site file's row to a row of a table: types checked, ids made, the rest into `details`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import pyarrow as pa

from filature import ids
from filature.reading.extract import Remark, plain
from filature.reading.transforms import Parts
from filature.tables import ALL
from filature.tables.model import FLAG, INT, MOMENT, MONEY, REAL, TEXT, TEXTS

_SHARED = ("currency", "unit", "age_seconds")
_OF_ONE_ACCOUNT = frozenset(["vendor", "listing", "feedback", "pgp", "user"])
Cast = Callable[[Any], Any]
_EDGE = Decimal(10) ** 16
_STEP = Decimal(1).scaleb(-12)


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


def typed_row(table: str, values: dict[str, Any], remark: Remark) -> dict[str, Any]:
    """``values`` as columns of ``table``; parts go to the columns named after them, `details.…` to `details`."""
    casts = _CASTS_OF[table]
    row: dict[str, Any] = {}
    details: dict[str, Any] = {}
    for name, value in values.items():
        cast = casts.get(name)
        if value.__class__ is Parts and cast is not None:
            _with_parts(table, row, name, value, values, remark)
        elif cast is not None:
            row[name] = _cast(cast, value, name, remark)
        elif name.startswith("details."):
            shown = plain(value)
            if shown is not None and shown != {}:
                details[name[8:]] = shown
        elif not name.startswith("_"):
            row[name] = value
    if details:
        row["details"] = canonical(details)
    return row


def _with_parts(
    table: str, row: dict[str, Any], name: str, value: Parts, values: dict[str, Any], remark: Remark
) -> None:
    """Put a value into its column and what it carries into the columns beside it, unless the file fills these itself."""
    casts = _CASTS_OF[table]
    if value.value is not None:
        row[name] = _cast(casts[name], value.value, name, remark)
    for part, other in value.others.items():
        target = _target(table, name, part)
        if target and other is not None and target not in values:
            row[target] = _cast(casts[target], other, target, remark)


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def canonical(value: Any) -> str:
    """JSON with sorted keys, as `details` holds it."""
    return _encode(value)


@cache
def _target(table: str, name: str, part: str) -> str | None:
    """The column for a part: `price` and `max` give `price_max`, `posted_at` and `text` give `posted_text`."""
    columns = _CASTS_OF[table]
    for candidate in (f"{name}_{part}", f"{name.removesuffix('_at')}_{part}"):
        if candidate in columns:
            return candidate
    return part if part in _SHARED and part in columns else None


def _cast(cast: Cast, value: Any, name: str, remark: Remark) -> Any:
    """``value`` as Arrow will take it; None, with a remark, when it does not fit."""
    try:
        return cast(value)
    except (TypeError, ValueError, ArithmeticError):
        remark(name, "wrong_type", str(value))
        return None


def _text(value: Any) -> str:
    if value.__class__ is str:
        return str(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _texts(value: Any) -> list[str]:
    return [str(entry) for entry in value] if isinstance(value, list) else [str(value)]


def _int(value: Any) -> int:
    if isinstance(value, str) or value != int(value) or abs(value) >= 2**63:
        raise ValueError("not a whole number")
    return int(value)


def _money(value: Any) -> Decimal:
    amount = value if isinstance(value, Decimal) else Decimal(str(value))
    if not abs(amount) < _EDGE:
        raise ValueError("out of range")
    return amount if _fits(amount) else amount.quantize(_STEP)


def _fits(amount: Decimal) -> bool:
    """Whether a column of twelve decimal places holds it as it is."""
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -12


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not a flag")
    return value


def _moment(value: Any) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError("not a moment")
    return value


_CASTS: dict[pa.DataType, Cast] = {
    TEXT: _text,
    TEXTS: _texts,
    REAL: float,
    INT: _int,
    MONEY: _money,
    FLAG: _flag,
    MOMENT: _moment,
}
_CASTS_OF = {name: {c.name: _CASTS[c.type] for c in table.columns} for name, table in ALL.items()}


def identify(table: str, row: dict[str, Any], site: str, subject: Subject) -> str:
    """Put the ids into ``row`` and note whom the page is about; returns what is missing for a row, or nothing.

    `handle`, `title` and `native_id` of rows that have no such columns are taken out once the ids are made.
    """
    return _IDENTIFY.get(table, _nothing)(row, site, subject)


def _nothing(row: dict[str, Any], site: str, subject: Subject) -> str:
    return ""


def _account(row: dict[str, Any], site: str, subject: Subject) -> str:
    handle = (row.get("handle") or "").strip()
    if not handle:
        return "handle"
    row["account_id"] = account_id(site, handle)
    if subject.account is None and subject.kind in _OF_ONE_ACCOUNT:
        subject.handle, subject.account = handle, row["account_id"]
    return ""


def _offer(row: dict[str, Any], site: str, subject: Subject) -> str:
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


def _option(row: dict[str, Any], site: str, subject: Subject) -> str:
    native, title, handle = row.pop("native_id", None), row.pop("title", None), row.pop("handle", None)
    stated = native or title
    row["offer_id"] = offer_id(site, native, handle or subject.handle, title) if stated else subject.offer
    return "" if row["offer_id"] else "offer"


def _rating(row: dict[str, Any], site: str, subject: Subject) -> str:
    handle = row.pop("handle", None)
    row["account_id"] = account_id(site, handle) if handle else subject.account
    return "account" if not row["account_id"] else "" if row.get("market") else "market"


def _feedback(row: dict[str, Any], site: str, subject: Subject) -> str:
    native, handle = row.pop("native_id", None), row.pop("handle", None)
    row["account_id"] = account_id(site, handle) if handle else subject.account
    about_another = row.get("offer_title") is not None and row["offer_title"] != subject.title
    row["offer_id"] = (
        offer_id(site, native, None, None) if native else None if about_another else subject.offer
    )
    return ""


def _post(row: dict[str, Any], site: str, subject: Subject) -> str:
    handle = row.get("handle")
    row["account_id"] = account_id(site, handle) if handle else None
    return "" if handle or row.get("text") else "handle or text"


def _rate(row: dict[str, Any], site: str, subject: Subject) -> str:
    return next((name for name in ("base", "quote", "rate") if row.get(name) is None), "")


_IDENTIFY: dict[str, Callable[[dict[str, Any], str, Subject], str]] = {
    "account_observation": _account,
    "offer_observation": _offer,
    "price_option": _option,
    "external_rating": _rating,
    "feedback": _feedback,
    "post": _post,
    "rate": _rate,
}
