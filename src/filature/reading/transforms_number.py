"""Text to numbers: counts, decimals, percentages, ranges, ratings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from filature.reading.mapping.values import words

NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[.,]\d+)"
_NUMBER = re.compile(NUMBER)
SHORT, LONGEST = 64, 40
P = ParamSpec("P")
R = TypeVar("R")
_COUNT = re.compile(rf"([-−]?)({NUMBER})\s*([kKmM]\b)?")
_GROUP = re.compile(r"[^\d.,]")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_SCALES = {"k": 1_000, "m": 1_000_000}
_RATING = re.compile(rf"({NUMBER})\s*(?:/|out of|sur|von)\s*({NUMBER})", re.I)
_PERCENT = re.compile(rf"{NUMBER}\s*%")


@dataclass(frozen=True, slots=True)
class Parts:
    """A value that carries others: ``value`` is the column's, ``others`` go to columns named after it.

    ``main`` names the value where all are written as one JSON object (fields below `details`).
    """

    value: Any
    main: str = "value"
    others: dict[str, Any] = field(default_factory=dict)


def remembered(function: Callable[Concatenate[str, P], R]) -> Callable[Concatenate[str, P], R]:
    """``function`` of a text with its answers kept for short texts: pages repeat the same few."""
    kept = cast(Callable[Concatenate[str, P], R], lru_cache(8192)(function))

    @wraps(function)
    def answer(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return kept(text, *args, **kwargs) if len(text) <= SHORT else function(text, *args, **kwargs)

    return answer


@remembered
def number(text: str, decimal_comma: bool = False) -> Decimal:
    """The number that ``text`` begins with or holds first; ValueError when there is none.

    Of two kinds of separator the last is the decimal one; a lone comma groups when three digits follow it,
    unless ``decimal_comma``; a lone dot is the decimal one, unless ``decimal_comma`` and three digits follow.
    """
    found = _COUNT.search(text)
    if found is None:
        raise ValueError("no number")
    if len(found[2]) > LONGEST:
        raise ValueError("a number beyond all reason")
    digits = found[2] if found[2].isdigit() else _plain(_GROUP.sub("", found[2]), decimal_comma) or "0"
    value = Decimal(digits)
    if found[3]:
        value *= _SCALES[found[3].lower()]
    return -value if found[1] else value


def _plain(digits: str, decimal_comma: bool) -> str:
    comma, dot = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and dot >= 0:
        decimal = "," if comma > dot else "."
    elif comma >= 0:
        grouped = not decimal_comma and _THOUSANDS.fullmatch(digits) is not None
        decimal = "." if grouped or digits.count(",") > 1 else ","
    else:
        grouped = digits.count(".") > 1 or (decimal_comma and _THOUSANDS.fullmatch(digits) is not None)
        decimal = "," if grouped else "."
    other = "." if decimal == "," else ","
    return digits.replace(other, "").replace(decimal, ".").rstrip(".")


def integer(text: str, decimal_comma: bool = False) -> int:
    """A whole number ("1,490", "15k"); ValueError when there is none or it has a fraction."""
    value = number(text, decimal_comma)
    if value != value.to_integral_value():
        raise ValueError("not a whole number")
    return int(value)


@remembered
def interval(text: str, decimal_comma: bool = False) -> Parts:
    """ "15~25" as 15 with ``max`` 25; "300+" and "40" have no ``max``; ValueError without a number."""
    found = _interval().search(text)
    if found is None:
        return Parts(number(text, decimal_comma), "min")
    low, high = number(found[1], decimal_comma), number(found[2], decimal_comma)
    return Parts(low, "min", {"max": high})


@remembered
def rating(text: str, decimal_comma: bool = False) -> Parts:
    """ "4.94/5" as 4.94 with ``max`` 5; "97 %" as 97 with ``max`` 100; a bare number has no ``max``."""
    found = _RATING.search(text)
    if found:
        return Parts(number(found[1], decimal_comma), "rating", {"max": number(found[2], decimal_comma)})
    value = number(text, decimal_comma)
    return Parts(value, "rating", {"max": Decimal(100)} if _PERCENT.search(text) else {})


@cache
def _interval() -> re.Pattern[str]:
    return re.compile(rf"({NUMBER}\s*[kKmM]?)\s*(?:{one_of(words()['between'])})\s*({NUMBER}\s*[kKmM]?)")


def one_of(spellings: Iterable[str]) -> str:
    """A pattern for any of ``spellings``, the longest first."""
    return "|".join(re.escape(s) for s in sorted(set(spellings), key=lambda s: (-len(s), s)))
