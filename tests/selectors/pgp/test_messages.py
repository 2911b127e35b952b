"""Messages and signatures: what they tell of keys without any key."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pysequoia import Cert, SignatureMode, encrypt, sign

from filature.selectors.finding import find
from filature.selectors.kind import FORM_ONLY, PASSED, Hit
from filature.selectors.kinds import all_kinds
from filature.selectors.openpgp.armour import chunks
from filature.selectors.openpgp.heads import SIGNATURES
from filature.selectors.openpgp.reading import keys
from filature.selectors.openpgp.verify import hash_name
from tests.selectors.pgp.made import armoured, framed, made_key, number

KINDS = {kind.name: kind for kind in all_kinds()}
WORDS = b"The shop has moved, and its new address is in the next message."


def hits(name: str, text: str) -> list[Hit]:
    """The hits of one kind."""
    return list(find(KINDS[name], text.encode()))


def certificate(version: int, suite: str) -> Cert:
    return made_key(version, suite, None).extract_certificate()


def encryption_key(certificate: Cert) -> str:
    (key,) = keys(bytes(certificate), False)
    return next(s.fingerprint for s in key.subkeys if s.algorithm in ("ECDH", "X25519"))


def block(made: Any) -> str:
    return made.decode() if isinstance(made, bytes) else str(made)


def test_each_recipient_of_a_message_is_found() -> None:
    first, second = certificate(4, "Cv25519"), certificate(4, "P256")
    text = block(encrypt(recipients=[first, second], bytes=WORDS))
    found = hits("pgp_message", f"Send to both:\n{text}")
    # Sequoia names them in the way of RFC 9580, by fingerprint; the example of the kind is one of GnuPG's, by id
    wanted = {encryption_key(first), encryption_key(second)}
    assert {hit.value for hit in found} == wanted
    assert {tuple(sorted(hit.details["recipients"])) for hit in found} == {tuple(sorted(wanted))}  # type: ignore[call-overload]
    assert {hit.start for hit in found} == {14}


def test_a_message_for_a_password_names_nobody_and_is_a_block() -> None:
    text = block(encrypt(passwords=["word"], bytes=WORDS))
    assert hits("pgp_message", text) == []
    (hit,) = hits("pgp_block", text)
    assert (hit.value, hit.details["reason"]) == ("-----BEGIN PGP MESSAGE-----", "no_recipient")


def test_the_signer_of_a_text_is_found_in_every_state_of_it() -> None:
    for version, suite in ((4, "Cv25519"), (6, "Cv25519"), (4, "RSA2k")):
        key = made_key(version, suite, None)
        text = block(sign(key.signer(), WORDS, mode=SignatureMode.CLEAR))
        signer = {s.fingerprint for s in keys(bytes(key.extract_certificate()), False)[0].subkeys}
        for state in (text, text.replace("\n", ""), text.replace("\n", " "), text.replace("\n", "<br>")):
            (hit,) = hits("pgp_signed", state)
            assert hit.value in signer
            assert (hit.details["signature"], hit.details["hash"]) == ("unverified", "SHA512")
            assert hit.start == state.index("-----BEGIN PGP SIGNATURE")
            assert hits("pgp_block", state) == []


def test_hidden_recipients_are_counted_not_named() -> None:
    known = framed(1, b"\3" + bytes.fromhex("91A2B3C4D5E6F708") + b"\1" + number(1 << 2047))
    hidden = framed(1, b"\3" + bytes(8) + b"\1" + number(1 << 2047))
    text = armoured(known + hidden + framed(18, b"\1" + b"x" * 40)).replace("PUBLIC KEY BLOCK", "MESSAGE")
    (hit,) = hits("pgp_message", text)
    assert hit.value == "91A2B3C4D5E6F708"
    assert hit.details == {"recipients": [hit.value], "hidden_recipients": 1, "passwords": 0, "crc": "ok"}


@settings(deadline=None)
@given(st.integers(0, 400), st.integers(0, 255), st.integers(0, 400), st.integers(0, 255))
def test_a_signature_with_bytes_changed_never_raises(first: int, one: int, second: int, other: int) -> None:
    text = block(sign(made_key(4, "RSA2k", None).signer(), WORDS, mode=SignatureMode.DETACHED))
    data = bytearray(
        chunks(text.partition("SIGNATURE-----")[2].partition("-----")[0].encode(), SIGNATURES)[0].data
    )
    data[first % len(data)], data[second % len(data)] = one, other
    for label in ("SIGNATURE", "MESSAGE", "PUBLIC KEY BLOCK"):
        spoiled = armoured(bytes(data)).replace("PUBLIC KEY BLOCK", label)
        for kind in KINDS.values():
            list(find(kind, spoiled.encode()))


def test_an_unknown_hash_is_told_by_its_number() -> None:
    assert [hash_name(b"\4\0\1\x0a"), hash_name(b"\4\0\1\x63"), hash_name(b"\4"), hash_name(b"\3" + b"\2" * 20)] == [
        "SHA512", "99", "0", "SHA1",
    ]  # fmt: skip


def test_a_checksum_that_does_not_hold_is_told() -> None:
    key = made_key(4, "Cv25519", None)
    lines = block(sign(key.signer(), WORDS, mode=SignatureMode.DETACHED)).splitlines()
    lines = [line for line in lines if not (line.startswith("=") and len(line) == 5)]
    (hit,) = hits("pgp_signed", "\n".join([*lines[:-1], "=AAAA", lines[-1]]))
    assert (hit.check, hit.details["crc"]) == (FORM_ONLY, "wrong")
    (hit,) = hits("pgp_signed", "\n".join(lines))
    assert (hit.check, hit.details["crc"]) == (FORM_ONLY, "missing")
    assert PASSED in {h.check for e in KINDS["pgp_signed"].examples for h in hits("pgp_signed", e.text)}
