"""What may touch an identifier: signs of typography and scripts without spaces may, letters may not."""

from __future__ import annotations

import pytest

from filature.selectors.scan import scan

FREE = [
    "«{}»",
    "“{}”",
    "‹{}›",
    "\u00a0{}\u00a0",
    "→{}←",
    "👉{}👈",
    "、{}。",
    "…: {} •",
    "「{}」",
    "我{}吧",
]
HELD = ["é{}", "п{}", "x{}", "{}x", "9{}", "{}9"]
HITS = {
    "iban": ("GB82WEST12345698765432", "GB82WEST12345698765432"),
    "card": ("4111111111111111", "4111111111111111"),
    "btc": ("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH", "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH"),
    "onion": ("expyuzz4wqqyqhjn.onion", "expyuzz4wqqyqhjn.onion"),
    "email": ("quay@laposte.net", "quay@laposte.net"),
}


def values(kind: str, text: str) -> list[str]:
    return [m.value for m in scan(text) if m.kind == kind]


@pytest.mark.parametrize("around", FREE)
@pytest.mark.parametrize("kind", HITS)
def test_signs_do_not_hide_a_hit(kind: str, around: str) -> None:
    raw, value = HITS[kind]
    assert values(kind, "carte " + around.format(raw)) == [value]


@pytest.mark.parametrize("around", HELD)
@pytest.mark.parametrize("kind", ["iban", "card", "onion"])
def test_letters_make_it_a_part_of_something_else(kind: str, around: str) -> None:
    raw, _ = HITS[kind]
    assert values(kind, "carte " + around.format(raw)) == []
