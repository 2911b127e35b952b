"""Codes of banks, where the word BIC or SWIFT stands right before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import bic

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind

_CODE = re.compile(rb"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$")


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    if (found := _CODE.search(text, start, end)) and bic.is_valid(value := found.group().decode()):
        yield Hit(found.start(), end, value, check=FORM_ONLY, details={"country": value[4:6]})


KINDS = (
    Kind(
        name="bic",
        meaning="The code of a bank (BIC, SWIFT code).",
        source="ISO 9362, countries of ISO 3166 and XK; the word BIC or SWIFT right before it",
        # A bare "SWIFT" before a word in capitals is fast shipping: it takes a colon, or "code", or a digit in the word.
        patterns=(
            r"\b(?i:BIC(?: ?/ ?SWIFT)?|SWIFT ?/ ?BIC|code (?:BIC|SWIFT)|SWIFT code)(?: ?[:=#-] ?| )"
            r"[A-Z]{6}[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?\b",
            r"\b(?i:SWIFT) ?[:=#] ?[A-Z]{6}[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?\b",
        ),
        marks=("~^bic|~swif", "~swif"),
        read=_read,
        examples=(
            Example("BIC: DEUTDEFF", "DEUTDEFF"),
            Example("code SWIFT BNPAFRPPXXX", "BNPAFRPPXXX"),
            Example("Swift : AGRIFRPP882", "AGRIFRPP882"),
        ),
        refused=("SWIFT DELIVERY", "DEUTDEFF", "BIC: DEUTZZFF", "BIC DEUTDEFF5", "swift: delivery"),
    ),
)
