"""Session account ids."""

from __future__ import annotations

from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._edges import cut_off, letter_after, letter_before

_LEAST_DIGITS = 8
"""Different hexadecimal digits in a key that chance made: fewer occur once in a hundred million keys."""


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    value = text[start:end].decode().lower()
    apart = not letter_before(text, start) and not letter_after(text, end) and not cut_off(text, end)
    if apart and len(set(value)) >= _LEAST_DIGITS and text[start - 1 : start] not in (b"_", b"/", b"="):
        yield Hit(start, end, value, check=FORM_ONLY)


_ID = "05" + "8670cd4bc81724fd3677ba631cd815397a01dbe4333a6e742fbc14920d268ddd"

KINDS = (
    Kind(
        name="session",
        meaning="A Session account id: 05 and the 64 hexadecimal digits of an X25519 key, in small letters.",
        source="Session protocol: account ids (prefix 05, Curve25519 public key)",
        patterns=(r"(?i)\b05[0-9a-f]{64}\b",),
        marks=("66",),
        read=_read,
        examples=(Example(f"Session ID {_ID.upper()}", _ID), Example(f"Session:\n\n{_ID}.", _ID)),
        refused=(_ID[:-1], _ID + "0", "06" + _ID[2:], "0x" + _ID, "05" + "0" * 64, f"{_ID[:60]} {_ID[60:]}"),
    ),
)
