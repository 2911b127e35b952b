"""Names that are safe in paths and in SQL, made from names that anybody may have chosen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from filature.ids import short_id

LONGEST_SLUG = 48
LONGEST_COLUMN = 200


def slug(name: str) -> str:
    """``name`` as a-z, 0-9 and `_`, at most 48 characters; what is cut, and a name without letters, gets a digest."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    short = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if not short or len(short) > LONGEST_SLUG:
        return f"{short[: LONGEST_SLUG - 9].rstrip('_') or 't'}_{_digest(name)}"
    return short


def raw_tables(database: str, relations: Iterable[str]) -> dict[str, str]:
    """Relation to the name of its raw table. Of two with the same slug, the second one gets a digest of its name."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for relation in relations:
        name = f"raw_{slug(database)}_{slug(relation)}"
        if name in taken:
            name = f"{name}_{_digest(relation)}"
        taken.add(name)
        names[relation] = name
    return names


def raw_columns(columns: Iterable[str]) -> list[str]:
    """Names of the columns in a raw table: as they are, but told apart without regard to case, and not endless."""
    names: list[str] = []
    taken = {"capture_id", "_row"}
    for column in columns:
        base = column.replace("\x00", "\ufffd") or "column"
        if len(base) > LONGEST_COLUMN:
            base = f"{base[: LONGEST_COLUMN - 9]}_{_digest(column)}"
        name, number = base, 1
        while name.lower() in taken:
            number += 1
            name = f"{base}_{number}"
        taken.add(name.lower())
        names.append(name)
    return names


def _digest(name: str) -> str:
    return short_id("n", name).removeprefix("n_")[:8]
