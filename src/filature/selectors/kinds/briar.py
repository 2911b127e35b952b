"""Briar contact links."""

from __future__ import annotations

from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._edges import letter_after


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    if not letter_after(text, end):
        yield Hit(start, end, text[start:end].decode().lower(), check=FORM_ONLY)


_LINK = "briar://" + "aatkjq4seualstpwh4xxxfdrlzcr2wfxl5k3sqnhh2wrmhxwxdfcs"

KINDS = (
    Kind(
        name="briar",
        meaning="A Briar contact link: briar:// and 53 base32 characters, in small letters.",
        source="Briar: handshake link (version byte and 32-byte public key in base32)",
        patterns=(r"(?i)\bbriar://[a-z2-7]{53}\b",),
        marks=("~bria",),
        read=_read,
        examples=(Example(f"add me: {_LINK}", _LINK),),
        refused=(_LINK[:-1], _LINK + "a", _LINK.replace("briar", "brier"), _LINK.replace("q", "1")),
    ),
)
