"""Disguises undone, what is no disguise left alone, and the way back to the captured characters."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.selectors.characters import GONE, is_disguise, look_alike, plain_characters
from filature.selectors.cleaning import Cleaned

UNDONE = [
    ("mail vendor.two[at]tutanota[dot]com", "mail vendor.two@tutanota.com"),
    ("mail vendor.three (at) cock.li please", "mail vendor.three@cock.li please"),
    ("jean arobase exemple point fr", "jean@exemple.fr"),
    ("mail: vendor at tutanota dot com", "mail: vendor@tutanota.com"),
    ("joeATmailDOTcom", "joe@mail.com"),
    ("joe_at_mail_dot_com", "joe@mail.com"),
    ("joe_at_mail.com", "joe@mail.com"),
    ("user&#64;example.com", "user@example.com"),
    ("hxxps://evil[.]example[.]com/x", "https://evil.example.com/x"),
    ("h**p://evil.example", "http://evil.example"),
    ("hxxp[:]//evil.example", "http://evil.example"),
    ("185[.]220[.]101[.]4", "185.220.101.4"),
    ("185.220.101[.4", "185.220.101.4"),
    ("p r o t o n @ m a i l . c o m or", "proton@mail.com or"),
    ("vеndоr@сосk.li", "vendor@cock.li"),
    ("ｖｅｎｄｏｒ＠ｍａｉｌ．ｃｏｍ", "vendor@mail.com"),
    ("ven\u200bdor@mail.com", "vendor@mail.com"),
    ("𝐯𝐞𝐧𝐝𝐨𝐫@mail.com", "vendor@mail.com"),
]
KEPT = [
    "in dot net developer the dot com bubble", "meet me at this point in time", "à ce point me dire", "email me at x.com",
    "see (a) and [b]", "A B C D E F G H I J", "1 2 3 4 5 6 7 8 9", "версия Москва", "Ünïcode é ß",
    "look at the point", "Le point info : rien",
]  # fmt: skip
SIGNS = st.sampled_from(["[at]", "[.]", " dot com", "a", "b", ".", "@", " ", "\u200b", "а", "é", "＠", "😀", "hxxp://", "(", "[", "]",
                         "&#64;", "mail", " at ", "x y z ", "\ud800", "\x7f", "\n"])  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), UNDONE)
def test_a_disguise_is_undone_and_told(text: str, meant: str) -> None:
    cleaned = Cleaned(text)
    assert cleaned.data.decode() == meant
    assert cleaned.places([(0, len(cleaned.data))]) == [(0, len(text), True)]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_none_stays(text: str) -> None:
    cleaned = Cleaned(text)
    assert cleaned.data.decode() == text
    assert cleaned.places([(0, len(cleaned.data))]) == [(0, len(text), False)]


def test_typography_becomes_ascii_and_is_no_disguise() -> None:
    text = "« jean’s »\u00a0— 👉x"
    cleaned = Cleaned(text)
    assert cleaned.data == b'" jean\'s " -  x'
    assert cleaned.places([(2, 8)]) == [(2, 8, False)]
    assert look_alike("é") is None
    assert (look_alike("\u200b"), look_alike("。"), look_alike("²")) == (GONE, ".", None)
    assert is_disguise("а", "a") and not is_disguise("’", "'")


def test_what_vanished_at_an_edge_belongs_to_nothing() -> None:
    cleaned = Cleaned("\u200bab\u200b c")
    assert cleaned.data == b"ab c"
    assert cleaned.places([(0, 2)]) == [(1, 3, False)]


def test_places_of_pieces() -> None:
    cleaned = Cleaned("é hxxp://a[.]b é[at]c\u200bd")
    assert cleaned.data.decode() == "é http://a.b é[at]cd"
    spans = {name: cleaned.data.index(name.encode()) for name in ("http", "a.b", "b", "cd")}
    ends = [(start, start + len(name)) for name, start in spans.items()]
    raws = [cleaned.text[start:end] for start, end, _ in cleaned.places(ends)]
    assert raws == ["hxxp", "a[.]b", "b", "c\u200bd"]
    assert [undone for _, _, undone in cleaned.places(ends)] == [True, True, False, True]


@given(st.lists(SIGNS, max_size=40).map("".join))
def test_each_place_leads_back_in_order(text: str) -> None:
    """Spans lie in the text, follow each other, and hold what they stand for where nothing was undone."""
    cleaned = Cleaned(text)
    length = len(cleaned.data)
    assert plain_characters(text) == plain_characters(plain_characters(text))
    assert len(plain_characters(text)) == len(text)
    starts = [i for i in range(length) if cleaned.data[i] & 0xC0 != 0x80]
    spans = [(start, end) for start, end in zip(starts, [*starts[1:], length][: len(starts)], strict=True)]
    found = cleaned.places(spans)
    assert all(0 <= start <= end <= len(text) for start, end, _ in found)
    assert [start for start, _, _ in found] == sorted(start for start, _, _ in found)
    for (start, end), (first, last, undone) in zip(spans, found, strict=True):
        if not undone:
            assert plain_characters(text)[first:last] == cleaned.data[start:end].decode()


@pytest.mark.parametrize(
    "piece",
    ["a@", "[", "a ", " dot com", "a\u200b", "аb ", "a[.]", "hxxp://", "(at", "&#64;", "mail at x ", "_at_"],
)
def test_time_is_linear(piece: str) -> None:
    """Four times the text takes about four times as long, whatever it is made of."""
    Cleaned(piece * 1_000)
    took = [_seconds(piece * (size // len(piece))) for size in (40_000, 160_000)]
    assert took[1] < 12 * max(took[0], 0.01)


def _seconds(text: str) -> float:
    began = time.process_time()
    Cleaned(text)
    return time.process_time() - began
