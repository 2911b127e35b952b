"""One scan for all kinds: places, what covers what, the first look that loses nothing, and time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from graphlib import CycleError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.pipeline.mentions import MOST
from filature.pipeline.runner import PAGE_SECONDS
from filature.selectors.finding import find
from filature.selectors.kind import Example, Hit, Kind
from filature.selectors.kinds import all_kinds
from filature.selectors.limit import Limit
from filature.selectors.masking import keyed_hash, masked, masked_within
from filature.selectors.scan import Mention, Scanner, scan, scanner


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
    limit, enough = Limit(2), Limit(3)
    assert [m.value for m in Scanner([HOST]).scan("a.b c.d e.f", limit)] == ["a.b", "c.d"]
    assert [m.value for m in Scanner([HOST]).scan("a.b c.d e.f", enough)] == ["a.b", "c.d", "e.f"]
    assert (limit.exceeded, enough.exceeded) == (True, False)


def test_no_more_candidates_are_tried_than_a_limit_allows() -> None:
    nothing = replace(HOST, read=lambda _text, _start, _end: iter(()))
    limit, enough = Limit(1), Limit(2)
    assert Scanner([nothing]).scan("a.b c.d e.f g.h i.j", limit) == []
    assert Scanner([nothing]).scan("a.b c.d e.f g.h i.j", enough) == []
    assert (limit.exceeded, enough.exceeded) == (True, False)
    disguised = Limit(1)
    assert [m.value for m in scan_within("a[.]com b[.]com c[.]com d[.]com e[.]com", disguised)] == ["a.com"]
    assert disguised.exceeded


def scan_within(text: str, limit: Limit) -> list[Mention]:
    return scanner().scan(text, limit)


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


@given(st.text(max_size=200))
def test_any_text_can_be_scanned_and_places_lead_to_raw(text: str) -> None:
    for found in scan(text):
        assert text[found.start : found.end] == found.raw


HOSTILE = {
    "a@": "a@", "digits": "1234567890", "base58": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "hex": "deadbeef0123", "groups": "12 34-",
    "colons": "a:", "at dot": "quay[at]mail[dot]com ", "mails": "quay@a.com ", "cards": "4111111111111111 ", "brackets": "[.]",
    "dots": "a.", "spaces": " ", "begin": "BEGIN PGP PUBLIC KEY BLOCK ", "plus": "+33 6 ", "angle": "P<",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear(name: str) -> None:
    """Four times the text takes about four times as long, and no part of it crawls."""
    scan(HOSTILE[name] * 100)
    took = [_seconds(HOSTILE[name] * (size // len(HOSTILE[name]))) for size in (25_000, 100_000)]
    assert took[1] < 12 * max(took[0], 0.02)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_ten_megabytes_are_read_within_the_time_for_a_page(name: str) -> None:
    scan(HOSTILE[name] * 100)
    assert _seconds(HOSTILE[name] * (10_000_000 // len(HOSTILE[name])), Limit(MOST)) < PAGE_SECONDS


def _seconds(text: str, limit: Limit | None = None) -> float:
    began = time.process_time()
    scanner().scan(text, limit)
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
