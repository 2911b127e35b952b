"""Keys that the tests make for themselves: by Sequoia, by GnuPG where it is installed, and byte by byte for version 3."""

from __future__ import annotations

import subprocess
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pysequoia import CipherSuite, Profile, Tsk

from filature.selectors.finding import find
from filature.selectors.kind import Hit
from filature.selectors.kinds import all_kinds
from filature.selectors.openpgp.crc import crc24

KEY = next(kind for kind in all_kinds() if kind.name == "pgp_key")
NAMES = ["Alpha <alpha@example.org>", "Beta (shop) <beta@example.com>"]
BEGIN, END = "-----BEGIN PGP PUBLIC KEY BLOCK-----", "-----END PGP PUBLIC KEY BLOCK-----"


@cache
def made_key(version: int = 4, suite: str = "Cv25519", seconds: int | None = None) -> Tsk:
    """A secret key with two user ids and two subkeys."""
    profile = Profile.RFC9580 if version == 6 else Profile.RFC4880
    return Tsk.generate(
        user_ids=NAMES, profile=profile, cipher_suite=getattr(CipherSuite, suite), validity_seconds=seconds
    )


def public(version: int = 4, suite: str = "Cv25519", seconds: int | None = None) -> tuple[bytes, str]:
    """The packets of the public part of `made_key`, and its fingerprint as Sequoia tells it."""
    key = made_key(version, suite, seconds).extract_certificate()
    return bytes(key), key.fingerprint.upper()


def armoured(
    data: bytes, headers: tuple[str, ...] = ("Version: GnuPG v2.0.22 (MingW32)",), width: int = 64
) -> str:
    """An intact block."""
    letters = b64encode(data).decode()
    lines = [letters[at : at + width] for at in range(0, len(letters), width)]
    check = "=" + b64encode(crc24(data).to_bytes(3, "big")).decode()
    return "\n".join([BEGIN, *headers, "", *lines, check, END])


def framed(tag: int, body: bytes) -> bytes:
    """A packet with a header of the old format and a length of two bytes."""
    return bytes([0x80 | tag << 2 | 1]) + len(body).to_bytes(2, "big") + body


def number(value: int) -> bytes:
    """A number as keys and signatures hold it."""
    bits = value.bit_length()
    return bits.to_bytes(2, "big") + value.to_bytes((bits + 7) // 8, "big")


@contextmanager
def gnupg() -> Iterator[GnuPG]:
    """GnuPG with an empty folder of its own."""
    with TemporaryDirectory() as home:
        Path(home).chmod(0o700)
        told = GnuPG(home)
        yield told
        subprocess.run(["gpgconf", "--homedir", home, "--kill", "all"], check=False, capture_output=True)


class GnuPG:
    """The command with its folder."""

    def __init__(self, home: str) -> None:
        self.home = home

    def run(self, *arguments: str, data: bytes = b"") -> bytes:
        """What it prints."""
        options = [
            "--homedir",
            self.home,
            "--batch",
            "--yes",
            "--pinentry-mode",
            "loopback",
            "--passphrase",
            "",
        ]
        command = ["gpg", *options, "--trust-model", "always", *arguments]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def hits(text: str) -> list[Hit]:
    """The keys found in ``text``."""
    return list(find(KEY, text.encode()))
