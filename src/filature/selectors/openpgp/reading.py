"""Keys from packets: user ids and subkeys, each with the label that the signatures of the key itself earn it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from pysequoia.packet import Packet as Read

from filature.selectors.openpgp import packets as p
from filature.selectors.openpgp.keys import Key, Part, UserId, part
from filature.selectors.openpgp.opened import opened
from filature.selectors.openpgp.verify import ABSENT, FAILED, UNVERIFIED, VERIFIED, Signer

MAX_IDENTITIES, MAX_CHECKED = 64, 32
_RANK = {VERIFIED: 3, FAILED: 2, UNVERIFIED: 1, ABSENT: 0}
_MAIL = re.compile(r"[^\s<>()\[\]\"',;:@]{1,64}@[^\s<>()\[\]\"',;:@]{1,255}")
_CERTIFIES = frozenset(range(0x10, 0x14))
_DIRECT, _REVOKED, _BOUND, _UNBOUND, _WITHDRAWN = 0x1F, 0x20, 0x18, 0x28, 0x30
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


def keys(data: bytes, check: bool) -> list[Key]:
    """The keys in ``data``, in order. One whose primary packet is cut, or whose numbers do not add up, is left out.

    With ``check`` its own signatures are verified (about 1 ms each), at most `MAX_CHECKED`; else all are `unverified`.
    """
    found, ended = p.frames(data)
    groups: list[list[p.Packet]] = []
    for packet in found:
        if packet.tag in (p.PUBLIC_KEY, p.SECRET_KEY):
            groups.append([packet])
        elif groups:
            groups[-1].append(packet)
    made = [key for group in groups for key in _key(group, MAX_CHECKED if check else 0)]
    if made and not ended:
        made[-1].complete = False
        made[-1].sound &= len(groups[-1]) > 1
    return made


def _key(group: list[p.Packet], checks: int) -> Iterator[Key]:
    read = part(group[0])
    if read is None:
        return
    primary, numbers, hashed = read
    key = Key(primary, [], [], all(packet.whole for packet in group), all(map(_follows, group[1:2])))
    reading = _Reading(key, Signer(numbers), hashed, checks)
    for packet, content in zip(group[1:], opened(group[1:]), strict=True):
        reading.take(packet, content)
    yield key


def _follows(packet: p.Packet) -> bool:
    """Whether a packet may come right after a primary key: a name that is text, or a signature of a known version."""
    if packet.tag == p.USER_ID:
        return packet.body.decode("utf-8", "replace").isprintable()
    return packet.tag in (p.PUBLIC_SUBKEY, p.SECRET_SUBKEY) or 2 <= next(iter(packet.body), 0) <= 6


class _Reading:
    """A key while its packets come: a signature speaks of the user id or subkey before it."""

    def __init__(self, key: Key, signer: Signer, hashed: bytes, checks: int) -> None:
        self.key, self._signer, self._hashed = key, signer, hashed
        self._about: UserId | Part | None = key.primary
        self._what = b""
        self._checks = checks
        self._newest: dict[str, datetime] = {}

    def take(self, packet: p.Packet, content: Read | None) -> None:
        """One more packet; ``content`` as `opened` gives it."""
        if packet.tag == p.SIGNATURE:
            if content is not None:
                self._signature(packet.body, content)
        elif packet.tag == p.USER_ID:
            self._user_id(packet)
        elif packet.tag in (p.PUBLIC_SUBKEY, p.SECRET_SUBKEY):
            self._subkey(packet)
        elif packet.tag == p.USER_ATTRIBUTE:
            self._about = None

    def _user_id(self, packet: p.Packet) -> None:
        self._about, body = None, packet.body
        if packet.whole and len(self.key.user_ids) < MAX_IDENTITIES:
            text = body[:1_024].decode("utf-8", "replace")
            self._about = UserId(text, tuple(_MAIL.findall(text)))
            self._what = b"\xb4" + len(body).to_bytes(4, "big") + body
            self.key.user_ids.append(self._about)

    def _subkey(self, packet: p.Packet) -> None:
        self._about = None
        read = part(packet) if len(self.key.subkeys) < MAX_IDENTITIES else None
        if read is not None:
            self._about, self._what = read[0], read[2]
            self.key.subkeys.append(read[0])

    def _is_own(self, content: Read) -> bool:
        primary = self.key.primary
        by = content.issuer_fingerprint
        return (
            by.upper() == primary.fingerprint
            if by
            else (content.issuer_key_id or "").upper() == primary.key_id
        )

    def _signature(self, body: bytes, content: Read) -> None:
        if not self._is_own(content):
            self.key.foreign += 1
            return
        self.key.own += 1
        kind, about, primary = body[2] if body[0] < 4 else body[1], self._about, self.key.primary
        if kind == _DIRECT:
            primary.binding = self._label(primary.binding, body, b"")
            self._expiry(primary, content)
        elif kind == _REVOKED:
            primary.revoked |= self._label(ABSENT, body, b"") != FAILED
        elif kind in _CERTIFIES and isinstance(about, UserId):
            about.self_signature = self._label(about.self_signature, body, self._what)
            self._expiry(primary, content)
        elif kind == _BOUND and isinstance(about, Part) and about is not primary:
            about.binding = self._label(about.binding, body, self._what)
            self._expiry(about, content)
        elif kind in (_UNBOUND, _WITHDRAWN) and about is not None and about is not primary:
            about.revoked |= self._label(ABSENT, body, self._what) != FAILED

    def _label(self, before: str, body: bytes, what: bytes) -> str:
        """The better of the label there was and what this signature earns."""
        self._checks -= 1
        if self._checks < 0:
            return max(before, UNVERIFIED, key=_RANK.__getitem__)
        if body[0] < 4 and isinstance(self._about, UserId):
            what = what[5:]  # signatures of version 3 are made over the bare user id
        return max(before, self._signer.check(body, self._hashed + what), key=_RANK.__getitem__)

    def _expiry(self, of: Part, content: Read) -> None:
        """The newest signature says until when the key is valid."""
        made = content.signature_created or _EARLIEST
        if made >= self._newest.get(of.fingerprint, _EARLIEST) and of.version > 3:
            self._newest[of.fingerprint] = made
            period = content.key_validity_period
            of.expires = _later(of.created, period) if period else None


def _later(created: datetime, period: timedelta) -> datetime | None:
    try:
        return created + period
    except OverflowError:  # beyond the year 9999: never
        return None
