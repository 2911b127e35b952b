"""Columns of bytes to columns of text: by the form of the column and the character set of the dump."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from filature.sources.databases.binary import HEX_LIMIT, binary_text, stray_text
from filature.sources.databases.charset import to_text
from filature.sources.databases.schema import Form

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
_OCTAL = re.compile(rb"\\(\\|[0-7]{3})")


def decode(values: pa.Array, form: Form, kind: str, codec: str, odd: Counter[str]) -> pa.Array:
    """``values`` (binary) as text; ``odd`` counts what was not read as declared: ``cp1252``, ``hex``, ``long``."""
    if form == "bits":
        return _each(values, lambda v: str(int.from_bytes(v, "big")))
    if form == "binary":
        return _decode_binary(values, kind == "postgres", odd)
    text = _as_utf8(values)
    if text is not None and (codec == "utf-8" or pc.all(pc.string_is_ascii(text)).as_py() is not False):
        return text
    return _each(values, lambda v: _decode_text(v, codec, odd))


def _as_utf8(values: pa.Array) -> pa.Array | None:
    try:
        return values.cast(pa.string())
    except pa.ArrowInvalid:
        return None


def _each(values: pa.Array, read: Callable[[bytes], str]) -> pa.Array:
    return pa.array([None if v is None else read(v) for v in values.to_pylist()], pa.string())


def _decode_text(value: bytes, codec: str, odd: Counter[str]) -> str:
    text = to_text(value, codec)
    if text is None:
        text, how = stray_text(value, codec)
        odd[how] += 1
    return text


def _decode_binary(values: pa.Array, postgres: bool, odd: Counter[str]) -> pa.Array:
    if not postgres:
        text = _as_utf8(values)
        if text is not None and not pc.any(pc.match_substring_regex(text, _CONTROL)).as_py():
            return text
    return _each(values, lambda v: _binary(bytea(v) if postgres else v, odd))


def _binary(value: bytes, odd: Counter[str]) -> str:
    odd["long"] += len(value) > HEX_LIMIT
    return binary_text(value)


def bytea(text: bytes) -> bytes:
    r"""What PostgreSQL's text for `bytea` stands for: ``\x00ff``, or the older ``a\000``; else the text itself."""
    if text.startswith(b"\\x"):
        try:
            return bytes.fromhex(text[2:].decode("ascii", "replace"))
        except ValueError:
            return text
    return _OCTAL.sub(lambda m: b"\\" if m[1] == b"\\" else bytes([int(m[1], 8) & 0xFF]), text)
