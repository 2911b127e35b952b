"""Character sets of dumps: their names, and dumps that must become UTF-8 before they can be read as bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import chain

from filature.data import load_yaml

_SET_NAMES = re.compile(
    rb"SET\s+(?:NAMES|CHARACTER\s+SET|client_encoding\s*(?:=|TO))\s*['\"]?([\w-]+)", re.IGNORECASE
)
_HEAD = 64 << 10


@cache
def _charsets() -> dict[str, dict[str, object]]:
    text = resources.files("filature.sources.databases").joinpath("charsets.yaml").read_text("utf-8")
    return dict(load_yaml(text)["charsets"])


def stated_charset(statement: bytes) -> str | None:
    """The codec that a SET statement names for what follows; None when it names none that is known."""
    found = _SET_NAMES.search(statement)
    return codec_of(found[1].decode("ascii", "replace")) if found else None


def codec_of(name: str) -> str | None:
    """The codec for a database's own name of a character set (``latin1``); None when it is not known."""
    entry = _charsets().get(name.lower())
    return str(entry["codec"]) if entry else None


def to_text(value: bytes, codec: str) -> str | None:
    """``value`` in ``codec``; None when it is not text in it. cp1252 takes all bytes, as MySQL's latin1 does."""
    try:
        return value.decode(codec)
    except UnicodeDecodeError:
        return _cp1252(value) if codec == "cp1252" else None


def _cp1252(value: bytes) -> str:
    return "".join(_CP1252[byte] for byte in value)


_CP1252 = [bytes([b]).decode("cp1252", "replace").replace("\ufffd", chr(b)) for b in range(256)]


def byte_readable(pieces: Iterator[bytes]) -> tuple[Iterator[bytes], bool]:
    """The same text in a form whose quotes and backslashes can be found as bytes, and whether it was recoded.

    UTF-16 (with its byte order mark) and the character sets marked in charsets.yaml become UTF-8; what is no
    text in them becomes U+FFFD. All else passes as it is, without the mark of UTF-8.
    """
    first = b""
    while len(first) < _HEAD and (piece := next(pieces, b"")):
        first += piece
    codec = _unsafe_codec(first)
    if codec is None:
        return chain([first.removeprefix(codecs.BOM_UTF8)], pieces), False
    return _recoded(chain([first], pieces), codec), True


def _recoded(pieces: Iterator[bytes], codec: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)("replace")
    for piece in pieces:
        yield decoder.decode(piece).encode("utf-8", "replace")
    yield decoder.decode(b"", True).encode("utf-8", "replace")


def _unsafe_codec(head: bytes) -> str | None:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for found in _SET_NAMES.finditer(head[:_HEAD]):
        entry = _charsets().get(found[1].decode("ascii", "replace").lower(), {})
        if entry.get("byte_safe") is False:
            return str(entry["codec"])
    return None
