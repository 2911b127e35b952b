"""Bitcoin addresses."""

from __future__ import annotations

from filature.selectors.kind import Example, Kind
from filature.selectors.kinds import _base58, _bech32
from filature.selectors.kinds._either import either

VERSIONS = {
    b"\x00": ("p2pkh", "main"),
    b"\x05": ("p2sh", "main"),
    b"\x6f": ("p2pkh", "test"),
    b"\xc4": ("p2sh", "test"),
}

_BASE58 = rf"\b[123mn]{_base58.LETTER}{{25,34}}\b"
_BECH32 = r"(?i)\b(?:bc|tb)1[02-9ac-hj-np-z]{8,86}\b"

KINDS = (
    Kind(
        name="btc",
        meaning="A Bitcoin address: of a key, of a script, or of a witness program of any version.",
        source="Bitcoin Core chainparams (base58 prefixes), BIP 13, BIP 141, BIP 173, BIP 350",
        patterns=(_BASE58, _BECH32),
        marks=("26-35", "~^bc#|~^tb#"),
        read=either(_base58.reader(VERSIONS), _bech32.reader({"bc": "main", "tb": "test"})),
        examples=(
            Example(
                "pay 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH now", "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH", "p2pkh"
            ),
            Example("(3CNHUhP3uyB9EUtRLsmvFUmvGdjGdkTxJw)", "3CNHUhP3uyB9EUtRLsmvFUmvGdjGdkTxJw", "p2sh"),
            Example(
                "essai : mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r", "mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r", "p2pkh"
            ),
            Example(
                "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
                "bech32",
            ),
            Example(
                "adresse bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0.",
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
                "bech32m",
            ),
        ),
        refused=(
            "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMh",
            "x1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
            "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMHH",
            "LVuDpNCSSj6pQ7t9Pv6d6sUkLKoqDEVUnJ",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
            "bc1qW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
            "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7k7grplx",
        ),
        subtypes=("p2pkh", "p2sh", "bech32", "bech32m"),
    ),
)
