"""Onion hosts and coin addresses that are valid in form, and visibly fictional."""

from __future__ import annotations

import base64
import hashlib
import random

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_ONION_VERSION = b"\x03"


def onion_host(label: str, rng: random.Random) -> str:
    """A version 3 onion host that begins with ``label`` (letters a-z, digits 2-7) and has a right checksum.

    Nobody holds a key for it: the letters were chosen first. Form: Tor rend-spec-v3, section 6.
    """
    filler = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz234567", k=52 - len(label)))
    # 52 letters are 260 bits; the key is the first 256 of them.
    key = base64.b32decode((label + filler).upper() + "AAAA")[:32]
    checksum = hashlib.sha3_256(b".onion checksum" + key + _ONION_VERSION).digest()[:2]
    return base64.b32encode(key + checksum + _ONION_VERSION).decode("ascii").lower() + ".onion"


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            check ^= generator if top >> bit & 1 else 0
    return check


def coin_address(rng: random.Random) -> str:
    """A Bitcoin *test network* address (witness version 0, 20 bytes; BIP 173): no money can be sent to it."""
    program = [rng.randrange(32) for _ in range(32)]
    prefix = [ord(c) >> 5 for c in "tb"] + [0] + [ord(c) & 31 for c in "tb"]
    data = [0, *program]
    check = _polymod(prefix + data + [0] * 6) ^ 1
    return "tb1" + "".join(_BECH32[v] for v in data + [check >> 5 * (5 - i) & 31 for i in range(6)])


def hex_text(rng: random.Random, length: int) -> str:
    """``length`` hexadecimal digits, for things such as transaction ids and session names."""
    return f"{rng.getrandbits(4 * length):0{length}x}"
