"""Text to numbers: counts, decimals, percentages, ranges, ratings, money."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from filature.reading.mapping.values import words

NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[.,]\d+)"
_NUMBER = re.compile(NUMBER)
SHORT, LONGEST = 64, 40
P, R = ParamSpec("P"), TypeVar("R")
_COUNT = re.compile(rf"([-−]?)({NUMBER})\s*([kKmM]\b)?")
_GROUP = re.compile(r"[^\d.,]")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_SCALES = {"k": 1_000, "m": 1_000_000}
_RATING = re.compile(rf"({NUMBER})\s*(?:/|out of|sur|von)\s*({NUMBER})", re.I)
_PERCENT = re.compile(rf"{NUMBER}\s*%")
# "$5", "485.00 USD/112g": the forms of nearly all prices, without a list of currencies to try.
_PRICE = re.compile(r"([^\W\d_]{3}|[$€£฿])?\s?(\d[\d,]*(?:\.\d+)?)(?:\s?([^\W\d_]{3}|[$€£฿]))?(?:/(\S[^\n]*))?")
_UNIT = re.compile(r"\s*(?:/|\bper\b|\bpar\b|\bpro\b)\s*(.+)", re.I | re.S)


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
    kept = lru_cache(8192)(function)

    @wraps(function)
    def answer(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return (kept if len(text) <= SHORT else function)(text, *args, **kwargs)  # type: ignore[arg-type]

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


@remembered
def money(text: str, decimal_comma: bool = False, currency: str | None = None) -> Parts:
    """The first amount with a currency beside it, else the first amount in ``currency``.

    Others: ``currency`` (code), ``max`` (a range's upper end), ``unit`` (what follows "/"), ``text`` (as shown).
    ValueError when there is no amount.
    """
    if (simple := _PRICE.fullmatch(text)) and (found_simply := _simple(simple, text, decimal_comma)):
        return found_simply
    chosen: re.Match[str] | None = None
    for found in _amounts().finditer(text):
        if found["before"] or found["after"]:
            chosen = found
            break
        chosen = chosen or found
    if chosen is None:
        raise ValueError("no amount")
    code, scale = _code((chosen["before"] or chosen["after"] or "").lower(), currency)
    others: dict[str, Any] = {"currency": code, "text": text.strip()}
    if chosen["high"]:
        others["max"] = number(chosen["high"], decimal_comma) * scale
    if unit := _UNIT.match(text, chosen.end()):
        others["unit"] = unit[1].strip().split("\n")[0]
    return Parts(number(chosen["low"], decimal_comma) * scale, "amount", others)


def _simple(found: re.Match[str], text: str, decimal_comma: bool) -> Parts | None:
    """A price in one of the common forms, when exactly one currency stands there."""
    code = _spellings().get((found[1] or found[3] or "").lower())
    if code is None or (found[1] and found[3]):
        return None
    others = {"currency": code, "text": text, **({"unit": found[4].strip()} if found[4] else {})}
    return Parts(number(found[2], decimal_comma), "amount", others)


def _code(spelling: str, default: str | None) -> tuple[str | None, Decimal]:
    if spelling in words()["fractions"]:
        code, part = words()["fractions"][spelling]
        return code, Decimal(str(part))
    return _spellings().get(spelling, default), Decimal(1)


@cache
def _spellings() -> dict[str, str]:
    return {s.lower(): code for code, spellings in words()["currencies"].items() for s in spellings}


@cache
def _interval() -> re.Pattern[str]:
    return re.compile(rf"({NUMBER}\s*[kKmM]?)\s*(?:{_one_of(words()['between'])})\s*({NUMBER}\s*[kKmM]?)")


@cache
def _amounts() -> re.Pattern[str]:
    """An amount or a range of amounts, with a currency before or after it."""
    token = rf"(?<![^\W\d_])(?:{_one_of([*_spellings(), *words()['fractions']])})(?![^\W\d_])"
    low, high = rf"(?P<low>{NUMBER}(?:\s?[kK]\b)?)", rf"(?P<high>{NUMBER}(?:\s?[kK]\b)?)"
    between = _one_of(words()["between"])
    reach = rf"(?:\s*(?:{token})?\s*(?:{between})\s*(?:{token})?\s*{high})?"
    return re.compile(rf"(?:(?P<before>{token})[\s:]*)?{low}{reach}(?:\s*(?P<after>{token}))?", re.I)


def _one_of(spellings: Iterable[str]) -> str:
    return "|".join(re.escape(s) for s in sorted(set(spellings), key=lambda s: (-len(s), s)))
