"""Rows of numbers: dumps of memory and tables of codes hold groups of digits that look like a number in groups."""

from __future__ import annotations

import re

_GROUP = rb"(?=[A-Fa-f]{0,7}[0-9])[0-9A-Fa-f]{2,8}"
_BEFORE = re.compile(rb"(?<![0-9A-Za-z])" + _GROUP + rb"[ -]$")
_AFTER = re.compile(rb"[ -]" + _GROUP + rb"(?![0-9A-Za-z/:.])")
_REACH = 10


def in_a_row(text: bytes, start: int, end: int) -> bool:
    """Whether one more group of hexadecimal digits stands right before or after a candidate, on the same line."""
    return bool(_BEFORE.search(text, max(0, start - _REACH), start) or _AFTER.match(text, end))
