"""Whether the first row of a table names its columns, and a header that ran into the first row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

_VALUE = re.compile(
    r"^\s*[-+$€£]?\s*\d[\d\s.,:/%-]*$|^\s*(?:USD|EUR|GBP|BTC)\s|https?://|-----BEGIN", re.IGNORECASE
)
MAX_NAME = 60


def plain_name(name: str) -> str:
    """A column name for comparison: lower case, without accents, words joined by one underscore."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "_".join(re.findall(r"[^\W_]+", bare.lower()))


def is_header(first: Sequence[str], others: Sequence[Sequence[str]], known: Collection[str]) -> bool:
    """Whether ``first`` names the columns of ``others``: by known names, else because it differs in kind from them."""
    cells = [c.strip() for c in first]
    named = [c for c in cells if c]
    if not named or any(len(c) > MAX_NAME or "\n" in c or _VALUE.search(c) for c in named):
        return False
    if len({c.lower() for c in named}) < len(named):
        return False
    hits = sum(plain_name(c) in known for c in named)
    if hits * 2 >= len(named) or hits >= 2:
        return True
    if hits == 0 and any(c in {o[i] for o in others if i < len(o)} for i, c in enumerate(cells) if c):
        return False
    return any(_all_values(i, others) for i, c in enumerate(cells) if c)


def is_value(cell: str) -> bool:
    """Whether a cell is a number, a price, a date, an address or a key, and so names no column."""
    return _VALUE.search(cell) is not None


def _all_values(column: int, rows: Sequence[Sequence[str]]) -> bool:
    cells = [row[column] for row in rows if column < len(row) and row[column].strip()]
    return bool(cells) and all(_VALUE.search(c) for c in cells)


def unglue(first: list[str], width: int, known: Collection[str]) -> tuple[list[str], list[str]] | None:
    """Header and first row of a line that holds both, run together at one cell; None when it is not such a line.

    Such a line has twice the cells less one, and the joined cell begins with a known name.
    """
    if width < 2 or len(first) != 2 * width - 1:
        return None
    names, joint = first[: width - 1], first[width - 1]
    if sum(plain_name(n) in known for n in names if n.strip()) < max(1, (width - 1) // 2):
        return None
    for end in range(min(len(joint), MAX_NAME), 0, -1):
        if plain_name(joint[:end]) in known and joint[:end].strip() == joint[:end]:
            return [*names, joint[:end]], [joint[end:], *first[width:]]
    return None
