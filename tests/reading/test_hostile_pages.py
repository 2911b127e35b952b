"""Pages that are broken, huge or meant to harm: one row of `page` or a finding with a reason, in bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filature.errors import Malformed
from filature.reading.html import FIELD_TAGS, MAX_BYTES
from tests.reading.reads import read

MARKS = set("\x00\x01\x02\x03\x04\x0b\x0c\x0e\x0f\x1c\x1d\x1e\x1f")


@settings(deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["text/html", "text/plain", "", "text/html; charset=gbk", "application/xhtml+xml"]),
)
def test_any_bytes_give_one_page(body: bytes, media_type: str) -> None:
    page = read(b"<p>" + body, media_type=media_type).page
    page["text"].encode()
    assert "\x00" not in page["text"]


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_one_page(text: str) -> None:
    page = read(f"<html>{text}".encode("utf-8", "surrogatepass")).page
    assert not MARKS & set(page["text"])


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"<p>a\x00b", "ab"),
        (b"<p>a&#xD800;&#0;b", "a\ufffd\ufffdb"),
        (b"<p>\xed\xa0\x80", "í\xa0€".replace("\xa0", " ")),
        (b"<p>a\x0cb\x1ec", "a b c"),
        (b"<p>unclosed <b", "unclosed"),
        (b"", ""),
        (b"<frameset><frame src=x></frameset>", ""),
    ],
)
def test_strange_bytes(body: bytes, text: str) -> None:
    assert read(body, media_type="text/html").page["text"] == text


def test_bytes_that_are_not_valid_are_a_remark() -> None:
    found = read(b"<p>a\xffb", media_type="text/html; charset=utf-8")
    assert found.page["text"] == "a\ufffdb"
    assert found.remarks == [("page", "invalid_bytes")]


def test_utf16_with_and_without_a_mark() -> None:
    for body in ("<p>é</p>".encode("utf-16"), "<p>été et hiver</p>".encode("utf-16-le")):
        assert read(body).page["encoding"] == "utf-16-le"


def test_a_page_of_200_megabytes_in_one_line_is_cut() -> None:
    started = time.process_time()
    found = read(b"<p>" + b"x" * 200_000_000)
    assert len(found.page["text"]) == MAX_BYTES - 3
    assert found.remarks == [("page", "page_cut")]
    assert time.process_time() - started < 20


def test_a_large_page_is_text_and_links_only() -> None:
    found = read("<title>Dream Market Login</title>" + "<i>x</i>" * FIELD_TAGS)
    assert found.page["site"] == "dream"
    assert found.remarks == [("page", "too_large_for_fields")]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<b>" * 500_001 + b"</b>" * 500_001, "too_many_tags"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "not_text"),
        (b"PK\x03\x04....", "not_text"),
        (b"%PDF-1.7", "not_text"),
    ],
)
def test_what_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(Malformed) as caught:
        read(body)
    assert caught.value.reason == reason


def test_plain_text_keeps_its_lines() -> None:
    page = read(b"a <b>\r\n  c\x00\rd\n", media_type="text/plain").page
    assert (page["text"], page["kind"], page.get("site", None)) == (
        "a <b>\n  c\nd",
        "unrecognised",
        None,
    )


def test_text_without_tags_is_plain_whatever_it_is_called() -> None:
    assert read("just words\n and more", media_type="").page["text"] == "just words\n and more"


@pytest.mark.parametrize(
    ("content", "url", "seconds"),
    [
        ("0; URL=http://a.example/x?y=1&amp;z=2", "http://a.example/x?y=1&z=2", 0),
        ("2; /login", "/login", 2),
        ("5", None, 5),
        ("0.5;url='/a b'", "/a", 0),
        ("; url=/x", "/x", 0),
        ("nonsense", "nonsense", 0),
    ],
)
def test_meta_refresh(content: str, url: str | None, seconds: int) -> None:
    page = read(f'<html><head><META content="{content}" HTTP-EQUIV="Refresh"></head></html>').page
    assert (page["refresh_url"], page["refresh_seconds"], page["kind"]) == (url, seconds, "refresh")
