"""The arithmetic of signatures, by pycryptodome: whether the numbers of a signature fit a digest and a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from Crypto.PublicKey import DSA, ECC, RSA
from Crypto.Signature import DSS, eddsa, pkcs1_15

from filature.selectors.openpgp.material import Material, mpi

_MAX_BITS, _MAX_EXPONENT, _MAX_ORDER = 8_192, 8, 64  # larger numbers would let a made-up key cost seconds
_NIST = {"NIST P-256": "P-256", "NIST P-384": "P-384", "NIST P-521": "P-521"}
_Digest = Any  # pycryptodome's hashes share no class


def holds(key: Material, number: int, digest: _Digest, signature: bytes) -> bool | None:
    """Whether a signature by algorithm ``number`` fits; None when that algorithm, or so large a key, is not computed."""
    verify = _VERIFY.get(number)
    if verify is None or key.bits > _MAX_BITS or _FAMILY[number] != key.algorithm:
        return None
    try:
        return verify(key, digest, signature)
    except ValueError:  # no such key, or no such signature
        return False


def _rsa(key: Material, digest: _Digest, signature: bytes) -> bool | None:
    n, e = key.numbers
    if len(e) > _MAX_EXPONENT:
        return None
    (value,) = _mpis(signature, 1)
    pkcs1_15.new(RSA.construct((_number(n), _number(e)))).verify(digest, value.rjust(len(n), b"\0"))
    return True


def _dsa(key: Material, digest: _Digest, signature: bytes) -> bool | None:
    p, q, g, y = map(_number, key.numbers)
    size = len(key.numbers[1])
    if size > _MAX_ORDER:
        return None
    return _dss(DSA.construct((y, g, p, q), consistency_check=False), digest, signature, size)


def _ecdsa(key: Material, digest: _Digest, signature: bytes) -> bool | None:
    curve, point = _NIST.get(key.curve), key.numbers[0]
    if curve is None or point[:1] != b"\4":
        return None
    size = len(point) // 2
    x, y = _number(point[1 : 1 + size]), _number(point[1 + size :])
    return _dss(ECC.construct(curve=curve, point_x=x, point_y=y), digest, signature, size)


def _dss(public: DSA.DsaKey | ECC.EccKey, digest: _Digest, signature: bytes, size: int) -> bool:
    joined = b"".join(value.rjust(size, b"\0") for value in _mpis(signature, 2))
    DSS.new(public, "deterministic-rfc6979").verify(digest, joined)
    return True


def _eddsa(key: Material, digest: _Digest, signature: bytes) -> bool | None:
    if key.curve != "Ed25519":
        return None
    return _edwards(key.numbers[0][1:], digest, b"".join(v.rjust(32, b"\0") for v in _mpis(signature, 2)))


def _ed25519(key: Material, digest: _Digest, signature: bytes) -> bool:
    return _edwards(key.numbers[0], digest, signature)


def _edwards(point: bytes, digest: _Digest, signature: bytes) -> bool:
    eddsa.new(eddsa.import_public_key(point), "rfc8032").verify(digest.digest(), signature)
    return True


def _number(value: bytes) -> int:
    return int.from_bytes(value, "big")


def _mpis(data: bytes, many: int) -> list[bytes]:
    found, at = [], 0
    for _ in range(many):
        read = mpi(data, at)
        if read is None:
            raise ValueError("a number of the signature is cut")
        found.append(read[0])
        at = read[1]
    return found


_VERIFY: dict[int, Callable[[Material, _Digest, bytes], bool | None]] = {
    1: _rsa, 3: _rsa, 17: _dsa, 19: _ecdsa, 22: _eddsa, 27: _ed25519,
}  # fmt: skip
_FAMILY = {1: "RSA", 3: "RSA", 17: "DSA", 19: "ECDSA", 22: "EdDSA", 27: "Ed25519"}
