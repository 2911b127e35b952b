"""Values of a site file's row to a row of a table: types checked, ids made, the rest into `details`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from filature.ids import account_id, offer_id
from filature.reading.extract import Remark, plain
from filature.reading.transforms import Parts
from filature.tables import ALL
from filature.tables.model import FLAG, INT, MOMENT, MONEY, REAL, TEXT, TEXTS

_SHARED = ("currency", "unit", "age_seconds")
_OF_ONE_ACCOUNT = frozenset(["vendor", "listing", "feedback", "pgp", "user"])
_EDGE = Decimal(10) ** 16
_STEP = Decimal(1).scaleb(-12)


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
    """``values`` as columns of ``table``; parts go to the columns named after them, unknown names to `details`."""
    types, row, details = _types(table), {}, {}
    for name, value in values.items():
        if name.startswith("_"):
            continue
        if name.startswith("details."):
            details[name[8:]] = plain(value)
            continue
        main = value.value if isinstance(value, Parts) else value
        if main is not None:
            row[name] = _column(types.get(name, TEXT), main, name, remark)
        if isinstance(value, Parts):
            for part, other in value.others.items():
                target = _target(name, part, types)
                if target and other is not None and target not in values:
                    row[target] = _column(types[target], other, target, remark)
    details = {key: value for key, value in details.items() if value is not None and value != {}}
    if details:
        row["details"] = canonical(details)
    return row


def canonical(value: Any) -> str:
    """JSON with sorted keys, as `details` holds it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


_TYPES = {name: {c.name: c.type for c in table.columns} for name, table in ALL.items()}


def _types(table: str) -> dict[str, pa.DataType]:
    return _TYPES[table]


def _target(name: str, part: str, types: dict[str, pa.DataType]) -> str | None:
    """The column for a part: `price` and `max` give `price_max`, `posted_at` and `text` give `posted_text`."""
    for candidate in (f"{name}_{part}", f"{name.removesuffix('_at')}_{part}"):
        if candidate in types:
            return candidate
    return part if part in _SHARED and part in types else None


def _column(kind: pa.DataType, value: Any, name: str, remark: Remark) -> Any:
    """``value`` as Arrow will take it for ``kind``; None, with a remark, when it does not fit."""
    try:
        return _CASTS[kind](value)
    except (TypeError, ValueError, ArithmeticError):
        remark(name, "wrong_type", str(value))
        return None


def _int(value: Any) -> int:
    if isinstance(value, str) or value != int(value) or abs(value) >= 2**63:
        raise ValueError("not a whole number")
    return int(value)


def _money(value: Any) -> Decimal:
    amount = value if isinstance(value, Decimal) else Decimal(str(value))
    if not abs(amount) < _EDGE:
        raise ValueError("out of range")
    return amount.quantize(_STEP)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not a flag")
    return value


def _moment(value: Any) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError("not a moment")
    return value


_CASTS: dict[pa.DataType, Callable[[Any], Any]] = {
    TEXT: lambda v: ", ".join(map(str, v)) if isinstance(v, list) else str(v),
    TEXTS: lambda v: [str(e) for e in v] if isinstance(v, list) else [str(v)],
    REAL: lambda v: float(v),
    INT: _int,
    MONEY: _money,
    FLAG: _flag,
    MOMENT: _moment,
}


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
