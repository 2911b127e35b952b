"""Keys of each version and algorithm: what they say of themselves, and what their own signatures confirm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import md5

import pytest
from Crypto.Hash import MD5
from Crypto.PublicKey import RSA
from Crypto.Signature import pkcs1_15
from pysequoia.packet import PacketPile

from filature.selectors.openpgp import packets as p
from filature.selectors.openpgp.keys import Key
from filature.selectors.openpgp.material import mpi
from filature.selectors.openpgp.reading import MAX_CHECKED, MAX_IDENTITIES, keys
from tests.selectors.pgp.made import NAMES, framed, made_key, number, public

SUITES = pytest.mark.parametrize(
    ("version", "suite", "algorithm", "bits"),
    [
        (4, "Cv25519", "EdDSA", 255), (4, "RSA2k", "RSA", 2048), (4, "P256", "ECDSA", 256), (4, "P521", "ECDSA", 521),
        (6, "Cv25519", "Ed25519", 255), (6, "RSA2k", "RSA", 2048),
    ],
)  # fmt: skip


def one(data: bytes, check: bool = True) -> Key:
    (key,) = keys(data, check)
    return key


@SUITES
def test_a_key_is_read_whole(version: int, suite: str, algorithm: str, bits: int) -> None:
    data, fingerprint = public(version, suite)
    pile = list(PacketPile.from_bytes(data))
    key = one(data)
    primary = key.primary
    assert (primary.version, primary.fingerprint, primary.algorithm, primary.bits) == (
        version,
        fingerprint,
        algorithm,
        bits,
    )
    assert primary.key_id == (fingerprint[:16] if version == 6 else fingerprint[-16:])
    assert (primary.created, primary.expires, primary.secret) == (pile[0].key_created, None, False)
    assert [u.text for u in key.user_ids] == NAMES
    assert [u.mails for u in key.user_ids] == [("alpha@example.org",), ("beta@example.com",)]
    subkeys = [packet for packet in pile if packet.tag == packet.tag.PublicSubkey]
    assert [s.fingerprint for s in key.subkeys] == [str(s.fingerprint).upper() for s in subkeys]
    assert key.complete


@SUITES
def test_its_own_signatures_are_verified_when_asked(
    version: int, suite: str, algorithm: str, bits: int
) -> None:
    data, _ = public(version, suite)
    checked, unchecked = one(data), one(data, check=False)
    assert checked.verified
    assert (
        {u.self_signature for u in checked.user_ids} == {s.binding for s in checked.subkeys} == {"verified"}
    )
    assert not unchecked.verified
    assert (
        {u.self_signature for u in unchecked.user_ids}
        == {s.binding for s in unchecked.subkeys}
        == {"unverified"}
    )


@SUITES
def test_a_changed_user_id_has_no_signature_that_holds(
    version: int, suite: str, algorithm: str, bits: int
) -> None:
    data, fingerprint = public(version, suite)
    key = one(data.replace(b"alpha@example.org", b"omega@example.org"))
    assert key.primary.fingerprint == fingerprint
    assert [(u.mails[0], u.self_signature) for u in key.user_ids] == [
        ("omega@example.org", "failed"), ("beta@example.com", "verified"),
    ]  # fmt: skip


def test_a_signature_changed_at_its_end_does_not_hold() -> None:
    """The two bytes of the hash that a signature repeats still fit: only the arithmetic tells."""
    for suite in ("Cv25519", "RSA2k", "P256"):
        frames, _ = p.frames(public(4, suite)[0])
        spoiled = [
            p.Packet(f.tag, f.body[:-1] + bytes([f.body[-1] ^ 1])) if f.tag == p.SIGNATURE else f
            for f in frames
        ]
        key = one(b"".join(f.framed for f in spoiled))
        assert {u.self_signature for u in key.user_ids} == {"failed"}, suite
        assert not key.verified


def test_without_its_signatures_a_key_has_names_that_nothing_confirms() -> None:
    frames, _ = p.frames(public()[0])
    key = one(b"".join(f.framed for f in frames if f.tag != p.SIGNATURE))
    assert [u.self_signature for u in key.user_ids] == ["absent", "absent"]
    assert [s.binding for s in key.subkeys] == ["absent", "absent"]


def test_a_broken_signature_spoils_no_other() -> None:
    frames, _ = p.frames(public()[0])
    broken = p.Packet(p.SIGNATURE, b"\4")
    key = one(b"".join(f.framed for f in [frames[0], broken, *frames[1:]]))
    assert {u.self_signature for u in key.user_ids} == {s.binding for s in key.subkeys} == {"verified"}


def test_a_number_with_blank_bits_in_front_is_no_number() -> None:
    assert mpi(b"\0\x09\1\1", 0) == (b"\1\1", 4, 9)
    assert [mpi(data, 0) for data in (b"\0\x0a\1\1", b"\0\x10\0\1", b"\0\x09\1", b"\0\0", b"\0", b"")] == [
        None
    ] * 6


def test_signatures_of_another_key_count_for_nothing() -> None:
    frames, _ = p.frames(public()[0])
    others, _ = p.frames(public(4, "P256")[0])
    signatures = [f for f in others if f.tag == p.SIGNATURE]
    key = one(b"".join(f.framed for f in [frames[0], p.Packet(p.USER_ID, NAMES[0].encode()), *signatures]))
    assert [u.self_signature for u in key.user_ids] == ["absent"]


def test_it_says_until_when_it_is_valid() -> None:
    data, _ = public(4, "Cv25519", 86_400)
    primary = one(data).primary
    assert primary.expires == primary.created + timedelta(days=1)


def test_a_secret_key_has_the_fingerprint_of_its_public_part() -> None:
    key = one(bytes(made_key(4, "Cv25519", None)))
    assert (key.primary.fingerprint, key.primary.secret) == (public()[1], True)
    assert {s.secret for s in key.subkeys} == {True}


def test_two_keys_in_one_block_are_two() -> None:
    first, second = public(), public(6)
    assert [key.primary.fingerprint for key in keys(first[0] + second[0], False)] == [first[1], second[1]]


def test_keys_of_version_3() -> None:
    """RFC 4880, 12.2: MD5 of the numbers without their lengths; the id is the end of the first number."""
    made = RSA.generate(1024)
    created = 800_000_000
    numbers = number(made.n) + number(made.e)
    body = b"\3" + created.to_bytes(4, "big") + (30).to_bytes(2, "big") + b"\1" + numbers
    name, key_id = b"Old <old@example.org>", (made.n & (1 << 64) - 1).to_bytes(8, "big")
    hashed = b"\x10" + created.to_bytes(4, "big")
    digest = MD5.new(b"\x99" + len(body).to_bytes(2, "big") + body + name + hashed)
    value = int.from_bytes(pkcs1_15.new(made).sign(digest), "big")
    signature = b"\3\5" + hashed + key_id + b"\1\1" + digest.digest()[:2] + number(value)
    key = one(framed(6, body) + framed(13, name) + framed(2, signature))
    n, e = made.n.to_bytes(128, "big"), made.e.to_bytes(3, "big")
    assert key.primary.fingerprint == md5(n + e).hexdigest().upper()
    assert (key.primary.version, key.primary.key_id, key.primary.bits) == (3, key_id.hex().upper(), 1024)
    assert key.primary.created == datetime(1995, 5, 9, 6, 13, 20, tzinfo=UTC)
    assert key.primary.expires == datetime(1995, 6, 8, 6, 13, 20, tzinfo=UTC)
    assert [(u.mails, u.self_signature) for u in key.user_ids] == [(("old@example.org",), "verified")]


def test_a_key_whose_numbers_do_not_add_up_has_no_fingerprint() -> None:
    (frame, *_), _ = p.frames(public(4, "RSA2k")[0])
    for body in (
        frame.body[:-1],
        frame.body + b"\0",
        frame.body[:40] + frame.body[41:],
        b"\5" + frame.body[1:],
    ):
        assert keys(framed(6, body), False) == []
    assert one(framed(6, frame.body), False).primary.fingerprint == public(4, "RSA2k")[1]


def test_cut_after_its_primary_key_it_is_known_but_not_complete() -> None:
    data, fingerprint = public()
    for size in (60, 100, 300, len(data) - 1):
        key = one(data[:size], False)
        assert (key.primary.fingerprint, key.complete) == (fingerprint, False)
    assert keys(data[:50], False) == []


def test_flooded_with_names_and_signatures_it_costs_a_bounded_time() -> None:
    frames, _ = p.frames(public(4, "RSA2k")[0])
    primary, name = frames[0].framed, next(f.framed for f in frames if f.tag == p.USER_ID)
    signature = next(f.framed for f in frames if f.tag == p.SIGNATURE)
    key = one(primary + (name + signature) * 5_000)
    assert len(key.user_ids) == MAX_IDENTITIES
    assert sum(u.self_signature == "failed" for u in key.user_ids) <= MAX_CHECKED
    assert not key.complete
