"""Telephone numbers by themselves, without the text around them: read, and compared with how they are written."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import phonenumbers
from phonenumbers import PhoneNumberFormat

_DIGITS = re.compile(r"[0-9]+")
_NORTH_AMERICA = re.compile(r"(?:1[ .-])?\(?[2-9]\d\d\)?[ .-]{1,2}[2-9]\d\d[ .-]\d{4}$")


class Number(NamedTuple):
    """A number that a numbering plan has: in E.164, its country, its sort of line, its groups as the plan writes them."""

    value: str
    country: str | None
    line: str
    groups: tuple[str, ...]


def groups(raw: str) -> list[str]:
    """The groups of digits of a number."""
    return _DIGITS.findall(raw)


def north_american(raw: str) -> bool:
    """Whether a number is written as in North America, without the country code."""
    return _NORTH_AMERICA.match(raw) is not None


def in_steps(raw: str) -> bool:
    """Whether the groups are a row such as 01 02 03 04 05."""
    values = [int(group) for group in groups(raw)]
    return len(values) > 2 and len({b - a for a, b in pairwise(values)}) == 1


@lru_cache(16_384)
def parsed(raw: str, home: str) -> Number | None:
    """The number as written in ``home`` (or in North America's form), None when no numbering plan has it."""
    zeros = raw.startswith("00")
    region = "US" if north_american(raw) else home
    try:
        number = phonenumbers.parse("+" + raw[2:] if zeros else raw, region)
    except phonenumbers.NumberParseException:
        return None
    sort = phonenumbers.number_type(number)
    if sort == phonenumbers.PhoneNumberType.UNKNOWN:
        return None
    shape = PhoneNumberFormat.INTERNATIONAL if zeros else PhoneNumberFormat.NATIONAL
    return Number(
        phonenumbers.format_number(number, PhoneNumberFormat.E164),
        phonenumbers.region_code_for_number(number),
        phonenumbers.PhoneNumberType.to_string(sort).lower(),
        tuple(groups(phonenumbers.format_number(number, shape))),
    )


def as_planned(raw: str, number: Number) -> bool:
    """Whether the groups are those in which the numbering plan writes the number: nobody groups an order number so."""
    written = groups(raw)
    if written[0] == "00":
        written = written[1:]
    elif written[0].startswith("00"):
        written[0] = written[0][2:]
    return len(written) > 3 and tuple(written) == number.groups
