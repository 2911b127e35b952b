"""Tox ids."""

from __future__ import annotations

from collections.abc import Iterator

from filature.selectors.kind import PASSED, Example, Hit, Kind
from filature.selectors.kinds._edges import letter_after, letter_before

_LEAST_DIGITS = 8


def is_tox_id(raw: bytes) -> bool:
    """Whether the last two of 38 bytes are the exclusive or of the others, two by two."""
    folded = [0, 0]
    for place, byte in enumerate(raw[:36]):
        folded[place % 2] ^= byte
    return len(raw) == 38 and bytes(folded) == raw[36:]


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    value = text[start:end].decode().upper()
    if letter_before(text, start) or letter_after(text, end) or len(set(value)) < _LEAST_DIGITS:
        return
    if is_tox_id(bytes.fromhex(value)):
        yield Hit(start, end, value, check=PASSED)


_ID = "8670CD4BC81724FD3677BA631CD815397A01DBE4333A6E742FBC14920D268DDD01020304675C"

KINDS = (
    Kind(
        name="tox",
        meaning="A Tox id: key, nospam value and checksum, 76 hexadecimal digits in capitals.",
        source="The Tox reference, section Messenger, Tox ID",
        patterns=(r"(?i)\b[0-9a-f]{76}\b",),
        marks=("76",),
        read=_read,
        examples=(Example(f"Tox: {_ID.lower()}", _ID),),
        refused=(_ID[:-1] + "D", _ID[:-2], _ID + "00", "0" * 76, "A" * 76),
    ),
)
