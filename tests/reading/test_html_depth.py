"""The guard before the parser: hostile pages are refused at once, ordinary large ones pass."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.errors import Malformed
from filature.reading.html_depth import MAX_DEPTH, guard
from tests.reading.reads import read

N = 400_000


def refused(source: bytes) -> str:
    try:
        guard(source, source.count(b"<"))
    except Malformed as broken:
        return broken.reason
    return ""


def test_400_000_nested_divs_are_refused_in_under_two_seconds() -> None:
    read("")  # site files are loaded once for each process
    started = time.process_time()
    with pytest.raises(Malformed, match="too_deep"):
        read(b"<div>" * N)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "source",
    [
        b"<div>" * N,
        b"<DIV class=x>" * N,
        b"<b>" * N,
        b"<div><!--</div>-->" * 20_000,
        b'<div><a title="</div>">' * 20_000,
        b'<a b">' + b"<div>" * 20_000 + b'">',
        b"<select><style></select>" + b"<div>" * 20_000,
        b"<script>" + b"<div>" * 20_000,
        b"<div><table></div></table>" * 20_000,
        b"<div><span></div>".replace(b"</div>", b"") * 20_000,
        b"<!-->" + b"<div>" * 20_000 + b"-->",
        b"<div><script><!--<script></script></div>--></script>" * 20_000,
    ],
    ids=range(12),
)
def test_depth_cannot_be_hidden(source: bytes) -> None:
    assert refused(source) in ("too_deep", "too_many_open")


@pytest.mark.parametrize(
    "source",
    [
        b"<div>x</div>" * 50_000,
        b"<li>x" * 50_000,
        b"<p>x<br>y" * 50_000,
        b"<tr><td>a<td>b" * 20_000,
        b"<table><tr><td><div><p>x<br></div></td></tr></table>" * 10_000,
        b"<dt>k<dd>v" * 20_000,
        b"<div><span></div>" * 20_000,
        b"<img src=x><input><hr>" * 20_000,
        b"<div>" * (MAX_DEPTH - 1),
        b"<option>x" * 20_000,
    ],
    ids=range(10),
)
def test_large_ordinary_pages_pass(source: bytes) -> None:
    assert refused(source) == ""


def test_one_tag_with_very_many_attributes_is_refused() -> None:
    assert refused(b"<a " + b" ".join(b"a%d" % n for n in range(30_000)) + b">x") == "too_many_attributes"
    assert refused(b'<img src="data:image/png;base64,' + b"A" * 200_000 + b'">') == ""


def test_formatting_that_would_be_repeated_in_each_block_is_refused() -> None:
    bomb = b"<p>" + b"".join(b"<b id=%d>" % n for n in range(2_000)) + b"</p>" + b"<p>x</p>" * 2_000
    assert refused(bomb) == "too_many_open"


@pytest.mark.parametrize(
    "source", [b"<" * 1_000_000, b"<a " * 200_000, b"<!--" * 200_000, b"</" * 200_000, b"<script>" * 100_000]
)
def test_the_guard_itself_is_fast(source: bytes) -> None:
    started = time.process_time()
    refused(source)
    assert time.process_time() - started < 2


@given(
    st.lists(
        st.sampled_from(
            ["<div>", "</div>", "<b>", "</b>", "<!--", "-->", "<script>", "</script>", "'", '"', "<a x=", ">"]
        )
    )
)
def test_the_guard_never_fails(parts: list[str]) -> None:
    assert refused("".join(parts).encode() * 3) == ""
