"""Monero addresses."""

from __future__ import annotations

from collections.abc import Iterator

from filature.selectors.kind import Example, Hit, Kind
from filature.selectors.kinds import _base58, _monero

_NETWORKS = {
    18: ("standard", "main"),
    19: ("integrated", "main"),
    42: ("subaddress", "main"),
    53: ("standard", "test"),
    54: ("integrated", "test"),
    63: ("subaddress", "test"),
    24: ("standard", "stage"),
    25: ("integrated", "stage"),
    36: ("subaddress", "stage"),
}
_SIZES = {"standard": 65, "subaddress": 65, "integrated": 73}


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    data = _monero.decode(text[start:end])
    if data is None or data[0] not in _NETWORKS or len(data) != _SIZES[_NETWORKS[data[0]][0]]:
        return
    subtype, network = _NETWORKS[data[0]]
    details = _base58.of_network(network)
    if subtype == "integrated":
        details |= {
            "payment_id": data[65:].hex(),
            "standard": _monero.encode(bytes([data[0] - 1]) + data[1:65]),
        }
    yield Hit(start, end, text[start:end].decode(), subtype, details=details)


_STANDARD = "46EhD3W2KTQVpru77Xe3yk2B1SjgE1B3VdMafYjtvCziSXMY6GnJMRTG2eAqG6kyyc1Lfq8jaeizTFL9qPEbLGubEhH515o"
_SUBADDRESS = (
    "874qYR9ruspVpru77Xe3yk2B1SjgE1B3VdMafYjtvCziSXMY6GnJMRTG2eAqG6kyyc1Lfq8jaeizTFL9qPEbLGubEjYT5RG"
)
_INTEGRATED = "4FwNDrKWvivVpru77Xe3yk2B1SjgE1B3VdMafYjtvCziSXMY6GnJMRTG2eAqG6kyyc1Lfq8jaeizTFL9qPEbLGubMGgKFM7d5Ch8Q4yHdr"
KINDS = (
    Kind(
        name="xmr",
        meaning="A Monero address: standard, subaddress, or integrated with a payment id.",
        source="Monero src/cryptonote_config.h (prefixes) and src/common/base58.cpp; Keccak-256 checksum",
        patterns=(rf"\b[4-9AB]{_base58.LETTER}{{94}}(?:{_base58.LETTER}{{11}})?\b",),
        marks=("95|106",),
        read=_read,
        examples=(
            Example(f"XMR: {_STANDARD}", _STANDARD, "standard"),
            Example(f"monero:{_SUBADDRESS}?tx_amount=1", _SUBADDRESS, "subaddress"),
            Example(f"payer à {_INTEGRATED} svp", _INTEGRATED, "integrated"),
        ),
        refused=(
            _STANDARD[:-1] + "z",
            _SUBADDRESS + "1",
            "x" + _STANDARD,
            _STANDARD[:50] + "1" + _STANDARD[51:],
        ),
        subtypes=("standard", "subaddress", "integrated"),
    ),
)
