"""Fingerprints and long ids of OpenPGP keys, written in text."""

from __future__ import annotations

from filature.selectors.kind import Example, Kind
from filature.selectors.openpgp.written import fingerprint, key_id

_GAP = r"(?:[\s:.\-]|\x{A0}){1,4}"
_V4 = "0F123B4C5D6E7F8091A2B3C4D5E6F708192A3B4C"

KINDS = (
    Kind(
        name="pgp_fpr",
        meaning="The fingerprint of an OpenPGP key written in text.",
        source="RFC 9580, 5.5.4 (version 3: MD5, 4: SHA-1, 6: SHA-256), grouped as GnuPG prints it",
        patterns=(
            rf"[0-9A-Fa-f]{{4}}(?:{_GAP}[0-9A-Fa-f]{{4}}){{9,}}",
            r"(?:0[xX])?(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{32})",
            r"[0-9A-Fa-f]{2}(?:(?::| {1,3})[0-9A-Fa-f]{2}){15,19}",
        ),
        marks=("groups", "hex", "groups"),
        read=fingerprint,
        examples=(
            Example("PGP fpr 0F12 3B4C 5D6E 7F80 91A2  B3C4 D5E6 F708 192A 3B4C", _V4),
            Example("my gpg is 0x0f123b4c5d6e7f8091a2b3c4d5e6f708192a3b4c", _V4),
            Example("empreinte de la clé : 0F12 3B4C 5D6E 7F80 91A2\n B3C4 D5E6 F708 192A 3B4C", _V4),
            Example("rsa4096 0F12 3B4C 5D6E 7F80 91A2  B3C4 D5E6 F708 192A 3B4C (PGP)", _V4),
            Example("openpgp4fpr:" + _V4.lower(), _V4),
            Example(
                "Old PGP key: 0F 12 3B 4C 5D 6E 7F 80  91 A2 B3 C4 D5 E6 F7 08",
                "0F123B4C5D6E7F8091A2B3C4D5E6F708",
            ),
        ),
        refused=(
            "commit 0f123b4c5d6e7f8091a2b3c4d5e6f708192a3b4c",
            "SHA1 fingerprint 0F:12:3B:4C:5D:6E:7F:80:91:A2:B3:C4:D5:E6:F7:08:19:2A:3B:4C",
            "4111 1111 1111 1111 5555 5555 5555 4444 4012 8888",
            "PGP fpr 0F12 3B4C 5D6E 7F80 91A2  B3C4 D5E6 F708 192A",
            "send ETH to 0x0f123b4c5d6e7f8091a2b3c4d5e6f708192a3b4c",
            "fingerprint 0F123B4C5D6E7F8091A2B3C4D5E6F708192A3B4C5D",
        ),
    ),
    Kind(
        name="pgp_keyid",
        meaning="The long id of an OpenPGP key written in text.",
        source="RFC 9580, 5.5.4; short ids of 8 digits are left out, since anybody can make a key that has a given one",
        patterns=(r"(?:0[xX])?[0-9A-Fa-f]{16}",),
        marks=("hex",),
        read=key_id,
        examples=(
            Example("PGP key ID: 0x91A2B3C4D5E6F708", "91A2B3C4D5E6F708"),
            Example("encrypted with 2048-bit RSA key, ID 91a2b3c4d5e6f708", "91A2B3C4D5E6F708"),
            Example("ma clé PGP 0x91A2B3C4D5E6F708", "91A2B3C4D5E6F708"),
        ),
        refused=(
            "PGP accepted, card 4111111111111111",
            "address 0x91A2B3C4D5E6F708",
            "PGP key ID: 0x91A2B3C4D5E6F70",
            "Windows key 0x91A2B3C4D5E6F708",
        ),
    ),
)
