"""Text to numbers: counts, decimals, percentages, ranges, ratings, money."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from filature.reading.mapping.values import words

NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[.,]\d+)"
_NUMBER = re.compile(NUMBER)
_COUNT = re.compile(rf"([-−]?)({NUMBER})\s*([kKmM]\b)?")
_SCALES = {"k": 1_000, "m": 1_000_000}
_UNIT = re.compile(r"\s*(?:/|\bper\b|\bpar\b|\bpro\b)\s*(.+)", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Parts:
    """A value that carries others: ``value`` is the column's, ``others`` go to columns named after it.

    ``main`` names the value where all are written as one JSON object (fields below `details`).
    """

    value: Any
    main: str = "value"
    others: dict[str, Any] = field(default_factory=dict)


def number(text: str, decimal_comma: bool = False) -> Decimal:
    """The number that ``text`` begins with or holds first; ValueError when there is none.

    Of two kinds of separator the last is the decimal one; a lone comma groups when three digits follow it,
    unless ``decimal_comma``; a lone dot is the decimal one, unless ``decimal_comma`` and three digits follow.
    """
    found = _COUNT.search(text)
    if found is None:
        raise ValueError("no number")
    digits = re.sub(r"[^\d.,]", "", found[2])
    value = Decimal(_plain(digits, decimal_comma) or "0") * _SCALES.get((found[3] or "").lower(), 1)
    return -value if found[1] else value


def _plain(digits: str, decimal_comma: bool) -> str:
    comma, dot = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and dot >= 0:
        decimal = "," if comma > dot else "."
    elif comma >= 0:
        grouped = not decimal_comma and re.fullmatch(r"\d{1,3}(,\d{3})+", digits)
        decimal = "." if grouped or digits.count(",") > 1 else ","
    else:
        grouped = digits.count(".") > 1 or (decimal_comma and re.fullmatch(r"\d{1,3}\.\d{3}", digits))
        decimal = "," if grouped else "."
    other = "." if decimal == "," else ","
    return digits.replace(other, "").replace(decimal, ".").rstrip(".")


def integer(text: str, decimal_comma: bool = False) -> int:
    """A whole number ("1,490", "15k"); ValueError when there is none or it has a fraction."""
    value = number(text, decimal_comma)
    if value != value.to_integral_value():
        raise ValueError("not a whole number")
    return int(value)


def interval(text: str, decimal_comma: bool = False) -> Parts:
    """ "15~25" as 15 with ``max`` 25; "300+" and "40" have no ``max``; ValueError without a number."""
    between = "|".join(re.escape(w) for w in words()["between"])
    found = re.search(rf"({NUMBER}\s*[kKmM]?)\s*(?:{between})\s*({NUMBER}\s*[kKmM]?)", text)
    if found is None:
        return Parts(number(text, decimal_comma), "min")
    low, high = number(found[1], decimal_comma), number(found[2], decimal_comma)
    return Parts(low, "min", {"max": high})


def rating(text: str, decimal_comma: bool = False) -> Parts:
    """ "4.94/5" as 4.94 with ``max`` 5; "97 %" as 97 with ``max`` 100; a bare number has no ``max``."""
    found = re.search(rf"({NUMBER})\s*(?:/|out of|sur|von)\s*({NUMBER})", text, re.I)
    if found:
        return Parts(number(found[1], decimal_comma), "rating", {"max": number(found[2], decimal_comma)})
    value = number(text, decimal_comma)
    return Parts(value, "rating", {"max": Decimal(100)} if re.search(rf"{NUMBER}\s*%", text) else {})


def money(text: str, decimal_comma: bool = False, currency: str | None = None) -> Parts:
    """The first amount with a currency beside it, else the first amount in ``currency``.

    Others: ``currency`` (code), ``max`` (a range's upper end), ``unit`` (what follows "/"), ``text`` (as shown).
    ValueError when there is no amount.
    """
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


def _code(spelling: str, default: str | None) -> tuple[str | None, Decimal]:
    if spelling in words()["fractions"]:
        code, part = words()["fractions"][spelling]
        return code, Decimal(str(part))
    return _spellings().get(spelling, default), Decimal(1)


@cache
def _spellings() -> dict[str, str]:
    return {s.lower(): code for code, spellings in words()["currencies"].items() for s in spellings}


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
