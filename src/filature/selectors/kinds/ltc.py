"""Litecoin addresses. Those of scripts that begin with 3 cannot be told from Bitcoin's and are left to it."""

from __future__ import annotations

from filature.selectors.kind import Example, Kind
from filature.selectors.kinds import _base58, _bech32
from filature.selectors.kinds._either import either

VERSIONS = {b"\x30": ("p2pkh", "main"), b"\x32": ("p2sh", "main")}

KINDS = (
    Kind(
        name="ltc",
        meaning="A Litecoin address.",
        source="Litecoin Core chainparams (base58 prefixes 48 and 50, bech32 prefix ltc), BIP 173, BIP 350",
        patterns=(rf"\b[LM]{_base58.LETTER}{{32,33}}\b", r"(?i)\bltc1[02-9ac-hj-np-z]{8,86}\b"),
        marks=("33-34", "~ltc#"),
        read=either(_base58.reader(VERSIONS), _bech32.reader({"ltc": "main"})),
        examples=(
            Example("LTC: LVuDpNCSSj6pQ7t9Pv6d6sUkLKoqDEVUnJ", "LVuDpNCSSj6pQ7t9Pv6d6sUkLKoqDEVUnJ", "p2pkh"),
            Example("MJaRnao1s62a2zAKSkmG582KbLKianqb7v", "MJaRnao1s62a2zAKSkmG582KbLKianqb7v", "p2sh"),
            Example(
                "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9",
                "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9",
                "bech32",
            ),
            Example(
                "ltc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqpj6zg2",
                "ltc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqpj6zg2",
                "bech32m",
            ),
        ),
        refused=(
            "LVuDpNCSSj6pQ7t9Pv6d6sUkLKoqDEVUnj",
            "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
            "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        ),
        subtypes=("p2pkh", "p2sh", "bech32", "bech32m"),
    ),
)
