"""What holds for any value of a checksummed kind: it is found whole; with one letter changed it is not."""

from __future__ import annotations

import time

import base58
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.iso7064 import mod_97_10

from filature.selectors.finding import find
from filature.selectors.kind import Kind
from filature.selectors.kinds import (
    _bech32,
    _cashaddr,
    _monero,
    bch,
    btc,
    card,
    iban,
    mrz,
    phone,
    tracking,
    xmr,
)
from filature.selectors.kinds._f4jumble import unjumbled

HASH = st.binary(min_size=20, max_size=20)
DIGIT = st.sampled_from("0123456789")


def _values(kind: Kind, text: str) -> list[str]:
    return [hit.value for hit in find(kind, text.encode())]


def _changed(text: str, at: int, alphabet: str) -> str:
    """``text`` with another letter of the alphabet at a place."""
    letter = alphabet[(alphabet.index(text[at]) + 1) % len(alphabet)]
    return text[:at] + letter + text[at + 1 :]


@given(HASH, st.sampled_from([b"\x00", b"\x05"]), st.data())
def test_base58_addresses(held: bytes, version: bytes, data: st.DataObject) -> None:
    address = base58.b58encode_check(version + held).decode()
    assert _values(btc.KINDS[0], f"à {address}.") == [address]
    at = data.draw(st.integers(1, len(address) - 1))
    assert _values(btc.KINDS[0], _changed(address, at, base58.BITCOIN_ALPHABET.decode())) == []


@given(HASH, st.sampled_from([0, 1]), st.data())
def test_cashaddr(held: bytes, kind: int, data: st.DataObject) -> None:
    address = _cashaddr.encode("bitcoincash", kind, held)
    assert _cashaddr.decode("bitcoincash", address[12:]) == (kind, held)
    assert _values(bch.KINDS[0], address) == _values(bch.KINDS[0], address[12:]) == [address]
    at = data.draw(st.integers(13, len(address) - 1))
    assert _values(bch.KINDS[0], _changed(address, at, _bech32.ALPHABET)) == []


@given(st.binary(min_size=64, max_size=64), st.data())
def test_monero(keys: bytes, data: st.DataObject) -> None:
    address = _monero.encode(b"\x12" + keys)
    assert _monero.decode(address.encode()) == b"\x12" + keys
    assert _values(xmr.KINDS[0], address) == [address]
    at = data.draw(st.integers(1, 94))
    assert _values(xmr.KINDS[0], _changed(address, at, base58.BITCOIN_ALPHABET.decode())) == []


@given(st.text(DIGIT, min_size=14, max_size=14), st.sampled_from([" ", "-", ""]))
def test_cards_in_groups(middle: str, gap: str) -> None:
    number = "4" + middle
    number += luhn.calc_check_digit(number)
    shown = gap.join(number[n : n + 4] for n in range(0, 16, 4))
    assert _values(card.KINDS[0], f"visa {shown} 12/27 123") == [number]
    assert _values(card.KINDS[0], f"visa {_changed(shown, len(shown) - 1, '0123456789')} 12/27") == []


@given(st.text(DIGIT, min_size=18, max_size=18), st.sampled_from([" ", "-", ".", ""]))
def test_accounts_in_groups(bban: str, gap: str) -> None:
    number = "DE" + mod_97_10.calc_check_digits(bban + "DE") + bban
    shown = gap.join(number[n : n + 4] for n in range(0, 22, 4))
    assert _values(iban.KINDS[0], f"({shown}) 12") == [number]
    assert _values(iban.KINDS[0], _changed(shown, len(shown) - 1, "0123456789")) == []


@given(st.text(DIGIT, min_size=10, max_size=10))
def test_colissimo_takes_one_check_digit_in_ten(serial: str) -> None:
    found = [d for d in "0123456789" if _values(tracking.KINDS[0], f"colis 6A{serial}{d} suivi")]
    assert len(found) == (1 if len({*serial, "6", "A", *found}) > 3 else 0)


@given(st.text("ABCXYZ019<", min_size=88, max_size=88))
def test_lines_for_machines_without_their_digits_are_refused(text: str) -> None:
    assert _values(mrz.KINDS[0], "P<" + text[2:]) == []


@given(st.binary(max_size=600))
def test_what_was_not_mixed_is_no_address(data: bytes) -> None:
    mixed = unjumbled(data)
    assert (mixed is None) == (not 48 <= len(data) <= 512)
    assert mixed is None or len(mixed) == len(data)


@given(st.text(st.sampled_from("0123456789 +().-/abAB<:?="), max_size=200))
def test_any_text_is_read_without_failure_and_hits_lie_in_it(text: str) -> None:
    for kind in (btc, bch, card, iban, phone, tracking, xmr, mrz):
        for hit in find(kind.KINDS[0], text.encode()):
            assert 0 <= hit.start < hit.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "4",
        "4111 ",
        "+1 ",
        "06 12 34 56 78 ",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "u1q",
        "P<",
        "DE89 ",
        "bitcoin:a?",
        "dhl ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    kinds = [kind for module in (btc, bch, card, iban, phone, tracking, xmr, mrz) for kind in module.KINDS]

    def seconds(size: int) -> float:
        text = (piece * (size // len(piece))).encode()
        begun = time.process_time()
        for kind in kinds:
            for _ in find(kind, text):
                pass
        return time.process_time() - begun

    seconds(1_000)
    assert seconds(160_000) < 16 * max(seconds(40_000), 0.02)
