"""Rows of numbers: dumps of memory and tables of codes hold groups of digits that look like a number in groups."""

from __future__ import annotations

import re
from functools import cache

_REACH = 10


@cache
def _group(least: int) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """A group of so many hexadecimal digits right before a place, and right after it; a date or a time is none."""
    group = rb"(?=[A-Fa-f]{0,7}[0-9])[0-9A-Fa-f]{%d,8}" % least
    return re.compile(rb"(?<![0-9A-Za-z])" + group + rb"[ -]$"), re.compile(
        rb"[ -]" + group + rb"(?![0-9A-Za-z/:.])"
    )


def in_a_row(text: bytes, start: int, end: int, least: int) -> bool:
    """Whether one more group of at least so many hexadecimal digits stands beside a candidate, on the same line."""
    before, after = _group(least)
    return bool(before.search(text, max(0, start - _REACH), start) or after.match(text, end))
