"""The small parts of the generator, against independent rules."""

from __future__ import annotations

import base64
import hashlib
import random
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st
from resiliparse.parse.html import HTMLTree

from filature.demo.dump import literal
from filature.demo.forms import coin_address, onion_host
from filature.demo.html import Html, h, lines, render
from filature.demo.larch.parts import age
from filature.demo.quai.frame import euros
from filature.demo.words import key_block

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")))


@given(TEXT, TEXT)
def test_every_text_is_escaped(inside: str, attribute: str) -> None:
    """Whatever stands in a text or an attribute comes back from a parser as it was."""
    page = HTMLTree.parse(
        f"<!DOCTYPE html><html><body>{h('pre#x.y.z', inside, title=attribute)}</body></html>"
    )
    element = page.body and page.body.query_selector("pre#x.y.z")
    assert element is not None
    assert element.text == inside
    assert (element.getattr("title") or "") == attribute


def test_html_is_built_as_written() -> None:
    """Elements, marks, void elements, nesting, lists and line breaks."""
    assert h("a.b.c", "x<", href="/?a=1&b") == '<a class="b c" href="/?a=1&amp;b">x&lt;</a>'
    assert h("label", "n", for_="i", data_id="3") == '<label for="i" data-id="3">n</label>'
    assert h("p", lines("a\nb")) == "<p>a<br>\nb</p>\n"
    assert render("a", [Html("<i>"), ["b"]]) == "a<i>b"
    with pytest.raises(ValueError, match="not an element"):
        h("a b")


@given(st.integers())
def test_onion_hosts_are_valid_in_form(seed: int) -> None:
    """56 letters, version 3, a checksum as Tor computes it."""
    host = onion_host("larchdemofictional", random.Random(seed))
    raw = base64.b32decode(host.removesuffix(".onion").upper())
    assert host.startswith("larchdemofictional")
    assert (len(raw), raw[-1]) == (35, 3)
    assert raw[32:34] == hashlib.sha3_256(b".onion checksum" + raw[:32] + b"\x03").digest()[:2]


def test_an_address_of_the_test_network_has_a_right_checksum() -> None:
    """BIP 173: the polynomial over prefix and data is 1."""
    address = coin_address(random.Random(1))
    charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    values = [3, 3, 0, 20, 2, *(charset.index(c) for c in address.removeprefix("tb1"))]
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if (top >> bit) & 1 else 0
    assert (check, len(address), address[:4]) == (1, 42, "tb1q")


@pytest.mark.parametrize("number", range(1, 7))
def test_the_keys_are_real_and_fictional(number: int) -> None:
    """GnuPG reads each key, and its user id says that it is made up."""
    if shutil.which("gpg") is None:
        pytest.skip("gpg is not installed")
    shown = subprocess.run(
        ["gpg", "--show-keys", "--with-colons"],
        input=key_block(number),
        capture_output=True,
        text=True,
        check=True,
    )
    uid = next(line.split(":")[9] for line in shown.stdout.splitlines() if line.startswith("uid"))
    assert uid == f"Demonstration key {number} (fictional, made for Filature) <key{number}@example.invalid>"


@given(TEXT)
def test_text_in_the_dump_reads_back(text: str) -> None:
    """A MySQL reader gives the text back that was written."""
    expression = sqlglot.parse_one(f"SELECT {literal(text)}", dialect="mysql").expressions[0]
    assert expression.name == text


def test_other_values_in_the_dump() -> None:
    """Numbers bare, times in quotes, nothing as NULL."""
    moment = datetime(2024, 1, 8, 9, 5, 7, tzinfo=UTC)
    values = [literal(v) for v in (None, 3, Decimal("1.50"), moment, "a'b\\c\n\"")]
    assert values == ["NULL", "3", "1.50", "'2024-01-08 09:05:07'", "'a\\'b\\\\c\\n\\\"'"]


@pytest.mark.parametrize(
    ("hours", "words", "seconds"),
    [
        (0.5, "0 hours ago", 0),
        (1.9, "1 hour ago", 3600),
        (49, "2 days ago", 172800),
        (400, "2 weeks ago", 1209600),
    ],
)
def test_ages_are_rounded_down(hours: float, words: str, seconds: int) -> None:
    """The words of an age, and the seconds that they say."""
    assert age(timedelta(hours=hours)) == (words, seconds)


def test_french_prices() -> None:
    """No-break spaces between thousands and before the sign, a decimal comma."""
    assert euros(Decimal("1234.50")) == "1\u00a0234,50\u00a0€"
