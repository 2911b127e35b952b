"""Tron addresses."""

from __future__ import annotations

from filature.selectors.kind import Example, Kind
from filature.selectors.kinds import _base58

KINDS = (
    Kind(
        name="trx",
        meaning="A Tron address, also of tokens on Tron (USDT TRC-20).",
        source="Tron protocol documentation, account address format (base58check prefix 0x41)",
        patterns=(rf"\bT{_base58.LETTER}{{33}}\b",),
        marks=("34",),
        read=_base58.reader({b"\x41": ("", "main")}),
        examples=(
            Example("USDT TRC20 : TLeUZDGLWnyiJVFcp3m3M1782uBsGWa8uf", "TLeUZDGLWnyiJVFcp3m3M1782uBsGWa8uf"),
        ),
        refused=("TLeUZDGLWnyiJVFcp3m3M1782uBsGWa8ug", "TLeUZDGLWnyiJVFcp3m3M1782uBsGWa8uf1"),
    ),
)
