"""Identifiers whose characters stand apart: v e n d o r @ m a i l . c o m."""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from filature.selectors.disguises import Edit
from filature.selectors.limit import Limit

_RUN = re2.compile(rb"(?:[0-9A-Za-z@._+:/-] ){7,200}[0-9A-Za-z@._+:/-]")
_ADDRESS = re.compile(rb"@[^@]+\.|://|^t\.me/|\.onion")
_COIN_LENGTH = 26


def edits(data: bytes, limit: Limit) -> Iterator[Edit]:
    """Runs of single characters that are an address once they stand together, as in `disguises.edits`."""
    for found in limit.candidates(_RUN.finditer(data)):
        start, end = found.span()
        start += 2 * (start > 0 and data[start - 1 : start].isalnum())
        end -= 2 * data[end : end + 1].isalnum()
        word = data[start:end].replace(b" ", b"")
        if _ADDRESS.search(word) or _is_coin(word):
            yield start, end, word


def _is_coin(word: bytes) -> bool:
    """Whether letters and digits are as many and as mixed as in the address of a coin."""
    return len(word) >= _COIN_LENGTH and word.isalnum() and not word.isalpha() and not word.isdigit()
