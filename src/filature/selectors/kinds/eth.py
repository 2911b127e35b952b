"""Ethereum addresses, which all chains of its family share."""

from __future__ import annotations

from collections.abc import Iterator

from Crypto.Hash import keccak

from filature.selectors.kind import FORM_ONLY, PASSED, Example, Hit, Kind
from filature.selectors.kinds._said import said

_FEWEST = 4
"""Different digits; an address of fewer is a placeholder."""


def mixed(digits: str) -> str:
    """Forty hexadecimal digits in the case that ERC-55 gives them."""
    low = digits.lower()
    check = keccak.new(digest_bits=256, data=low.encode()).hexdigest()
    return "".join(d.upper() if int(c, 16) > 7 else d for d, c in zip(low, check, strict=False))


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    digits = text[start + 2 : end].decode()
    right = mixed(digits)
    value = "0x" + right
    if digits == right and digits not in (digits.lower(), digits.upper()):
        yield Hit(start, end, value, check=PASSED)
    elif digits in (digits.lower(), digits.upper()) and _plausible(text, start, end, digits):
        yield Hit(start, end, value, check=FORM_ONLY)


def _plausible(text: bytes, start: int, end: int, digits: str) -> bool:
    """Whether digits without the checksum may be an address: OpenPGP fingerprints look alike, most in upper case."""
    if len(set(digits)) < _FEWEST:
        return False
    if said("ethereum", text, start, end, 40):
        return True
    return digits == digits.lower() and not said("openpgp", text, start, end, 40)


KINDS = (
    Kind(
        name="eth",
        meaning="An Ethereum address, also of tokens and of other chains of its family.",
        source="ERC-55 (checksum in the case of the letters); one case only: form_only",
        patterns=(r"\b0[xX][0-9a-fA-F]{40}\b",),
        marks=("42",),
        read=_read,
        examples=(
            Example(
                "ETH 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
            ),
            Example(
                "0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"
            ),
            Example(
                "adresse ETH : 0X52908400098527886E0F7030069857D2E4169EE7",
                "0x52908400098527886E0F7030069857D2E4169EE7",
            ),
        ),
        refused=(
            "0x5AaEB6053f3e94c9B9a09F33669435e7eF1bEaED",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
            "PGP fingerprint 0x52908400098527886E0F7030069857D2E4169EE7",
            "0x52908400098527886E0F7030069857D2E4169EE7",
            "0x0000000000000000000000000000000000000000",
        ),
    ),
)
