"""International bank account numbers, also in groups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from stdnum import iban, numdb

from filature.selectors.kind import Example, Hit, Kind
from filature.selectors.kinds._edges import touched


@cache
def _length(country: str) -> int:
    """How many letters and digits an account number of a country has, 0 when the country has none."""
    found: dict[str, str] = numdb.get("iban").info(country)[0][1]
    return 4 + sum(int(n) for n in re.findall(r"(\d+)!", found["bban"])) if found else 0


def _read(text: bytes, start: int, _: int) -> Iterator[Hit]:
    if (length := _length(text[start : start + 2].decode().upper())) == 0:
        return
    kept, at = bytearray(), start
    while len(kept) < length and at < len(text):
        at += bool(kept) and text[at] in b" .-"
        if not text[at : at + 1].isalnum():
            return
        kept += text[at : at + 1]
        at += 1
    value = kept.decode()
    if (
        value in (value.upper(), value.lower())
        and not touched(text, start, at)
        and iban.is_valid(value, check_country=False)
    ):
        yield Hit(start, at, value.upper(), details={"country": value[:2].upper()})


KINDS = (
    Kind(
        name="iban",
        meaning="An international bank account number.",
        source="ISO 13616 and its registry (length and structure by country), ISO 7064 (97-10); python-stdnum",
        patterns=(r"(?i)\b[a-z]{2}[0-9]{2}[ .-]?[a-z0-9]{4}[ .-]?[a-z0-9]{3}",),
        marks=("account",),
        read=_read,
        examples=(
            Example("IBAN GB82WEST12345698765432", "GB82WEST12345698765432"),
            Example("virement sur DE89 3704 0044 0532 0130 00 12 EUR", "DE89370400440532013000"),
            Example("fr14-2004-1010-0505-0001-3m02-606", "FR1420041010050500013M02606"),
            Example("BE68 5390 0754 7034.", "BE68539007547034"),
        ),
        refused=(
            "GB82WEST12345698765433",
            "GB82WEST123456987654321",
            "XGB82WEST12345698765432",
            "DE89 3704 0044 0532 0130",
            "ZZ89 3704 0044 0532 0130 00",
        ),
        covers=frozenset({"card", "phone", "plate", "tracking"}),
    ),
)
