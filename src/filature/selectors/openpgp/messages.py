"""What an encrypted message and a signature tell without any key: for whom, by whom, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from filature.selectors.openpgp import packets as p
from filature.selectors.openpgp.opened import opened
from filature.selectors.openpgp.verify import hash_name

_HIDDEN = "0" * 16
MAX_RECIPIENTS = 256


@dataclass(frozen=True, slots=True)
class Recipients:
    """For whom a message is encrypted: key ids, how many recipients are hidden, and how many passwords open it."""

    key_ids: tuple[str, ...]
    hidden: int
    passwords: int


@dataclass(frozen=True, slots=True)
class SignedBy:
    """By whom a signature is: ``signer`` is a fingerprint where it is told, else a key id (upper-case hex)."""

    signer: str
    created: datetime | None
    hash: str


def recipients(data: bytes) -> Recipients | None:
    """The recipients of an encrypted message; None when ``data`` begins no such message."""
    found = p.frames(data)[0][:MAX_RECIPIENTS]
    ids = [_recipient(packet.body) for packet in found if packet.tag == p.PKESK and packet.whole]
    passwords = sum(packet.tag == p.SKESK and packet.whole for packet in found)
    sealed = any(packet.tag in (p.PROTECTED, p.ENCRYPTED, p.AEAD) for packet in found)
    if not (ids or passwords or sealed):
        return None
    named = tuple(dict.fromkeys(key_id for key_id in ids if key_id != _HIDDEN))
    return Recipients(named, ids.count(_HIDDEN), passwords)


def _recipient(body: bytes) -> str:
    """Key id (version 3) or fingerprint (version 6: its length, the version of the key, itself) of a recipient."""
    if body[:1] == b"\6":
        return body[3 : 2 + body[1]].hex().upper() if body[1:2] > b"\0" else _HIDDEN
    return body[1:9].hex().upper()


def signers(data: bytes) -> list[SignedBy]:
    """Who signed, by each signature at the beginning of ``data`` that names somebody."""
    packets = [packet for packet in p.frames(data)[0][:MAX_RECIPIENTS] if packet.tag == p.SIGNATURE]
    found = []
    for packet, content in zip(packets, opened(packets), strict=True):
        signer = content and (content.issuer_fingerprint or content.issuer_key_id)
        if content and signer:
            found.append(SignedBy(signer.upper(), content.signature_created, hash_name(packet.body)))
    return found
