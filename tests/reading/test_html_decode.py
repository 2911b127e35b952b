"""Bytes to text: which encoding, in which order it is asked for, and never a failure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.reading.html_decode import Decoded, decode


@pytest.mark.parametrize(
    ("body", "media_type", "text", "encoding"),
    [
        ("é".encode(), "", "é", "utf-8"),
        (b"abc", "", "abc", "utf-8"),
        (b"\xef\xbb\xbfabc", "text/html; charset=latin1", "abc", "utf-8"),
        ("é€".encode("utf-16"), "", "é€", "utf-16-le"),
        ("<p>abcdef</p>".encode("utf-16-be"), "", "<p>abcdef</p>", "utf-16-be"),
        (b"caf\xe9 \x80", "", "café €", "cp1252"),
        (b"caf\xe9 \x80", "text/html; charset=ISO-8859-1", "café €", "cp1252"),
        (b"<meta charset=windows-1251>\xef\xf0\xe8", "", "<meta charset=windows-1251>при", "cp1251"),
        ("<meta charset=ISO-8859-1>☢".encode(), "", "<meta charset=ISO-8859-1>☢", "utf-8"),
        ("日本".encode("shift_jis"), "text/html; charset=Shift_JIS", "日本", "cp932"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?>\xb3', "", '<?xml version="1.0" encoding="iso-8859-2"?>ł', "iso8859-2"),
        (b"<meta charset=nonsense>\xe9", "", "<meta charset=nonsense>é", "cp1252"),
        (b"<meta charset=utf-16>abc", "", "<meta charset=utf-16>abc", "utf-8"),
    ],
)  # fmt: skip
def test_encoding(body: bytes, media_type: str, text: str, encoding: str) -> None:
    found = decode(body, media_type)
    assert (found.text, found.encoding) == (text, encoding)


def test_bytes_that_are_not_valid_are_counted() -> None:
    assert decode(b"a\xffb", "text/html; charset=utf-8") == Decoded("a\ufffdb", "utf-8", 1)


@given(
    st.binary(max_size=400),
    st.sampled_from(["", "text/html; charset=utf-8", "text/html; charset=gbk", "charset=hz-gb-2312"]),
)
def test_no_bytes_fail_and_no_lone_surrogate_comes_out(body: bytes, media_type: str) -> None:
    decode(body, media_type).text.encode()


@given(st.text(max_size=80))
def test_utf8_comes_back(text: str) -> None:
    assert (
        decode(text.encode("utf-8", "replace")).text.removeprefix("\ufeff")
        in (text.removeprefix("\ufeff"), text)
        or "\x00" in text
    )
