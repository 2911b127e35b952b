"""Values of a site file to columns of a table: types checked, parts to their columns, JSON for `details`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa

from filature.reading.transforms import Parts
from filature.tables import ALL
from filature.tables.model import FLAG, INT, MOMENT, MONEY, REAL, TEXT, TEXTS

_SHARED = ("currency", "unit", "age_seconds")
Cast = Callable[[Any], Any]
Remark = Callable[[str, str, str], None]
_EDGE = Decimal(10) ** 16
_STEP = Decimal(1).scaleb(-12)

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def canonical(value: Any) -> str:
    """JSON with sorted keys, as `details` holds it."""
    return _encode(value)


def details_of(parts: Mapping[str, str]) -> str:
    """`details` from its values, each in JSON already: the same text as `canonical` of all."""
    return "{" + ", ".join([f"{_encode(key)}: {parts[key]}" for key in sorted(parts)]) + "}"


def plain(value: Any) -> Any:
    """A value as JSON holds it: parts become an object, decimals numbers, moments ISO 8601."""
    if isinstance(value, Parts):
        return {k: plain(v) for k, v in {value.main: value.value, **value.others}.items() if v is not None}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if not k.startswith("_")}
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if hasattr(value, "strftime") else value


@cache
def part_column(table: str, name: str, part: str) -> str | None:
    """The column for a part: `price` and `max` give `price_max`, `posted_at` and `text` give `posted_text`."""
    columns = CASTS[table]
    for candidate in (f"{name}_{part}", f"{name.removesuffix('_at')}_{part}"):
        if candidate in columns:
            return candidate
    return part if part in _SHARED and part in columns else None


def cast(convert: Cast, value: Any, name: str, remark: Remark) -> Any:
    """``value`` as Arrow will take it; None, with a remark, when it does not fit."""
    try:
        return convert(value)
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


_BY_TYPE: dict[pa.DataType, Cast] = {
    TEXT: _text,
    TEXTS: _texts,
    REAL: float,
    INT: _int,
    MONEY: _money,
    FLAG: _flag,
    MOMENT: _moment,
}
CASTS = {name: {c.name: _BY_TYPE[c.type] for c in table.columns} for name, table in ALL.items()}
"""How each column of each table takes a value."""
