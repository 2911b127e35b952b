"""Encrypted messages and signatures: the keys that they name."""

from __future__ import annotations

from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, PASSED, Example, Hit, Kind
from filature.selectors.openpgp import facts
from filature.selectors.openpgp.armour import OK, span
from filature.selectors.openpgp.blocks import recipients_in, signers_in

_COVERED = frozenset({"pgp_fpr", "pgp_keyid"})
_MESSAGE = """-----BEGIN PGP MESSAGE-----

hF4D64HEUFqzRdsSAQdA/CALx546IMrXnp09SH/upreJvIYb5PelrSnYp31U4yww
uDgDzP66McYgnCi7+O9lbB7JyLMYa3JZFX62/tCipF5yuRIOiiBPT1MChSf0I6A/
0jMBbES6HuCZHPlEGfCZxKly2A5VPHwhIGqqL4iYZh3dEJzfdOahJ0iG8+oFfeKR
owPZ2Ow=
=ov+p
-----END PGP MESSAGE-----"""
_SIGNATURE = """-----BEGIN PGP SIGNATURE-----

iHUEARYIAB0WIQSAnz2mriO/tUCv3eK/LkfKHjD6bwUCawK0TgAKCRC/LkfKHjD6
b4qeAP9TdaBcHyNOD4sc1JUrYC4UUUlZ9BOEXUhgCr1MSGtINgEAnhPAoeu6gvtx
Dt4gq+VGt807pJAVdvidhNbkQCbwgw4=
=X+os
-----END PGP SIGNATURE-----"""


def _message(text: bytes, start: int, end: int) -> Iterator[Hit]:
    block = span(text, start, end)
    found = recipients_in(text[block.line : block.stop])
    if found is not None:
        told, crc = found
        for key_id in told.key_ids:
            yield Hit(
                block.start, block.end, key_id, check=_check(crc), details=facts.of_message(told, crc)
            )  # fmt: skip


def _signature(text: bytes, start: int, end: int) -> Iterator[Hit]:
    block = span(text, start, end)
    for signed, crc in signers_in(text[block.line : block.stop]):
        details = facts.of_signature(signed, crc)
        yield Hit(block.start, block.end, signed.signer, check=_check(crc), details=details)


def _check(crc: str) -> str:
    return PASSED if crc == OK else FORM_ONLY


KINDS = (
    Kind(
        name="pgp_message",
        meaning="A key that an encrypted OpenPGP message is for, by its id.",
        source="RFC 9580, 5.1: the packet of an encrypted session key names the key that opens it",
        patterns=(r"(?i)BEGIN\s{1,4}PGP\s{1,4}MESSAGE",),
        marks=("~begi",),
        read=_message,
        examples=(
            Example(f"For the PGP key of the shop:\n{_MESSAGE}", "EB81C4505AB345DB"),
            Example("For the PGP key of the shop: " + _MESSAGE.replace("\n", ""), "EB81C4505AB345DB"),
        ),
        refused=(
            "-----BEGIN PGP MESSAGE-----\nour text\n-----END PGP MESSAGE-----",
            _SIGNATURE,
            _MESSAGE[:40],
        ),
        covers=_COVERED,
    ),
    Kind(
        name="pgp_signed",
        meaning="The key that made an OpenPGP signature, by its fingerprint or id.",
        source="RFC 9580, 5.2.3.12 and 5.2.3.35: issuer key id and issuer fingerprint",
        patterns=(r"(?i)BEGIN\s{1,4}PGP\s{1,4}SIGNATURE",),
        marks=("~begi",),
        read=_signature,
        examples=(
            Example(
                f"Signed with the PGP key of the shop:\n{_SIGNATURE}",
                "809F3DA6AE23BFB540AFDDE2BF2E47CA1E30FA6F",
            ),
        ),
        refused=("-----BEGIN PGP SIGNATURE-----\nmine\n-----END PGP SIGNATURE-----", _MESSAGE),
        covers=_COVERED,
    ),
)
