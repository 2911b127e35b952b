"""Tell a table from the lines of its text, where its name does not tell."""

from __future__ import annotations

import re

from filature.sources.tabular.first_bytes import guess

DELIMITERS = (",", "\t", ";", "|")


def is_tabular_text(head: bytes) -> bool:
    """Whether these first bytes of a text are JSON, lines with the same number of cells, or names one below the other."""
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
