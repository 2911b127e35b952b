"""Blocks of OpenPGP keys: by fingerprint where the key can be read, as a block found where it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, PASSED, Example, Hit, Kind
from filature.selectors.openpgp import facts
from filature.selectors.openpgp.armour import KEY_LABELS, LABELS, Span, span
from filature.selectors.openpgp.blocks import keys_in, recipients_in, signers_in, why_no_key

_SOURCE = "RFC 9580 and RFC 4880 (armour, packets, fingerprints); RFC 1991 for keys of version 3"
_BODY = re.compile(rb"[A-Za-z0-9+/=]{20}")
_OPEN = 400
"""How far after a BEGIN line that no END line follows a body must begin."""
_KEY = """-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEawK0TRYJKwYBBAHaRw8BAQdAG012zGh7Ge7qdp96frz/KojO1UDR7SJXrzhA
xlwN9xe0HUV4YW1wbGUgPGV4YW1wbGVAZXhhbXBsZS5vcmc+iJAEExYIADgWIQSA
nz2mriO/tUCv3eK/LkfKHjD6bwUCawK0TQIbAwULCQgHAgYVCgkICwIEFgIDAQIe
AQIXgAAKCRC/LkfKHjD6b1IvAQD9nNG//BIaKOd/rtuqwn6MVEKWJH0B4mg17tIQ
Uk0qLAD9FOKcjjCfXoxlqqbP6+1YKalLCsx+mDNvQrD6y3L/mgs=
=gLJn
-----END PGP PUBLIC KEY BLOCK-----"""
_FINGERPRINT = "809F3DA6AE23BFB540AFDDE2BF2E47CA1E30FA6F"


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    block = span(text, start, end)
    for one in keys_in(text[block.line : block.stop]):
        check = PASSED if one.confirmed else FORM_ONLY
        yield Hit(block.start, block.end, one.key.primary.fingerprint, check=check, details=facts.of_key(one))


def _unread(text: bytes, start: int, end: int) -> Iterator[Hit]:
    block = span(text, start, end)
    label = b" ".join(text[start:end].upper().split()[2:]).decode()
    inside = text[block.line : block.stop]
    if not _holds_something(inside, block) or label == "SIGNED MESSAGE":
        return
    if "KEY" in label or "BLOCK" in label:
        why = "" if keys_in(inside) else why_no_key(inside)
    elif label == "SIGNATURE":
        why = "" if signers_in(inside) else "no_signer"
    else:
        told = recipients_in(inside)
        why = "" if told and told[0].key_ids else "no_recipient"
    if why:
        details: dict[str, object] = {"reason": why, "length": block.end - block.start}
        yield Hit(block.start, block.line, f"-----BEGIN PGP {label}-----", check=FORM_ONLY, details=details)


def _holds_something(inside: bytes, block: Span) -> bool:
    """Whether a body follows, not only a sentence that speaks of such lines."""
    return bool(_BODY.search(inside if block.closed else inside[:_OPEN]))


KINDS = (
    Kind(
        name="pgp_key",
        meaning="An OpenPGP key in an armoured block, by the fingerprint of its primary key.",
        source=_SOURCE,
        patterns=(rf"(?i)BEGIN\s{{1,4}}PGP\s{{1,4}}{KEY_LABELS}",),
        marks=("~begi",),
        read=_read,
        examples=(
            Example(f"My PGP key:\n{_KEY}\nUse it.", _FINGERPRINT),
            Example("PGP " + _KEY.replace("\n", ""), _FINGERPRINT),
            Example("PGP " + _KEY.replace("\n", " ").replace("=gLJn ", ""), _FINGERPRINT),
        ),
        refused=(
            _KEY[:80] + "\n-----END PGP PUBLIC KEY BLOCK-----",
            _KEY.replace("FgkrBgEE", "FgkrBgE").replace("mDMEawK0TRYJKwYB", "mDMEawK0TRYJKwY"),
            "-----BEGIN PGP PUBLIC KEY BLOCK-----\nmDMEYAAAABYJKwYBBAHaRw8BAQdA\n=AbCd\n-----END PGP PUBLIC KEY BLOCK-----",
            "Paste all from -----BEGIN PGP PUBLIC KEY BLOCK----- to -----END PGP PUBLIC KEY BLOCK-----",
        ),
        covers=frozenset({"pgp_fpr", "pgp_keyid", "pgp_block"}),
    ),
    Kind(
        name="pgp_block",
        meaning="An armoured OpenPGP block that names no key: cut, damaged, or with hidden recipients.",
        source=_SOURCE,
        patterns=(rf"(?i)BEGIN\s{{1,4}}PGP\s{{1,4}}{LABELS}",),
        marks=("~begi",),
        read=_unread,
        examples=(
            Example(
                "-----BEGIN PGP PUBLIC KEY BLOCK-----\nmDMEYAAAABYJKwYBBAHaRw8BAQdA\n=AbCd\n"
                "-----END PGP PUBLIC KEY BLOCK-----",
                "-----BEGIN PGP PUBLIC KEY BLOCK-----",
            ),
        ),
        refused=(
            _KEY,
            "Paste all from -----BEGIN PGP PUBLIC KEY BLOCK----- to -----END PGP PUBLIC KEY BLOCK-----",
            "It begins with -----BEGIN PGP MESSAGE----- and then comes nonsense.",
        ),
    ),
)
