"""What one field gives to a row: its value, and the columns of the table that it fills."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from filature.reading.row import CASTS, canonical, cast, part_column, plain
from filature.reading.transforms import Parts

Remark = Callable[[str, str, str], None]


@dataclass(slots=True)
class Made:
    """``value`` is what other fields see. ``columns`` go into the row, ``parts`` where no field of the file fills these
    columns itself, ``details`` (JSON by key) into the column of that name."""

    value: Any
    columns: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)


def made(table: str, name: str, value: Any, remark: Remark) -> Made:
    """What the value of the field ``name`` gives to a row of ``table``; a value that does not fit is remarked on."""
    found, casts = Made(value), CASTS[table]
    convert = casts.get(name)
    if value.__class__ is Parts and convert is not None:
        if value.value is not None:
            found.columns[name] = cast(convert, value.value, name, remark)
        for part, other in value.others.items():
            target = part_column(table, name, part)
            if target and other is not None:
                found.parts[target] = cast(casts[target], other, target, remark)
    elif convert is not None:
        found.columns[name] = cast(convert, value, name, remark)
    elif name.startswith("details."):
        shown = plain(value)
        if shown is not None and shown != {}:
            found.details[name[8:]] = canonical(shown)
    elif not name.startswith("_"):
        found.columns[name] = value
    return found


def together(value: dict[str, Any], several: list[Made]) -> Made:
    """Several as one, with ``value`` for other fields."""
    found = Made(value)
    for one in several:
        found.columns |= one.columns
        found.parts |= one.parts
        found.details |= one.details
    return found
