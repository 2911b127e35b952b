"""Whether a signature of a key over itself holds: what is hashed for it (RFC 9580, 5.2.3, 5.2.4 and RFC 4880, 5.2.2)."""

from __future__ import annotations

from dataclasses import dataclass

from Crypto.Hash import MD5, RIPEMD160, SHA1, SHA224, SHA256, SHA384, SHA512

from filature.selectors.openpgp.arithmetic import holds
from filature.selectors.openpgp.material import Material

VERIFIED, FAILED, UNVERIFIED, ABSENT = "verified", "failed", "unverified", "absent"
_HASHES = {1: MD5, 2: SHA1, 3: RIPEMD160, 8: SHA256, 9: SHA384, 10: SHA512, 11: SHA224}
_LABEL = {True: VERIFIED, False: FAILED, None: UNVERIFIED}


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature taken apart: what is hashed after the signed thing, and the numbers of the signature."""

    number: int
    hash: int
    trailer: bytes
    first: bytes
    salt: bytes
    numbers: bytes


@dataclass(frozen=True, slots=True)
class Signer:
    """The key that may have signed."""

    key: Material

    def check(self, signature: bytes, what: bytes) -> str:
        """`verified` or `failed` for a signature over ``what``; `unverified` when this cannot be told."""
        parts = _apart(signature)
        if parts is None or parts.hash not in _HASHES:
            return UNVERIFIED
        digest = _HASHES[parts.hash].new(parts.salt + what + parts.trailer)
        if digest.digest()[:2] != parts.first:
            return FAILED
        return _LABEL[holds(self.key, parts.number, digest, parts.numbers)]


def hash_name(signature: bytes) -> str:
    """The hash that a signature is made over; its number when it is none of the standard. (Sequoia raises for those.)"""
    at = 16 if signature[:1] in (b"\2", b"\3") else 3
    number = signature[at] if at < len(signature) else 0
    return _HASHES[number].__name__.rpartition(".")[2] if number in _HASHES else str(number)


def framed(body: bytes, version: int) -> bytes:
    """A key as it is hashed for its fingerprint and below signatures: its public part behind a header of its own."""
    if version == 6:
        return b"\x9b" + len(body).to_bytes(4, "big") + body
    return b"\x99" + len(body).to_bytes(2, "big") + body


def _apart(body: bytes) -> Signed | None:
    if body[:1] in (b"\2", b"\3") and len(body) > 19 and body[1] == 5:
        return Signed(body[15], body[16], body[2:7], body[17:19], b"", body[19:])
    if body[:1] not in (b"\4", b"\6") or len(body) < 12:
        return None
    version, wide = body[0], 4 if body[0] == 6 else 2
    hashed = 4 + wide + int.from_bytes(body[4 : 4 + wide], "big")
    end = hashed + wide + int.from_bytes(body[hashed : hashed + wide], "big")
    trailer = body[:hashed] + bytes([version, 0xFF]) + hashed.to_bytes(4, "big")
    first, salt, after = body[end : end + 2], b"", end + 2
    if version == 6 and after < len(body):
        salt, after = body[after + 1 : after + 1 + body[after]], after + 1 + body[after]
    return Signed(body[2], body[3], trailer, first, salt, body[after:]) if len(first) == 2 else None
