"""GnuPG, where it is installed, says the same of keys that it made: intact, and of ours repaired."""

from __future__ import annotations

import shutil

import pytest

from benchmarks.openpgp_gnupg import by_gnupg, by_us
from filature.selectors.openpgp.armour import chunks
from filature.selectors.openpgp.blocks import keys_in
from filature.selectors.openpgp.heads import KEYS
from tests.selectors.pgp.made import gnupg

pytestmark = pytest.mark.skipif(
    shutil.which("gpg") is None, reason="GnuPG is not installed: apt-get install gnupg"
)
MADE = [
    ("rsa2048", "rsa2048", "never"),
    ("dsa2048", "elg2048", "2y"),
    ("ed25519", "cv25519", "1y"),
    ("nistp384", "nistp384", "3d"),
]


@pytest.mark.parametrize(("primary", "subkey", "expiry"), MADE, ids=lambda value: value)
def test_gnupg_says_the_same(primary: str, subkey: str, expiry: str) -> None:
    with gnupg() as gpg:
        gpg.run("--quick-gen-key", "Gamma (été) <gamma@example.org>", primary, "cert,sign", expiry)
        (made,) = by_gnupg(gpg.run("--export"), gpg.home)
        gpg.run("--quick-add-key", made.fingerprint, subkey, "encr", expiry)
        gpg.run("--quick-add-uid", made.fingerprint, "Delta <delta@example.org>")
        block = gpg.run("--armor", "--export")
        theirs = by_gnupg(block, gpg.home)
    inside = block.partition(b"BLOCK-----")[2].partition(b"-----END")[0]
    assert len(theirs[0].user_ids) == 2
    assert len(theirs[0].subkeys) == 1
    for damaged in (
        inside,
        b"".join(inside.split()),
        inside.replace(b"\n", b"<br>"),
        inside.replace(b"\n", b"\n> "),
    ):
        found = keys_in(damaged, check=True)
        assert [by_us(one.key) for one in found] == theirs
        assert (
            {u.self_signature for u in found[0].key.user_ids}
            == {s.binding for s in found[0].key.subkeys}
            == {"verified"}
        )


def test_gnupg_reads_what_was_repaired() -> None:
    with gnupg() as gpg:
        gpg.run("--quick-gen-key", "Gamma <gamma@example.org>", "ed25519", "sign", "never")
        block = gpg.run("--armor", "--export").replace(b"\n", b" ").replace(b"+", b"&#43;")
        assert by_gnupg(block, gpg.home) == []
        (chunk,) = chunks(block.partition(b"BLOCK-----")[2], KEYS)
        assert by_gnupg(chunk.data, gpg.home) == [
            by_us(one.key) for one in keys_in(block.partition(b"BLOCK-----")[2])
        ]


def test_a_revoked_key_and_the_secret_half_are_told() -> None:
    with gnupg() as gpg:
        gpg.run("--quick-gen-key", "Gamma <gamma@example.org>", "ed25519", "sign", "never")
        (made,) = by_gnupg(gpg.run("--export"), gpg.home)
        gpg.run("--quick-add-uid", made.fingerprint, "Delta <delta@example.org>")
        gpg.run("--quick-revoke-uid", made.fingerprint, "Delta <delta@example.org>")
        secret = gpg.run("--armor", "--export-secret-keys")
        public = gpg.run("--armor", "--export")
    inside = [block.partition(b"BLOCK-----")[2].partition(b"-----END")[0] for block in (secret, public)]
    found = [keys_in(one, check=True)[0].key for one in inside]
    assert [(key.primary.fingerprint, key.primary.secret) for key in found] == [
        (made.fingerprint, True),
        (made.fingerprint, False),
    ]
    assert {u.text: u.revoked for u in found[1].user_ids} == {
        "Gamma <gamma@example.org>": False,
        "Delta <delta@example.org>": True,
    }
