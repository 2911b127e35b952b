"""Fingerprints and long ids of keys in running text, in French and English, and what only looks like them."""

from __future__ import annotations

import pytest

from filature.selectors.finding import find
from filature.selectors.kinds import all_kinds

KINDS = {kind.name: kind for kind in all_kinds()}
V4 = "0F123B4C5D6E7F8091A2B3C4D5E6F708192A3B4C"
V6 = V4 + "5D6E7F8091A2B3C4D5E6F708"
SPACED = "0F12 3B4C 5D6E 7F80 91A2  B3C4 D5E6 F708 192A 3B4C"
OTHER = "AAAA BBBB CCCC DDDD EEEE  FFFF 0000 1111 2222 3333"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (SPACED, [V4]),
        (SPACED.lower(), [V4]),
        (SPACED.replace("  ", " "), [V4]),
        (SPACED.replace("  ", "\n"), [V4]),
        (SPACED.replace(" ", "\u00a0"), [V4]),
        (SPACED.replace("  ", " ").replace(" ", "-"), [V4]),
        (SPACED.replace("  ", " ").replace(" ", ":"), [V4]),
        (f"Key fingerprint = {SPACED}", [V4]),
        (f"pub rsa4096 2019-01-01\n      {SPACED}\nuid Alpha", [V4]),
        (f"{SPACED}\n{OTHER}", [V4, OTHER.replace(" ", "")]),
        (f"2048 {SPACED}", [V4]),
        (f"{SPACED} 2048 bits", [V4]),
        (f"Empreinte : {V4}", [V4]),
        (f"l'empreinte de ma clé est {V4.lower()}.", [V4]),
        (f"{V4} is my PGP key", [V4]),
        (f"https://keys.openpgp.org/search?q=0x{V4}", [V4]),
        (f"GPG v6: {V6}", [V6]),
        ("PGP " + ":".join(V4[at : at + 2] for at in range(0, 40, 2)), [V4]),
        (V4, []),
        (f"git commit {V4.lower()}", []),
        (f"pgp signed, SHA-1 {V4.lower()}", []),
        (f"txid {V6.lower()} paid, PGP soon", []),
        (f"Tor relay fingerprint: {V4}", []),
        (f"SSL certificate fingerprint {V4}", []),
        (SPACED + " AAAA BBBB", [V4]),
        (SPACED.replace("  ", " ") + " AAAA", []),
        (f"PGP {V4}0", []),
        (f"PGP x{V4}", []),
        (f"my PGP: http://a.example/images/{V4.lower()}-m.jpg", []),
        (f"pgp.example/vks/v1/by-fingerprint/{V4}", [V4]),
        (f"fpr:::::::::{V4}:\nuid:u::::135419953::{V4[::-1]}::Alpha:", [V4]),
        ("profile/0f123b4c5d6e7f8091a2b3c4d5e6f708.html\n-----BEGIN PGP", []),
        ("0f123b4c5d6e7f8091a2b3c4d5e6f708 is not my PGP key", []),
        ("PGP md5 0f123b4c5d6e7f8091a2b3c4d5e6f708", []),
        ("1111 2222 3333 4444 5555 6666 7777 8888 9999 0000", []),
    ],
)
def test_fingerprints(text: str, values: list[str]) -> None:
    assert [hit.value for hit in find(KINDS["pgp_fpr"], text.encode())] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("key id 91A2B3C4D5E6F708", ["91A2B3C4D5E6F708"]),
        ("KeyID: 0x91a2b3c4d5e6f708", ["91A2B3C4D5E6F708"]),
        ("gpg: using RSA key 91A2B3C4D5E6F708", ["91A2B3C4D5E6F708"]),
        ("identifiant : 0x91A2B3C4D5E6F708 (clé GPG)", ["91A2B3C4D5E6F708"]),
        ("id de la clé 91A2B3C4D5E6F708", ["91A2B3C4D5E6F708"]),
        ("my key is 0x91A2B3C4D5E6F708", ["91A2B3C4D5E6F708"]),
        ("91A2B3C4D5E6F708", []),
        ("0x91A2B3C4D5E6F708", []),
        ("order 91A2B3C4D5E6F708 shipped", []),
        ("PGP key id " + V4, []),
        ("key id 1234567812345678", []),
        ("licence key id 91A2B3C4D5E6F708", []),
        ("clé d'activation Windows : 0x91A2B3C4D5E6F708", []),
    ],
)
def test_long_ids(text: str, values: list[str]) -> None:
    assert [hit.value for hit in find(KINDS["pgp_keyid"], text.encode())] == values


def test_the_place_is_that_of_the_fingerprint_alone() -> None:
    text = f"rsa4096 {SPACED} (PGP)".encode()
    (hit,) = find(KINDS["pgp_fpr"], text)
    assert text[hit.start : hit.end].decode() == SPACED
