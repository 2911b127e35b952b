"""F4Jumble undone: how the unified addresses of Zcash are mixed before they are written (ZIP 316)."""

from __future__ import annotations

from hashlib import blake2b

SHORTEST, LONGEST = 48, 512
"""Bytes of an address; the rule allows more than 512, no wallet makes them."""


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def _stretched(turn: int, data: bytes, size: int) -> bytes:
    blocks = range(-(-size // 64))
    made = (
        blake2b(data, person=b"UA_F4Jumble_G" + bytes([turn]) + n.to_bytes(2, "little")).digest()
        for n in blocks
    )
    return b"".join(made)[:size]


def _shrunk(turn: int, data: bytes, size: int) -> bytes:
    return blake2b(data, digest_size=size, person=b"UA_F4Jumble_H" + bytes([turn, 0, 0])).digest()


def unjumbled(data: bytes) -> bytes | None:
    """What was mixed, None when there is too little or too much of it."""
    if not SHORTEST <= len(data) <= LONGEST:
        return None
    cut = min(64, len(data) // 2)
    left, right = data[:cut], data[cut:]
    for turn in (1, 0):
        left = _xor(left, _shrunk(turn, right, len(left)))
        right = _xor(right, _stretched(turn, left, len(right)))
    return left + right
