"""CashAddr, in which Bitcoin Cash writes its addresses: Base32 with a checksum of 40 bits."""

from __future__ import annotations

from filature.selectors.kinds._bech32 import ALPHABET, octets, table

_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_TABLE = table((0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470))
_SIZES = (20, 24, 28, 32, 40, 48, 56, 64)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        check = (check & 0x07FFFFFFFF) << 5 ^ value ^ _TABLE[check >> 35]
    return check ^ 1


def _spread(prefix: str) -> list[int]:
    return [ord(letter) & 31 for letter in prefix] + [0]


def decode(prefix: str, data: str) -> tuple[int, bytes] | None:
    """The type (0 key, 1 script, 2 and 3 the same with tokens) and the hash, None when it is no address.

    Source: the CashAddr specification of Bitcoin Cash; ``data`` is in lower case.
    """
    if not all(letter in _VALUE for letter in data):
        return None
    values = [_VALUE[letter] for letter in data]
    if _polymod(_spread(prefix) + values):
        return None
    held = octets(values[:-8])
    if not held or held[0] & 0x80 or len(held) != _SIZES[held[0] & 7] + 1:
        return None
    return held[0] >> 3, held[1:]


def encode(prefix: str, kind: int, data: bytes) -> str:
    """The address for a hash of 20 bytes, with its prefix."""
    number = int.from_bytes(bytes([kind << 3]) + data, "big") << 2
    values = [number >> shift & 31 for shift in range(165, -1, -5)]
    check = _polymod([*_spread(prefix), *values, *[0] * 8])
    values += [check >> shift & 31 for shift in range(35, -1, -5)]
    return prefix + ":" + "".join(ALPHABET[value] for value in values)
