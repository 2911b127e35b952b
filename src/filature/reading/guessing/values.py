"""What a text on a page looks like: an amount, a time, an age, a rating, a label."""

from __future__ import annotations

import re

from filature.reading.guessing.words import labels_of, words
from filature.reading.sites.parse_fields import label_key
from filature.reading.transforms_money import money
from filature.reading.transforms_time import age

_RATING = re.compile(r"\b\d(?:\.\d+)?\s?/\s?(?:5|10)(?:\.0)?\b|[★☆]|\b\d{1,3}(?:\.\d+)? ?%")
_BETWEEN = re.compile(r"\s+(?:[-–—|»·•]|::)\s+|\s*(?:\||::)\s*|:\s+")
_MASKED = re.compile(r"(?<![\w*])[\w.-]{1,3}\*{2,}[\w.-]{0,3}(?![\w*])")
_DATES = (
    (re.compile(r"\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\b"), "%Y-%m-%d %H:%M:%S"),
    (re.compile(r"\b\d{4}-\d\d-\d\d \d\d:\d\d\b"), "%Y-%m-%d %H:%M"),
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), "%Y-%m-%d"),
    (re.compile(r"\b\d\d/\d\d/\d{4} \d\d:\d\d\b"), "%d/%m/%Y %H:%M"),
    (re.compile(r"\b\d\d/\d\d/\d{4}\b"), "%d/%m/%Y"),
    (re.compile(r"\b\d\d\.\d\d\.\d{4}\b"), "%d.%m.%Y"),
    (re.compile(r"\b\d{1,2}(?:st|nd|rd|th|er)? [^\W\d_]{3,9}\.? \d{4}(?:,? (?:at |à )?\d\d:\d\d)?\b"), ""),
    (
        re.compile(
            r"\b[^\W\d_]{3,9} \d{1,2}(?:st|nd|rd|th)?,? \d{4}(?:,? (?:at )?\d\d:\d\d(?::\d\d)?(?: [AP]M)?)?\b"
        ),
        "",
    ),
)


def is_amount(text: str) -> bool:
    """Whether a short text is an amount of money with its currency."""
    if not any(c.isdigit() for c in text):
        return False
    try:
        return bool(money(text).others["currency"])
    except (ValueError, ArithmeticError):
        return False


def time_field(text: str) -> dict[str, object] | None:
    """How a time in ``text`` is read: the keys `as`, `match`, `formats` of a field; None when there is none."""
    for pattern, layout in _DATES:
        if found := pattern.search(text):
            whole = found[0] == text.strip()
            field: dict[str, object] = {"as": "date"} if whole else {"match": pattern.pattern, "as": "date"}
            return {**field, "formats": [layout]} if layout.startswith("%d") else field
    try:
        age(text, None)
    except (ValueError, ArithmeticError):
        return None
    return {"as": "age"} if re.search(r"\d", text) and len(text) < 60 else None


def has_rating(text: str) -> bool:
    """Whether a text states a rating: "4.9/5", stars, a percentage."""
    return bool(_RATING.search(text))


def is_masked(text: str) -> bool:
    """Whether a text shows a name that the site has masked ("B***e")."""
    return bool(_MASKED.search(text))


def label_column(text: str, group: str) -> str | None:
    """The column that a label stands for; None when it is no label that is known."""
    return labels_of(group).get(label_key(text)) if len(text) <= 40 else None


def is_heading_word(text: str) -> bool:
    """Whether a heading names a part of a page, not what the page is about."""
    return label_key(text) in words()["headings"]


def title_parts(title: str) -> list[str]:
    """The parts of a document's title: site, kind of page, subject, in whatever order."""
    return [part for part in _BETWEEN.split(title) if part]
