"""Dogecoin addresses."""

from __future__ import annotations

from filature.selectors.kind import Example, Kind
from filature.selectors.kinds import _base58

VERSIONS = {b"\x1e": ("p2pkh", "main"), b"\x16": ("p2sh", "main")}

KINDS = (
    Kind(
        name="doge",
        meaning="A Dogecoin address.",
        source="Dogecoin Core chainparams (base58 prefixes 30 and 22)",
        patterns=(rf"\b[DA9]{_base58.LETTER}{{33}}\b",),
        marks=("34",),
        read=_base58.reader(VERSIONS),
        examples=(
            Example(
                "doge=DFpN6QqFfUm3gKNaxN6tNcab1FArL9cZLE;", "DFpN6QqFfUm3gKNaxN6tNcab1FArL9cZLE", "p2pkh"
            ),
            Example("A37YDYSwz3438rFtm1SLVcQHyD7JeueC9H", "A37YDYSwz3438rFtm1SLVcQHyD7JeueC9H", "p2sh"),
        ),
        refused=("DFpN6QqFfUm3gKNaxN6tNcab1FArL9cZLe", "DFpN6QqFfUm3gKNaxN6tNcab1FArL9cZL"),
        subtypes=("p2pkh", "p2sh"),
    ),
)
