"""What is known of a key: its parts, its user ids, and what of that its own signatures confirm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import md5, sha1, sha256

from filature.selectors.openpgp.material import Material, material
from filature.selectors.openpgp.packets import SECRET_KEY, SECRET_SUBKEY, Packet
from filature.selectors.openpgp.verify import ABSENT, VERIFIED, framed


@dataclass(slots=True)
class UserId:
    """A name that a key goes by. ``self_signature`` is `verified`, `failed`, `unverified` (not checked) or `absent`."""

    text: str
    mails: tuple[str, ...]
    self_signature: str = ABSENT
    revoked: bool = False


@dataclass(slots=True)
class Part:
    """A key or subkey: ``fingerprint`` and ``key_id`` in upper-case hex, times in UTC; ``binding`` as `self_signature`."""

    version: int
    fingerprint: str
    key_id: str
    created: datetime
    algorithm: str
    bits: int
    curve: str
    secret: bool
    expires: datetime | None = None
    revoked: bool = False
    binding: str = ABSENT


@dataclass(slots=True)
class Key:
    """A primary key with its user ids and subkeys.

    ``complete`` tells whether its packets were there to the last byte, ``sound`` whether what follows the primary packet
    (if anything does) begins as it must, ``own`` and ``foreign`` how many signatures name this key, or another one, as
    their maker.
    """

    primary: Part
    user_ids: list[UserId]
    subkeys: list[Part]
    complete: bool = True
    sound: bool = True
    own: int = 0
    foreign: int = 0

    @property
    def doubtful(self) -> bool:
        """Whether letters of the primary packet itself may be lost or changed: its signatures name another key, or what
        follows makes no sense."""
        return not self.own and (self.foreign > 0 or not self.sound)

    @property
    def verified(self) -> bool:
        """Whether at least one signature by the key itself was checked and holds."""
        return VERIFIED in (
            self.primary.binding,
            *(u.self_signature for u in self.user_ids),
            *(s.binding for s in self.subkeys),
        )


def part(packet: Packet) -> tuple[Part, Material, bytes] | None:
    """A packet of a key as a part, its numbers, and the key as it is hashed; None when its numbers do not add up.

    The fingerprint is MD5 of the numbers (version 3), SHA-1 (4) or SHA-256 (6) of the framed packet: RFC 9580, 5.5.4.
    """
    read = material(packet.body) if packet.whole else None
    secret = packet.tag in (SECRET_KEY, SECRET_SUBKEY)
    if read is None or (read.end != len(packet.body) and not secret):
        return None
    hashed = framed(packet.body[: read.end], read.version)
    fingerprint, key_id = _named(read, hashed)
    created = datetime.fromtimestamp(read.created, UTC)
    expires = created + timedelta(days=read.days) if read.days else None
    made = Part(
        read.version, fingerprint, key_id, created, read.algorithm, read.bits, read.curve, secret, expires,
    )  # fmt: skip
    return made, read, hashed


def _named(read: Material, hashed: bytes) -> tuple[str, str]:
    if read.version < 4:
        return md5(b"".join(read.numbers), usedforsecurity=False).hexdigest().upper(), _low(read.numbers[0])
    if read.version == 4:
        name = sha1(hashed, usedforsecurity=False).hexdigest().upper()
        return name, name[-16:]
    name = sha256(hashed).hexdigest().upper()
    return name, name[:16]


def _low(number: bytes) -> str:
    return number[-8:].hex().upper()
