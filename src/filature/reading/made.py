"""What one field gives to a row: its value, and the columns of the table that it fills."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

from filature.reading.row import CASTS, canonical, cast, part_column, plain
from filature.reading.transforms import Parts
from filature.tables import ALL
from filature.tables.model import TEXT

Remark = Callable[[str, str, str], None]
Maker = Callable[[Any, Remark], "Made"]
_NOTHING: Final[Mapping[str, Any]] = {}


class Made:
    """``value`` is what other fields see. ``columns`` go into the row, ``parts`` where no field of the file fills these
    columns itself, ``details`` (JSON by key) into the column of that name. None of them is ever changed."""

    __slots__ = ("columns", "details", "parts", "value")

    def __init__(
        self,
        value: Any,
        columns: Mapping[str, Any] = _NOTHING,
        parts: Mapping[str, Any] = _NOTHING,
        details: Mapping[str, str] = _NOTHING,
    ) -> None:
        self.value, self.columns, self.parts, self.details = value, columns, parts, details


@cache
def maker(table: str, name: str) -> Maker:
    """The function that makes of a value of the field ``name`` what it gives to a row of ``table``; a value that does
    not fit is remarked on."""
    convert = CASTS[table].get(name)
    if convert is not None:
        return _of_column(table, name)
    if name.startswith("details."):
        return _of_detail(name.removeprefix("details."))
    if name.startswith("_"):
        return lambda value, _: Made(value)
    return lambda value, _: Made(value, {name: value})


def _of_column(table: str, name: str) -> Maker:
    casts = CASTS[table]
    convert, targets = casts[name], dict[str, str | None]()

    as_it_is = ALL[table].column(name).type == TEXT

    def make(value: Any, remark: Remark) -> Made:
        if value.__class__ is str and as_it_is:
            return Made(value, {name: value})
        if value.__class__ is not Parts:
            return Made(value, {name: cast(convert, value, name, remark)})
        parts = {}
        for part, other in value.others.items():
            if part not in targets:
                targets[part] = part_column(table, name, part)
            if (target := targets[part]) and other is not None:
                parts[target] = cast(casts[target], other, target, remark)
        if value.value is None:
            return Made(value, _NOTHING, parts)
        return Made(value, {name: cast(convert, value.value, name, remark)}, parts)

    return make


def _of_detail(key: str) -> Maker:
    def make(value: Any, _: Remark) -> Made:
        if value.__class__ is str:
            return Made(value, details={key: canonical(value)})
        shown = plain(value)
        return Made(value) if shown is None or shown == {} else Made(value, details={key: canonical(shown)})

    return make


def together(value: Mapping[str, Any], several: Iterable[Made]) -> Made:
    """Several as one, with ``value`` for other fields."""
    columns, parts, details = dict[str, Any](), dict[str, Any](), dict[str, str]()
    for one in several:
        columns |= one.columns
        parts |= one.parts
        details |= one.details
    return Made(value, columns, parts, details)
