"""Values that no table may hold whole, such as numbers of payment cards: a part to show, a keyed hash to compare."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

HEAD, TAIL = 6, 4
"""Digits that stay (PCI DSS 3.4): the first six name the issuer, the last four the card to its holder."""


def masked(value: str) -> str:
    """``value`` with its first six and last four letters and digits; an asterisk stands for each other one."""
    places = [number for number, character in enumerate(value) if character.isalnum()]
    hidden = set(places[HEAD : len(places) - TAIL] if len(places) > HEAD + TAIL else places)
    return "".join("*" if number in hidden else c for number, c in enumerate(value))


def masked_within(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text``, as long as it was, with what stands in each of ``spans`` masked."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    pieces: list[str] = []
    done = 0
    for start, end in merged:
        pieces += (text[done:start], masked(text[start:end]))
        done = end
    return "".join([*pieces, text[done:]])


def keyed_hash(key: bytes, kind: str, value: str) -> str:
    """HMAC-SHA-256 (hex) of a value: who lacks the key of the case cannot try all numbers."""
    return hmac.new(key, f"{kind}\x1f{value}".encode(), hashlib.sha256).hexdigest()
