"""A block of a text read whole: armour repaired, then its keys, recipients or signers; or the reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from filature.selectors.openpgp import heads
from filature.selectors.openpgp.armour import OK, chunks
from filature.selectors.openpgp.keys import Key
from filature.selectors.openpgp.messages import Recipients, SignedBy, recipients, signers
from filature.selectors.openpgp.packets import frames
from filature.selectors.openpgp.reading import keys

_SMALL = 16_384
NO_BASE64, NO_PACKET, CUT, DAMAGED = "empty", "no_packet", "cut", "damaged"


@dataclass(frozen=True, slots=True)
class Found:
    """One key of a block, and what the checksum of its armour says (`ok`, `wrong`, `missing`)."""

    key: Key
    crc: str

    @property
    def confirmed(self) -> bool:
        """Whether the checksum holds, or a signature names the key by the id that its fingerprint ends with."""
        return self.crc == OK or self.key.own > 0


def keys_in(inside: bytes, check: bool = False) -> tuple[Found, ...]:
    """The keys that the inside of a block holds; ``check`` as for `reading.keys`.

    Left out is a key that no checksum confirms and that its signatures call by another id: its fingerprint would be
    made up. The same block stands on many pages: the last ones are remembered.
    """
    return (_remembered if len(inside) <= _SMALL else _keys)(inside, check)


def _keys(inside: bytes, check: bool) -> tuple[Found, ...]:
    found = (Found(key, chunk.crc) for chunk in chunks(inside, heads.KEYS) for key in keys(chunk.data, check))
    return tuple(one for one in found if one.crc == OK or not one.key.doubtful)


_remembered = lru_cache(256)(_keys)


def recipients_in(inside: bytes) -> tuple[Recipients, str] | None:
    """The recipients of the encrypted message in a block, and its checksum; None when there is none."""
    for chunk in chunks(inside, heads.MESSAGES):
        found = recipients(chunk.data)
        if found is not None:
            return found, chunk.crc
    return None


def signers_in(inside: bytes) -> tuple[tuple[SignedBy, str], ...]:
    """The signers of a block of signatures, each with the checksum of its armour."""
    return tuple(
        (signer, chunk.crc) for chunk in chunks(inside, heads.SIGNATURES) for signer in signers(chunk.data)
    )


def why_no_key(inside: bytes) -> str:
    """Why a block gives no key: `empty`, `no_packet` (no letters that begin a key), `cut` or `damaged`."""
    if len(inside) < 64:
        return NO_BASE64
    found = chunks(inside, heads.KEYS)
    if not found:
        return NO_PACKET
    first = frames(found[0].data)[0][:1]
    return DAMAGED if first and first[0].whole else CUT
