"""The official vectors of addresses: the valid are found whole, in their canonical form; the invalid are refused."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import base58
import pytest

from filature.selectors.finding import find
from filature.selectors.kind import FORM_ONLY, PASSED, Kind
from filature.selectors.kinds import _bech32, btc, eth, xmr

(BTC,), (ETH,), (XMR,) = btc.KINDS, eth.KINDS, xmr.KINDS
pytestmark = pytest.mark.data


@pytest.fixture
def vectors(shared_data: Path) -> Path:
    return shared_data / "crypto" / "address-vectors"


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _found(kind: Kind, text: str) -> list[tuple[str, str]]:
    return [(h.value, h.subtype) for h in find(kind, f"to {text} now".encode())]


def _witness(script: str) -> tuple[str, str]:
    """The subtype and the program of a script of a witness (BIP 141): a push of a version, then of the program."""
    return ("bech32" if script[:2] == "00" else "bech32m"), script[4:]


@pytest.mark.parametrize("bip", ["bip-0173", "bip-0350"])
def test_bip_witness_addresses(vectors: Path, bip: str) -> None:
    text = (vectors / f"{bip}.mediawiki").read_text("utf-8")
    valid, invalid = text.split("translate to in hex.")[1].split("invalid segwit addresses")
    pairs = re.findall(r"^\* <tt>(\w+)</tt>: <tt>([0-9a-f]+)</tt>", valid, re.M)
    assert len(pairs) == {"bip-0173": 6, "bip-0350": 8}[bip]
    # What BIP 173 calls valid above version 0 has the older checksum, which BIP 350 refuses.
    for address, script in pairs:
        good = bip == "bip-0350" or script[:2] == "00"
        assert _found(BTC, address) == ([(address.lower(), _witness(script)[0])] if good else []), address
        if good:
            held = _bech32.witness(address)
            assert held is not None
            assert held[2].hex() == _witness(script)[1]
    for address in re.findall(r"^\* <tt>(\w+)</tt>: ", invalid, re.M):
        if not (bip == "bip-0173" and address == "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"):
            assert _found(BTC, address) == [], address


def test_the_reference_lists_of_bech32(vectors: Path) -> None:
    lists = _json(vectors / "sipa_bech32_vectors.json")
    for name, constant in (("bech32", _bech32.BECH32), ("bech32m", _bech32.BECH32M)):
        for text in lists[f"valid_{name}"]:
            assert (found := _bech32.decode(text)) is not None, text
            assert found.constant == constant
        for text in lists[f"invalid_{name}"]:
            assert (_bech32.decode(text) or _bech32.Text("", [], 0)).constant != constant, text
    for address, script in lists["valid_address"]:
        assert _found(BTC, address) == [(address.lower(), _witness(script)[0])]
    for address in lists["invalid_address"]:
        assert _found(BTC, address) == [], address
    for prefix, version, size in lists["invalid_address_enc"]:
        assert not (prefix == prefix.lower() and _bech32.may_hold(version, size))


def test_the_lists_of_bitcoin_core(vectors: Path) -> None:
    for script, address in _json(vectors / "core_bech32_encode_decode.json"):
        good = script[:2] == "00"
        assert _found(BTC, address) == ([(address.lower(), "bech32")] if good else []), address
    for address, _ in _json(vectors / "core_bech32_invalid.json"):
        assert _found(BTC, address) == [], address
    for data, text in _json(vectors / "core_base58_encode_decode.json"):
        assert base58.b58decode(text).hex() == data
        assert _found(BTC, text) == []  # none of them has a checksum


def test_taproot(vectors: Path) -> None:
    rows = _json(vectors / "bip341-wallet-test-vectors.json")["scriptPubKey"]
    assert len(rows) == 7
    for row in rows:
        address = row["expected"]["bip350Address"]
        assert _found(BTC, address) == [(address, "bech32m")]
        held = _bech32.witness(address)
        assert held is not None
        assert "5120" + held[2].hex() == row["expected"]["scriptPubKey"]


def test_ethereum(vectors: Path) -> None:
    for address in (vectors / "eip55.txt").read_text("utf-8").split():
        assert _found(ETH, f"ETH {address}") == [(address, "")]
        (hit,) = find(ETH, f"ETH {address}".encode())
        one_case = address[2:] in (address[2:].lower(), address[2:].upper())
        assert hit.check == (FORM_ONLY if one_case else PASSED)
        if not one_case:
            assert _found(ETH, "ETH 0x" + address[2:].swapcase()) == []


def test_monero(vectors: Path) -> None:
    lists = _json(vectors / "monero_vectors.json")
    found = partial(find, XMR)
    for network, name in (("mainnet", None), ("testnet", "test"), ("stagenet", "stage")):
        rows = lists[network]
        for subtype in ("standard", "subaddress", "integrated"):
            (hit,) = found(rows[subtype].encode())
            assert (hit.value, hit.subtype, hit.check) == (rows[subtype], subtype, PASSED)
            assert hit.details.get("network") == name
        (hit,) = found(rows["integrated"].encode())
        assert (hit.details["payment_id"], hit.details["standard"]) == (rows["payment_id"], rows["standard"])
        assert _found(XMR, rows["invalid_standard"]) == _found(XMR, rows["invalid_integrated"]) == []
    for address in lists["must_be_rejected"]:
        assert _found(XMR, address) == [], address
