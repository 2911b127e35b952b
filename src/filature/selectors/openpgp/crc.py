"""The checksum at the end of an armoured block (RFC 9580, 6.1.1: CRC-24), for 1 KiB of it at once."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

_INIT, _POLY, _TOP = 0xB704CE, 0x864CFB, 0x800000
_STEP = 1_024


def crc24(data: bytes) -> int:
    """The CRC-24 of ``data``."""
    crc, (left, places) = _INIT, _remainders()
    for at in range(0, len(data), _STEP):
        part = np.frombuffer(data[at : at + _STEP] + b"\0\0\0", np.uint8).copy()
        part[:3] ^= np.frombuffer(crc.to_bytes(3, "big"), np.uint8)
        crc = int(np.bitwise_xor.reduce(left[places[-part.size :] + part]))
    return crc


@cache
def _remainders() -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """What each value of each byte of the longest step leaves, the last byte at the end; and where its values begin."""
    bits, power = np.zeros((_STEP + 3, 8), np.uint32), 1
    for at in range(bits.size - 1, -1, -1):
        bits.flat[at] = power
        power = (power << 1 & 0xFFFFFF) ^ (_POLY if power & _TOP else 0)
    values = np.arange(256)
    left = np.zeros((_STEP + 3, 256), np.uint32)
    for bit in range(8):
        left ^= bits[:, bit, None] * (values >> 7 - bit & 1).astype(np.uint32)
    return left.ravel(), np.arange(_STEP + 3) * 256
