"""Tell a captured table from its name and its first bytes."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from filature.sources.tabular.first_bytes import guess
from filature.sources.tabular.packed import plain_head

DELIMITERS = (",", "\t", ";", "|")
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
    return suffix in _TEXT and bool(plain.strip()) and _is_tabular_text(plain)


def has_markup(plain: bytes) -> bool:
    """Whether a page, or another text in XML or HTML, begins with these bytes."""
    return _MARKUP.search(plain, 0, 4096) is not None


def _is_tabular_text(head: bytes) -> bool:
    text = head.decode(guess(head), "replace")
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[{", '["', "[\n", "[\r")):
        return re.match(r'\[?\s*(?:\{\s*"|"|\{\s*\})', start) is not None
    lines = [line for line in re.split(r"\r\n|\n|\r", text)[:-1][:400] if line.strip()]
    return len(lines) > 3 and (_even(lines) or _names(lines))


def _even(lines: list[str]) -> bool:
    """Whether nearly all lines hold the same number, two or more, of one delimiter."""
    for delimiter in DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=counts.count)
        if usual >= (1 if delimiter == "\t" else 2) and counts.count(usual) >= 0.9 * len(lines):
            return True
    return False


def _names(lines: list[str]) -> bool:
    """Whether the lines are names one below the other: short, few blanks, no sentences."""
    short = [
        line
        for line in lines
        if len(line) <= 60 and line.count(" ") <= 4 and not re.search(r"[.!?:;]\s*$", line)
    ]
    return len(lines) >= 20 and len(short) >= 0.97 * len(lines)
