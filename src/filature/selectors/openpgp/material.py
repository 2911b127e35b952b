"""What the packet of a key says of its numbers: algorithm, size, and whether they fill it exactly (RFC 9580, 5.5.2, 9).

A key from which characters are missing has the wrong length of numbers, so this is what keeps a fingerprint from being
made up for a damaged key.
"""

from __future__ import annotations

from dataclasses import dataclass

_RSA, _MPIS = frozenset({1, 2, 3}), {1: 2, 2: 2, 3: 2, 16: 3, 17: 4, 20: 3}
_NAMES = {
    1: "RSA", 2: "RSA", 3: "RSA", 16: "ElGamal", 17: "DSA", 18: "ECDH", 19: "ECDSA", 20: "ElGamal", 22: "EdDSA",
    25: "X25519", 26: "X448", 27: "Ed25519", 28: "Ed448",
}  # fmt: skip
_NATIVE = {25: (32, 255), 26: (56, 448), 27: (32, 255), 28: (57, 448)}
_CURVES = {
    "2a8648ce3d030107": ("NIST P-256", 256), "2b81040022": ("NIST P-384", 384), "2b81040023": ("NIST P-521", 521),
    "2b8104000a": ("secp256k1", 256), "2b2403030208010107": ("brainpoolP256r1", 256),
    "2b240303020801010b": ("brainpoolP384r1", 384), "2b240303020801010d": ("brainpoolP512r1", 512),
    "2b06010401da470f01": ("Ed25519", 255), "2b060104019755010501": ("Curve25519", 255), "2b6571": ("Ed448", 448),
    "2b656f": ("X448", 448),
}  # fmt: skip
_MAX_BITS = 16_384


@dataclass(frozen=True, slots=True)
class Material:
    """Key material: ``end`` is where the public part ends in the packet's body, ``numbers`` the numbers in it.

    ``bits`` is the size of the first number or, as GnuPG tells it, of the field of a curve.
    """

    version: int
    created: int
    days: int
    number: int
    algorithm: str
    bits: int
    curve: str
    numbers: tuple[bytes, ...]
    end: int


def material(body: bytes) -> Material | None:
    """Read the body of a key packet; None when it is none, is cut, or its numbers do not add up."""
    if len(body) < 8 or body[0] not in (2, 3, 4, 6):
        return None
    version, created = body[0], int.from_bytes(body[1:5], "big")
    days = int.from_bytes(body[5:7], "big") if version < 4 else 0
    at = 7 if version < 4 else 5
    number, at = body[at], at + (5 if version == 6 else 1)
    if number not in _NAMES or (version < 4 and number not in _RSA):
        return None
    read = _curve(body, at, number) if number in (18, 19, 22) else _plain(body, at, number)
    if read is None or (version == 6 and int.from_bytes(body[6:10], "big") != read[3] - 10):
        return None
    bits, curve, numbers, end = read
    return Material(version, created, days, number, _NAMES[number], bits, curve, numbers, end)


_Read = tuple[int, str, tuple[bytes, ...], int]


def _plain(body: bytes, at: int, number: int) -> _Read | None:
    if number in _NATIVE:
        size, bits = _NATIVE[number]
        return (bits, _NAMES[number], (body[at : at + size],), at + size) if len(body) >= at + size else None
    numbers, first = [], 0
    for _ in range(_MPIS[number]):
        read = mpi(body, at)
        if read is None:
            return None
        first = first or read[2]
        numbers.append(read[0])
        at = read[1]
    return (first, "", tuple(numbers), at) if 384 <= first <= _MAX_BITS else None


def _curve(body: bytes, at: int, number: int) -> _Read | None:
    if at >= len(body):
        return None
    begin, size = at + 1, body[at]
    curve = _CURVES.get(body[begin : begin + size].hex())
    point = mpi(body, begin + size)
    if curve is None or point is None:
        return None
    end = point[1]
    if number == 18:  # how the session key is derived and wrapped
        if end >= len(body) or end + 1 + body[end] > len(body):
            return None
        end += 1 + body[end]
    return curve[1], curve[0], (point[0],), end


def mpi(data: bytes, at: int) -> tuple[bytes, int, int] | None:
    """A number of many digits: its bytes, where it ends and its bits; None when it is cut or says a wrong length."""
    bits = int.from_bytes(data[at : at + 2], "big")
    end = at + 2 + (bits + 7) // 8
    value = data[at + 2 : end]
    if not bits or end > len(data) or int.from_bytes(value[:1], "big").bit_length() != (bits - 1) % 8 + 1:
        return None
    return value, end, bits
