"""Dash addresses."""

from __future__ import annotations

from filature.selectors.kind import Example, Kind
from filature.selectors.kinds import _base58

VERSIONS = {b"\x4c": ("p2pkh", "main"), b"\x10": ("p2sh", "main")}

KINDS = (
    Kind(
        name="dash",
        meaning="A Dash address.",
        source="Dash Core chainparams (base58 prefixes 76 and 16)",
        patterns=(rf"\b[X7]{_base58.LETTER}{{33}}\b",),
        marks=("34",),
        read=_base58.reader(VERSIONS),
        examples=(
            Example("Dash XmN7PQYWKn5MJFna5fRYgP6mxT2F7xpekE", "XmN7PQYWKn5MJFna5fRYgP6mxT2F7xpekE", "p2pkh"),
            Example("7d5vJtfDixGnEFRNcVSRarmaCBZeScHACn", "7d5vJtfDixGnEFRNcVSRarmaCBZeScHACn", "p2sh"),
        ),
        refused=("XmN7PQYWKn5MJFna5fRYgP6mxT2F7xpekF", "XXmN7PQYWKn5MJFna5fRYgP6mxT2F7xpekE"),
        subtypes=("p2pkh", "p2sh"),
    ),
)
