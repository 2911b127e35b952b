"""One scan for all kinds: places, what covers what, the first look that loses nothing, and time."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from graphlib import CycleError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.selectors.finding import find
from filature.selectors.limit import Limit
from filature.selectors.kind import Example, Hit, Kind
from filature.selectors.kinds import all_kinds
from filature.selectors.masking import keyed_hash, masked, masked_within
from filature.selectors.scan import Scanner, scan, scanner


def kind(name: str, pattern: str, covers: frozenset[str] = frozenset()) -> Kind:
    def read(text: bytes, start: int, end: int) -> Iterator[Hit]:
        yield Hit(start, end, text[start:end].decode().lower())

    return Kind(name, "A word.", "test", (pattern,), read, (Example("a", "a"),), ("b",), covers=covers)


HOST = kind("host", r"[a-z]+\.[a-z]+")
LINK = kind("link", r"x://[a-z.]+", frozenset({"host", "unknown"}))
NOTE = kind("note", r"<[^>]*>", frozenset({"link"}))


def test_places_are_code_points_of_the_captured_text() -> None:
    text = "é 👉 cvе-2021-\u200b44228, CVE-2017-0144"
    found = scan(text)
    assert [(m.value, m.raw, text[m.start : m.end], m.defanged) for m in found] == [
        ("CVE-2021-44228", "cvе-2021-\u200b44228", "cvе-2021-\u200b44228", True),
        ("CVE-2017-0144", "CVE-2017-0144", "CVE-2017-0144", False),
    ]


def test_what_is_covered_is_not_reported_and_does_not_cover() -> None:
    some = Scanner([HOST, LINK, NOTE])
    assert [(m.kind, m.value) for m in some.scan("x://a.b c.d")] == [("link", "x://a.b"), ("host", "c.d")]
    assert [(m.kind, m.value) for m in some.scan("<x://a.b>")] == [("note", "<x://a.b>"), ("host", "a.b")]
    with pytest.raises(CycleError):
        Scanner([kind("a", "a", frozenset({"b"})), kind("b", "b", frozenset({"a"}))])


def test_the_order_of_kinds_does_not_matter() -> None:
    text = "c.d <x://a.b> x://e.f"
    assert Scanner([HOST, LINK, NOTE]).scan(text) == Scanner([NOTE, LINK, HOST]).scan(text)


def test_no_more_of_a_kind_than_asked_for() -> None:
    assert [m.value for m in Scanner([HOST]).scan("a.b c.d e.f", Limit(2))] == ["a.b", "c.d"]


def test_kinds_cover_without_a_circle_and_hide_what_must_be_hidden() -> None:
    assert scanner()
    assert {"card"} & {k.name for k in all_kinds()} <= {k.name for k in all_kinds() if k.secret}


@pytest.mark.parametrize("one", all_kinds(), ids=lambda one: one.name)
def test_each_example_is_found_by_the_scan(one: Kind) -> None:
    """Alone, with its place; among all, unless another kind covers it."""
    for example in one.examples:
        (found,) = Scanner([one]).scan(example.text)
        assert (found.value, found.subtype) == (example.value, example.subtype)
        assert example.text[found.start : found.end] == found.raw
        assert any(h.value == found.value for h in find(one, example.text.encode())) or found.defanged


def test_a_widened_pattern_keeps_what_is_within_a_word() -> None:
    assert widened(r"\b[13][1-9a-z]{25,34}\b") == r"\b[13][1-9a-z]{25,34}\b"
    assert widened(r"(?:[0-9][ -]?){12,18}") == r"(?:[0-9][ -]?){3,}"
    assert widened(r"[ -]{2}a{5}\x{200}{9}.{0,3}\{7}") == r"[ -]{2,2}a{5}\x{200}{3,}.{0,3}\{7}"


@given(st.text("0123456789abcxyz -.@:+/<>[]", max_size=60))
def test_the_first_look_loses_nothing(text: str) -> None:
    patterns = [p for one in all_kinds() for p in one.patterns]
    patterns += [r"(?:[0-9][ -]?){4,6}", r"[a-z.]{5,9}@", r"\b[ab][0-9a-c]{4,}\b", r"(?:[0-9]{2} ){4}"]
    numbers = set(FirstLook(patterns).numbers(text.encode()))
    assert {n for n, p in enumerate(patterns) if _matches(p, text)} <= numbers


def _matches(pattern: str, text: str) -> bool:
    return any(True for _ in find(kind("x", pattern), text.encode()))


def test_too_little_memory_means_every_pattern() -> None:
    """The automaton fails, and the pattern that always matches is missing from its answer."""
    patterns = [rf"\b[{n}b-z][a-z0-9 ]*{n}" for n in range(8)]
    text = " ".join(random.Random(1).choices("abcdefgh01234567", k=3_000)).encode()
    look = FirstLook(patterns, memory=140_000)
    assert list(look.numbers(text)) == list(range(8))
    assert list(FirstLook(patterns).numbers(b"xx")) == []


@given(st.text(max_size=200))
def test_any_text_can_be_scanned_and_places_lead_to_raw(text: str) -> None:
    for found in scan(text):
        assert text[found.start : found.end] == found.raw


HOSTILE = {
    "a@": "a@", "digits": "1234567890", "base58": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "hex": "deadbeef0123", "groups": "12 34-",
    "colons": "a:", "dots": "a.", "spaces": " ", "begin": "BEGIN PGP PUBLIC KEY BLOCK ", "plus": "+33 6 ", "angle": "P<",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear(name: str) -> None:
    """Four times the text takes about four times as long, and no part of it crawls."""
    scan(HOSTILE[name] * 100)
    took = [_seconds(HOSTILE[name] * (size // len(HOSTILE[name]))) for size in (25_000, 100_000)]
    assert took[1] < 12 * max(took[0], 0.02)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_ten_megabytes_do_not_hang(name: str) -> None:
    scan("")
    assert _seconds(HOSTILE[name] * (10_000_000 // len(HOSTILE[name]))) < 60


def _seconds(text: str) -> float:
    began = time.process_time()
    scanner().scan(text)
    return time.process_time() - began


def test_a_secret_value_is_shown_in_part() -> None:
    assert masked("4111111111111111") == "411111******1111"
    assert masked("4111 1111 1111 1111") == "4111 11** **** 1111"
    assert masked("12345") == "*****"
    text = "a 4111111111111111 b"
    assert masked_within(text, [(2, 18)]) == "a 411111******1111 b"
    assert masked_within(text, [(2, 18), (4, 18)]) == "a 411111******1111 b"
    assert keyed_hash(b"k", "card", "4111") != keyed_hash(b"l", "card", "4111")
    assert len(keyed_hash(b"k", "card", "4111")) == 64
