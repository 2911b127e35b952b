"""Where a candidate begins and ends: what touches it, and whether its page showed only its first part."""

from __future__ import annotations

import re

_CUT = re.compile(rb"\s{0,2}(?:\.{2,}|\xe2\x80\xa6)")
_MISREAD = (b"\xc3\xa2\xc2", b"\xc3\xa2\xe2\x82\xac")
"""A punctuation mark of UTF-8 that was read in a Latin charset: its first character only looks like a letter."""


def letter_before(text: bytes, start: int) -> bool:
    """Whether a letter or digit of an alphabet with spaces between words stands right before ``start``.

    Scripts without such spaces (Chinese, Japanese, Thai), typographic quotes and no-break spaces do not count.
    """
    return start > 0 and _joins(text[max(0, start - 4) : start].decode("utf-8", "ignore")[-1:])


def letter_after(text: bytes, end: int) -> bool:
    """Whether a letter or digit of an alphabet with spaces between words stands right after ``end``."""
    return _joins(text[end : end + 4].decode("utf-8", "ignore")[:1]) and not text.startswith(_MISREAD, end)


def touched(text: bytes, start: int, end: int, also: bytes = b"") -> bool:
    """Whether a letter, a digit or a byte of ``also`` touches a candidate on either side."""
    return (
        letter_before(text, start)
        or letter_after(text, end)
        or (start > 0 and text[start - 1] in also)
        or (end < len(text) and text[end] in also)
    )


def cut_off(text: bytes, end: int) -> bool:
    """Whether an ellipsis follows: the page shows the beginning of a text, and the candidate may be a part."""
    return _CUT.match(text, end) is not None


def _joins(char: str) -> bool:
    return char.isalnum() and (char < "\u0e00" or "\u1e00" <= char < "\u2000")
