"""Ids of transactions, where the words near them say so."""

from __future__ import annotations

from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._said import said, said_before


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    value = text[start:end].decode().lower()
    if len(set(value)) < 8 or said_before("openpgp", text, start, 30):
        return
    if said_before("transaction", text, start, 40) or said("transaction", text, start, end, 12):
        yield Hit(start, end, value, check=FORM_ONLY)


_ID = "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"
KINDS = (
    Kind(
        name="txid",
        meaning="The id of a transaction on a chain of blocks.",
        source="Bitcoin, Monero: 64 hexadecimal digits; Ethereum: the same after 0x; known by the words near it",
        patterns=(r"\b(?:0[xX])?[0-9a-fA-F]{64}\b",),
        marks=("64|66",),
        read=_read,
        examples=(
            Example(f"TXID: {_ID.upper()}", _ID),
            Example(f"https://blockchair.example/bitcoin/transaction/{_ID}", _ID),
            Example(f"tx 0x{_ID} sur etherscan", f"0x{_ID}"),
        ),
        refused=(f"sha256 {_ID}", f"tx {_ID}0", f"tx {_ID[:-1]}", f"tx {'0' * 64}"),
    ),
)
