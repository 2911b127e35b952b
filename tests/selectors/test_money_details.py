"""What is told beside the value: the masked card, the country of a number, what a document says."""

from __future__ import annotations

from filature.selectors.finding import find
from filature.selectors.kind import FORM_ONLY, PASSED, Hit, Kind
from filature.selectors.kinds import bch, btc, card, eth, iban, mrz, payment_uri, phone, xpub
from filature.selectors.kinds._telephone import in_steps, parsed


def _one(kind: Kind, text: str) -> Hit:
    (hit,) = find(kind, text.encode())
    return hit


def test_a_card_is_masked_and_has_a_place_for_its_hash() -> None:
    hit = _one(card.KINDS[0], "visa 4111 1111 1111 1111 12/27")
    assert (hit.start, hit.end) == (5, 24)
    assert hit.details == {"masked": "411111******1111", "keyed_hash": None}


def test_a_telephone_number_belongs_to_the_home_region() -> None:
    hit = _one(phone.KINDS[0], "tél. 06 12 34 56 78")
    assert (hit.value, hit.check, hit.details) == (
        "+33612345678",
        FORM_ONLY,
        {"country": "FR", "line": "mobile"},
    )
    abroad = _one(phone.kind("GB"), "call 07400 123456")
    assert (abroad.value, abroad.details["country"]) == ("+447400123456", "GB")
    assert list(find(phone.KINDS[0], b"call 07400 123456")) == []
    assert parsed("0012345678", "FR") is None
    assert in_steps("02 04 06 08") and not in_steps("06 12 34 56 78")


def test_what_a_document_says() -> None:
    lines = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    assert _one(mrz.KINDS[0], lines).details == {
        "number": "L898902C3",
        "country": "UTO",
        "names": "ERIKSSON ANNA MARIA",
        "birth": "740812",
        "expiry": "120415",
    }


def test_what_a_payment_asks() -> None:
    uri = "bitcoin:BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4?amount=0.5&label=colis%2012&message=merci"
    hit = _one(payment_uri.KINDS[0], uri)
    assert hit.details == {
        "address": "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "amount": "0.5",
        "label": "colis 12",
        "message": "merci",
    }


def test_what_an_address_tells() -> None:
    legacy = _one(bch.KINDS[0], "bch 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH")
    assert legacy.details == {"cashaddr": "bitcoincash:qp63uahgrxged4z5jswyt5dn5v3lzsem6cy4spdc2h"}
    segwit = _one(btc.KINDS[0], "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx")
    assert segwit.details == {"witness_version": 0, "network": "test"}
    assert _one(iban.KINDS[0], "GB82 WEST 1234 5698 7654 32").details == {"country": "GB"}
    assert _one(xpub.KINDS[0], xpub.KINDS[0].examples[0].text).details == {"depth": 0}


def test_one_case_of_an_ethereum_address_is_form_only_and_the_value_the_same() -> None:
    mixed = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"
    checks = [
        (h.value, h.check) for text in (mixed, mixed.lower()) for h in find(eth.KINDS[0], text.encode())
    ]
    assert checks == [(mixed, PASSED), (mixed, FORM_ONLY)]
