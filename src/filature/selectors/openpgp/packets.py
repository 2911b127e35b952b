"""Frames of packets: where each packet of a message or key begins and ends (RFC 9580, 4.2), nothing of what it says."""

from __future__ import annotations

from dataclasses import dataclass

MAX_PACKETS = 1_000
SIGNATURE, SECRET_KEY, PUBLIC_KEY, SECRET_SUBKEY, PUBLIC_SUBKEY = 2, 5, 6, 7, 14
PKESK, SKESK, ONE_PASS, COMPRESSED, ENCRYPTED, LITERAL = 1, 3, 4, 8, 9, 11
MARKER, TRUST, USER_ID, USER_ATTRIBUTE, PROTECTED, AEAD, PADDING = 10, 12, 13, 17, 18, 20, 21
DATA = frozenset({COMPRESSED, ENCRYPTED, LITERAL, PROTECTED, AEAD})
_KNOWN = DATA | {
    PKESK, SIGNATURE, SKESK, ONE_PASS, SECRET_KEY, PUBLIC_KEY, SECRET_SUBKEY, MARKER, TRUST, USER_ID, PUBLIC_SUBKEY,
    USER_ATTRIBUTE, 19, PADDING,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet: its tag, and what stands in it. ``whole`` is false when the data ends before the packet does."""

    tag: int
    body: bytes
    whole: bool = True

    @property
    def framed(self) -> bytes:
        """The packet with a header of its own, as a reader of packets wants it."""
        return bytes([0xC0 | self.tag, 0xFF]) + len(self.body).to_bytes(4, "big") + self.body


@dataclass(frozen=True, slots=True)
class Head:
    """What the header of a packet says: ``size`` is None for a body of unknown length (data only)."""

    tag: int
    begin: int
    size: int | None


def head(data: bytes, at: int) -> Head | None:
    """The header at ``at``; None when there is no header of a known packet."""
    first = data[at] if at < len(data) else 0
    if not first & 0x80:
        return None
    found = _new(data, at, first & 0x3F) if first & 0x40 else _old(data, at, first >> 2 & 0x0F, first & 3)
    if found is None or found.tag not in _KNOWN or (found.size is None and found.tag not in DATA):
        return None
    return found


def _old(data: bytes, at: int, tag: int, kind: int) -> Head | None:
    if kind == 3:
        return Head(tag, at + 1, None)
    begin = at + 1 + (1 << kind)
    return Head(tag, begin, int.from_bytes(data[at + 1 : begin], "big")) if begin <= len(data) else None


def _new(data: bytes, at: int, tag: int) -> Head | None:
    octets = data[at + 1 : at + 6]
    if not octets:
        return None
    if octets[0] < 192:
        return Head(tag, at + 2, octets[0])
    if octets[0] < 224:
        return Head(tag, at + 3, (octets[0] - 192 << 8) + octets[1] + 192) if len(octets) > 1 else None
    if octets[0] < 255:
        return Head(tag, at + 2, None)
    return Head(tag, at + 6, int.from_bytes(octets[1:], "big")) if len(octets) == 5 else None


def frames(data: bytes) -> tuple[list[Packet], bool]:
    """The packets of ``data``, and whether they end where the data ends.

    What follows a packet that holds data (encrypted, compressed) is not looked at: its parts may be of unknown length.
    At most `MAX_PACKETS` are given. Reading stops where no packet begins: what was read before stays.
    """
    found: list[Packet] = []
    at = 0
    while at < len(data) and len(found) < MAX_PACKETS:
        this = head(data, at)
        if this is None:
            return found, False
        if this.tag in DATA:
            return [*found, Packet(this.tag, data[this.begin :])], True
        at = this.begin + (this.size or 0)
        found.append(Packet(this.tag, data[this.begin : at], at <= len(data)))
    return found, at == len(data)
