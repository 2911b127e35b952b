"""Tell a captured table from its name and its first bytes."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from filature.sources.tabular.packed import plain_head

_SUFFIXES = frozenset(
    [".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".jsonl", ".ndjson", ".parquet"]
)
_TEXT = frozenset(["", ".txt", ".dat", ".log", ".lst", ".list"])
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|div|table|\?xml|svg|p|br)\b", re.IGNORECASE)


def looks_tabular(name: str, head: bytes) -> bool:
    """Whether a file of this name and these first bytes, packed or not, is a table.

    Known endings count unless the content is markup. A text file counts when it is JSON, when its lines have
    the same number of cells, or when all its lines are short names under one another.
    """
    suffix = PurePosixPath(re.sub(r"\.(?:gz|bz2|xz)$", "", name.lower())).suffix
    plain = plain_head(head)
    if plain.startswith(b"PAR1"):
        return True
    if has_markup(plain):
        return False
    if suffix in _SUFFIXES:
        return True
    if suffix not in _TEXT or not plain.strip():
        return False
    from filature.sources.tabular.even_lines import is_tabular_text  # noqa: PLC0415 (pages need no look at their text)

    return is_tabular_text(plain)


def has_markup(plain: bytes) -> bool:
    """Whether a page, or another text in XML or HTML, begins with these bytes."""
    return _MARKUP.search(plain, 0, 4096) is not None
