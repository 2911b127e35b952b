"""Addresses in the I2P network."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind, after
from filature.selectors.kinds._edges import touched

_NAME = re.compile(rb"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,3}\.i2p\Z", re.IGNORECASE)
_B32 = re.compile(r"[a-z2-7]{51}[aeimquy4]|[a-z2-7]{56,63}")
_FIXED = 387  # bytes before a destination's certificate payload: 256 + 128 of keys, 1 of type, 2 of length
_RUN = re.compile(rb"[A-Za-z0-9~-]{500,540}={0,2}$")
_NOT_A_NAME = ("net.i2p", "org.i2p", "com.i2p", "www.i2p")


def is_destination(letters: str) -> bool:
    """Whether text in I2P's base64 (`-` and `~` for `+` and `/`) is as long as its certificate says it is."""
    bare = letters.rstrip("=")
    if len(bare) % 4 == 1:
        return False
    raw = b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-~")
    return len(raw) >= _FIXED and len(raw) == _FIXED + int.from_bytes(raw[385:387], "big")


def _read(text: bytes, _start: int, end: int) -> Iterator[Hit]:
    if text[end - 4 : end].lower() != b".i2p":
        yield from _destination(text, end)
        return
    found = _NAME.search(text, max(0, end - 160), end)
    if found is None or touched(text, found.start(), end, b"_-@.") or after(text, end, 1) == "@":
        return
    value = found.group().decode().lower()
    *labels, _ = value.split(".")
    if labels[-1] == "b32":
        if len(labels) >= 2 and _B32.fullmatch(labels[-2]):
            first = end - len(labels[-2]) - len(".b32.i2p")
            yield Hit(first, end, text[first:end].decode().lower(), "b32", FORM_ONLY)
    elif _is_name(value, labels):
        yield Hit(found.start(), end, value, "name", FORM_ONLY)


def _is_name(value: str, labels: list[str]) -> bool:
    well_formed = all(not label.startswith("-") and not label.endswith("-") for label in labels)
    return well_formed and not value.startswith(_NOT_A_NAME)


def _destination(text: bytes, end: int) -> Iterator[Hit]:
    found = _RUN.search(text[max(0, end - 540) : end])
    start = end - len(found.group()) if found else end
    if not found or touched(text, start, end, b"-~=+/") or not is_destination(found.group().decode()):
        return
    yield Hit(start, end, found.group().decode(), "b64", FORM_ONLY)


_KEYS = "".join(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-~"[i * 7 % 64] for i in range(512)
)

KINDS = (
    Kind(
        name="i2p",
        meaning="An address in I2P: a hash of a destination (b32), a destination (b64), or a name from an address book.",
        source="I2P common structures (Destination, Certificate) and naming specification (b32, hostnames)",
        # A destination ends in an empty certificate, or in one that names the types of its two keys.
        patterns=(r"(?i)[a-z0-9]\.i2p\b", r"AAAA\b|BQAEAA[A-Za-z0-9~-]A[A-P][A-Za-z0-9~-](?:==)?"),
        marks=("~.i#p", "~aaaa|~bqae"),
        read=_read,
        subtypes=("b32", "b64", "name"),
        examples=(
            Example(
                "on http://goei4mdcmkkm3vfcdwsrjt6md4tjjseuqidw4bs7p2wbylhugg6q.b32.i2p/",
                "goei4mdcmkkm3vfcdwsrjt6md4tjjseuqidw4bs7p2wbylhugg6q.b32.i2p",
                "b32",
            ),
            Example("dest: " + _KEYS + "AAAA end", _KEYS + "AAAA", "b64"),
            Example("eepsite http://quayside-shop.i2p/u", "quayside-shop.i2p", "name"),
        ),
        refused=(
            "goei4mdcmkkm3vfcdwsrjt6md4tjjseuqidw4bs7p2wbylhugg6.b32.i2p",
            "goei4mdcmkkm3vfcdwsrjt6md4tjjseuqidw4bs7p2wbylhugg1q.b32.i2p",
            "import net.i2p.client",
            "someone@mail.i2p",
            "a shop on the .i2p network",
            _KEYS + "AAAAAAAA",
        ),
    ),
)
