"""Values of a site file's row to columns of a table: types checked, what has no column into `details`."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa

from filature.reading.extract import Remark, plain
from filature.reading.transforms import Parts
from filature.tables import ALL
from filature.tables.model import FLAG, INT, MOMENT, MONEY, REAL, TEXT, TEXTS

_SHARED = ("currency", "unit", "age_seconds")
Cast = Callable[[Any], Any]
_EDGE = Decimal(10) ** 16
_STEP = Decimal(1).scaleb(-12)


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
