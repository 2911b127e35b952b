"""Text to amounts of money: the amount, its currency, the upper end of a range, the unit it is for."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any

from filature.reading.mapping.values import words
from filature.reading.transforms_number import LONGEST, NUMBER, Parts, number, one_of, remembered

# "$5", "485.00 USD/112g": the forms of nearly all prices, without a list of currencies to try.
_PRICE = re.compile(
    r"([^\W\d_]{3}|[$€£฿])?\s?(\d[\d,]*(?:\.\d+)?)(?:\s?([^\W\d_]{3}|[$€£฿]))?(?:/(\S[^\n]*))?"
)
_UNIT = re.compile(r"\s*(?:/|\bper\b|\bpar\b|\bpro\b)\s*(.+)", re.I | re.S)


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
    digits = found[2]
    plain = digits.isascii() and len(digits) <= LONGEST and not decimal_comma and "," not in digits
    return Parts(Decimal(digits) if plain else number(digits, decimal_comma), "amount", others)


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
    token = rf"(?<![^\W\d_])(?:{one_of([*_spellings(), *words()['fractions']])})(?![^\W\d_])"
    low, high = rf"(?P<low>{NUMBER}(?:\s?[kK]\b)?)", rf"(?P<high>{NUMBER}(?:\s?[kK]\b)?)"
    between = one_of(words()["between"])
    reach = rf"(?:\s*(?:{token})?\s*(?:{between})\s*(?:{token})?\s*{high})?"
    return re.compile(rf"(?:(?P<before>{token})[\s:]*)?{low}{reach}(?:\s*(?P<after>{token}))?", re.I)
