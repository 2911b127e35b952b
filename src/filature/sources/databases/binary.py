"""Bytes of a database as text: as text where they are text, else as hexadecimal digits with ``0x`` before them."""

from __future__ import annotations

import re

from filature.sources.databases.charset import to_text

HEX_LIMIT = 64 << 10
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def hex_text(value: bytes) -> str:
    """``0x`` and hexadecimal digits, lower case; of more than 64 kB the first 64 kB and `…` with the full size."""
    if len(value) <= HEX_LIMIT:
        return "0x" + value.hex()
    return f"0x{value[:HEX_LIMIT].hex()}… ({len(value)} bytes)"


def binary_text(value: bytes) -> str:
    """A value of a binary column: the text when it is UTF-8 without control characters, else `hex_text`."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        return hex_text(value)
    return hex_text(value) if _CONTROL.search(text) else text


def stray_text(value: bytes, codec: str) -> tuple[str, str]:
    """A value of a text column that is not text in ``codec``, and what it was read as: ``cp1252`` or ``hex``.

    Bytes of cp1252 in a UTF-8 table are the common mistake; they count as such when they hold no control
    character, else nothing better is known than the bytes.
    """
    text = None if codec == "cp1252" else to_text(value, "cp1252")
    if text is not None and not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text):
        return text, "cp1252"
    return hex_text(value), "hex"
