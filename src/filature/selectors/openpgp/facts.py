"""What is told of a key beside its fingerprint, as plain values: texts, numbers, lists; times as ISO 8601 in UTC."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from filature.selectors.finding import compiled
from filature.selectors.openpgp.armour import KEY_LABELS, span
from filature.selectors.openpgp.blocks import Found, keys_in
from filature.selectors.openpgp.keys import Part
from filature.selectors.openpgp.messages import Recipients, SignedBy
from filature.selectors.openpgp.verify import UNVERIFIED, VERIFIED

_BEGIN = compiled(rf"(?i)BEGIN\s{{1,4}}PGP\s{{1,4}}{KEY_LABELS}")


def verified(inside: bytes) -> list[dict[str, object]]:
    """Facts of each key in a block (the text between its BEGIN and END lines), its own signatures checked.

    About 1 ms for each signature, at most 32 of a key: for the distinct blocks of a case, not for each page.
    """
    return [of_key(found) for found in keys_in(inside, check=True)]


@lru_cache(256)
def checked(block: str, fingerprint: str) -> dict[str, object] | None:
    """Facts of the key with ``fingerprint`` in a block as captured, BEGIN line and all, its own signatures checked; None
    when the block does not hold it as it stands, as where a disguise was undone. The last blocks are remembered, since
    the same one stands on many pages."""
    text = block.encode()
    begin = _BEGIN.search(text)
    if begin is None:
        return None
    found = span(text, *begin.span())
    return next((f for f in verified(text[found.line : found.stop]) if f["fingerprint"] == fingerprint), None)


def of_key(found: Found) -> dict[str, object]:
    """Facts of a key: `self_signature` is `verified` only when a signature by the key itself was checked and holds."""
    key = found.key
    mails = dict.fromkeys(mail for user_id in key.user_ids for mail in user_id.mails)
    return {
        **_part(key.primary),
        "self_signature": VERIFIED if key.verified else UNVERIFIED,
        "mails": list(mails),
        "user_ids": [
            {"text": u.text, "mails": list(u.mails), "self_signature": u.self_signature, "revoked": u.revoked}
            for u in key.user_ids
        ],
        "subkeys": [{**_part(s), "self_signature": s.binding} for s in key.subkeys],
        "complete": key.complete,
        "crc": found.crc,
    }


def of_message(recipients: Recipients, crc: str) -> dict[str, object]:
    """Facts of an encrypted message."""
    return {
        "recipients": list(recipients.key_ids),
        "hidden_recipients": recipients.hidden,
        "passwords": recipients.passwords,
        "crc": crc,
    }


def of_signature(signed: SignedBy, crc: str) -> dict[str, object]:
    """Facts of a signature; whether it holds cannot be told without the key and the exact text."""
    return {"created": _time(signed.created), "hash": signed.hash, "signature": UNVERIFIED, "crc": crc}


def _part(part: Part) -> dict[str, object]:
    return {
        "fingerprint": part.fingerprint,
        "key_id": part.key_id,
        "version": part.version,
        "algorithm": part.algorithm,
        "bits": part.bits,
        "curve": part.curve,
        "created": _time(part.created),
        "expires": _time(part.expires),
        "revoked": part.revoked,
        "secret": part.secret,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
