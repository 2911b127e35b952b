"""Bitmessage addresses."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha512

from base58 import b58decode

from filature.selectors.kind import PASSED, Example, Hit, Kind
from filature.selectors.kinds._edges import letter_after, letter_before


def is_bitmessage(encoded: str) -> bool:
    """Whether base58 text holds a version of 1 to 4, a stream, a hash and the right checksum (two rounds of SHA-512)."""
    raw = b58decode(encoded)
    body, checksum = raw[:-4], raw[-4:]
    return (
        6 <= len(body) <= 24 and 1 <= body[0] <= 4 and sha512(sha512(body).digest()).digest()[:4] == checksum
    )


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    value = text[start:end].decode()
    apart = not letter_before(text, start) and not letter_after(text, end)
    if apart and is_bitmessage(value[3:]):
        yield Hit(start, end, f"BM-{value[3:]}", check=PASSED)


KINDS = (
    Kind(
        name="bitmessage",
        meaning="A Bitmessage address: BM- and base58 text with a checksum.",
        source="Bitmessage protocol specification, addresses",
        patterns=(r"\b(?:BM|bm|Bm)-[1-9A-HJ-NP-Za-km-z]{26,38}\b",),
        marks=("26-38",),
        read=_read,
        examples=(
            Example(
                "bitmessage: BM-87X8kJ883cWCkQLAhLT49YwcQkae1xRANrk", "BM-87X8kJ883cWCkQLAhLT49YwcQkae1xRANrk"
            ),
            Example(
                "BM-87X8kJ883cWCkQLAhLT49YwcQkae1xRANrk@bitmessage.ch",
                "BM-87X8kJ883cWCkQLAhLT49YwcQkae1xRANrk",
            ),
        ),
        refused=(
            "BM-87X8kJ883cWCkQLAhLT49YwcQkae1xRANrx",
            "BM-87X8kJ883cWCkQLAhLT49YwcQkae1xRANrkx",
            "XBM-87X8kJ883cWCkQLAhLT49YwcQkae1xRANrk",
            "BM-87X8kJ883cWCkQLAhLT49YwcQkae1xRANr",
            "BM-2014-03-17",
        ),
    ),
)
