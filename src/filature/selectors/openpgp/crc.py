"""The checksum at the end of an armoured block (RFC 9580, 6.1.1: CRC-24), for 4 KiB of it at once."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

_INIT, _POLY, _TOP = 0xB704CE, 0x864CFB, 0x800000
_STEP = 4_096


def crc24(data: bytes) -> int:
    """The CRC-24 of ``data``."""
    crc, powers = _INIT, _powers()
    for at in range(0, len(data), _STEP):
        part = np.frombuffer(data[at : at + _STEP] + b"\0\0\0", np.uint8).copy()
        part[:3] ^= np.frombuffer(crc.to_bytes(3, "big"), np.uint8)
        bits = np.unpackbits(part).view(np.bool_)
        crc = int(np.bitwise_xor.reduce(powers[-bits.size :][bits]))
    return crc


@cache
def _powers() -> NDArray[np.uint32]:
    """What each bit of the longest step leaves as a remainder, the last bit at the end."""
    powers, power = np.zeros(8 * (_STEP + 3), np.uint32), 1
    for at in range(powers.size - 1, -1, -1):
        powers[at] = power
        power = (power << 1 & 0xFFFFFF) ^ (_POLY if power & _TOP else 0)
    return powers
