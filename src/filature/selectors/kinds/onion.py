"""Addresses of Tor onion services."""

from __future__ import annotations

from base64 import b32decode
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha3_256

from filature.selectors.kind import FORM_ONLY, PASSED, Example, Hit, Kind
from filature.selectors.kinds._edges import touched

_LEAST_LETTERS = 6
"""Different letters in an address that stands for itself, and not for a pattern such as xxxxxxxxxxxxxxxx."""


@lru_cache(65_536)
def is_onion_v3(label: str) -> bool:
    """Whether 56 base32 characters (any case) hold version 3 and the right checksum (rend-spec-v3, section 6)."""
    raw = b32decode(label.upper())
    key, checksum, version = raw[:32], raw[32:34], raw[34:]
    return version == b"\3" and sha3_256(b".onion checksum" + key + version).digest()[:2] == checksum


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    value = text[start:end].decode().lower()
    label = value.removesuffix(".onion")
    ruled = text.startswith(b"--", end)  # a line of hyphens
    if touched(text, start, end, b"_" if ruled else b"_-") or text.startswith(b"@", end):
        return
    if len(label) == 56 and is_onion_v3(label):
        yield Hit(start, end, value, "v3", PASSED)
    elif len(label) == 16 and len(set(label)) >= _LEAST_LETTERS:
        yield Hit(start, end, value, "v2", FORM_ONLY, {"obsolete": True})


KINDS = (
    Kind(
        name="onion",
        meaning="The address of a Tor onion service; version 2 has no checksum and has not worked since 2021.",
        source="Tor rend-spec-v3, section 6 (checksum); rend-spec-v2, section 1.5",
        patterns=(r"(?i)\b(?:[a-z2-7]{56}|[a-z2-7]{16})\.onion\b",),
        marks=("~.oni",),
        read=_read,
        subtypes=("v3", "v2"),
        examples=(
            Example(
                "mirror http://goei4mdcmkkm3vfcdwsrjt6md4tjjseuqidw4bs7p2wbylhugg6qpiyd.onion/login",
                "goei4mdcmkkm3vfcdwsrjt6md4tjjseuqidw4bs7p2wbylhugg6qpiyd.onion",
                "v3",
            ),
            Example("EXPYUZZ4WQQYQHJN.onion---- (down)", "expyuzz4wqqyqhjn.onion", "v2"),
            Example("old EXPYUZZ4WQQYQHJN.onion is dead", "expyuzz4wqqyqhjn.onion", "v2"),
        ),
        refused=(
            "goei4mdcmkkm3vfcdwsrjt6md4tjjseuqidw4bs7p2wbylhugg6qpiye.onion",
            "hoei4mdcmkkm3vfcdwsrjt6md4tjjseuqidw4bs7p2wbylhugg6qpiyd.onion",
            "aexpyuzz4wqqyqhjn.onion",
            "expyuzz4wqqyqhj1.onion",
            "xxxxxxxxxxxxxxxx.onion",
            "expyuzz4wqqyqhjn.onions",
        ),
    ),
)
