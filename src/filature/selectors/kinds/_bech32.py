"""Bech32 and Bech32m, and the addresses of witness programs in them (BIP 173, BIP 350, BIP 141)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import xor
from typing import NamedTuple

from filature.selectors.kind import Hit, Read
from filature.selectors.kinds._base58 import of_network

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BECH32, BECH32M = 1, 0x2BC830A3
"""What the checksum must come to (BIP 173, BIP 350)."""
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}


class Text(NamedTuple):
    """A text whose checksum is right: the part that people read, five-bit values, `BECH32` or `BECH32M`."""

    prefix: str
    values: list[int]
    constant: int


def table(generator: Sequence[int]) -> tuple[int, ...]:
    """What each of the 32 values shifted out of a checksum does to it."""
    return tuple(
        reduce(xor, (g for bit, g in enumerate(generator) if top >> bit & 1), 0) for top in range(32)
    )


_TABLE = table((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3))


def _polymod(values: Sequence[int]) -> int:
    check = 1
    for value in values:
        check = (check & 0x1FFFFFF) << 5 ^ value ^ _TABLE[check >> 25]
    return check


def decode(text: str, longest: int = 90) -> Text | None:
    """What a Bech32 or Bech32m text holds, None when it is none or its checksum is wrong."""
    if len(text) > longest or (text != text.lower() and text != text.upper()):
        return None
    prefix, one, data = text.lower().rpartition("1")
    if not one or not prefix or len(data) < 6 or not all("!" <= letter <= "~" for letter in prefix):
        return None
    if not all(letter in _VALUE for letter in data):
        return None
    values = [_VALUE[letter] for letter in data]
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    constant = _polymod(spread + values)
    return Text(prefix, values[:-6], constant) if constant in (BECH32, BECH32M) else None


def octets(values: Sequence[int]) -> bytes | None:
    """Five-bit values as bytes, None when more than four bits are left over or one of these is set."""
    number = 0
    for value in values:
        number = number << 5 | value
    spare = len(values) * 5 % 8
    if spare > 4 or number & ((1 << spare) - 1):
        return None
    return (number >> spare).to_bytes(len(values) * 5 // 8, "big")


def may_hold(version: int, size: int) -> bool:
    """Whether a witness program of a version may have so many bytes (BIP 141)."""
    return 0 <= version <= 16 and 2 <= size <= 40 and (version != 0 or size in (20, 32))


def witness(text: str) -> tuple[str, int, bytes] | None:
    """The prefix, version and program of a witness address, None when it is none (BIP 173, BIP 350)."""
    if (found := decode(text)) is None or not found.values:
        return None
    version, program = found.values[0], octets(found.values[1:])
    if program is None or not may_hold(version, len(program)):
        return None
    right = BECH32 if version == 0 else BECH32M
    return (found.prefix, version, program) if found.constant == right else None


def reader(networks: Mapping[str, str]) -> Read:
    """A `Read` for witness addresses whose prefix is one of ``networks``; each with the name of its network."""

    def read(text: bytes, start: int, end: int) -> Iterator[Hit]:
        raw = text[start:end].decode("ascii", "replace")
        if (found := witness(raw)) is None or (network := networks.get(found[0])) is None:
            return
        subtype = "bech32" if found[1] == 0 else "bech32m"
        details = {"witness_version": found[1], **of_network(network)}
        yield Hit(start, end, raw.lower(), subtype, details=details)

    return read
