"""The head of an HTTP message, as servers and archiving tools really write it."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.evidence import http
from filature.evidence.http import Head

HTTP = "application/http; msgtype=response"


@pytest.mark.parametrize(
    ("block", "head"),
    [
        (b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", Head(200, (("a", "b"),), 25)),
        (b"HTTP/1.0 404\r\n\r\n", Head(404, (), 16)),
        (b"HTTP/2 301 Moved\nLocation:/x\n\nbody", Head(301, (("location", "/x"),), 30)),
        (b"GET / HTTP/1.1\r\nHost: a.onion\r\n\r\n", Head(None, (("host", "a.onion"),), 33)),
        (b"HTTP/1.1 200 OK\r\nno colon\r\nX : y : z\r\n\r\n", Head(200, (("x", "y : z"),), 40)),
        (b"HTTP/1.1 200 OK\r\nX: \xe9\r\n\r\n", Head(200, (("x", "é"),), 25)),
        (b"HTTP/1.1 2000 OK\r\n\r\n", Head(None, (), 20)),
        (b"HTTP/1.1 200 OK\r\nA: b\r\n", None),
        (b"<html>no head at all</html>", None),
        (b"", None),
        (b"x" * http.HEAD_LIMIT + b"\r\n\r\n", None),
    ],
)
def test_heads(block: bytes, head: Head | None) -> None:
    assert http.split(block) == head


def test_a_field_that_comes_twice_is_one_list() -> None:
    head = http.split(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\ncontent-encoding: br\r\n\r\n")
    assert head is not None
    assert head.get("content-encoding") == "gzip, br"
    assert head.get("content-type") == ""


@given(st.binary(max_size=200), st.integers(1, 50))
def test_head_and_body_are_the_whole_message(body: bytes, size: int) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head, rest = http.part((block[i : i + size] for i in range(0, len(block), size)), HTTP)
    assert head is not None
    assert block[: head.size] + b"".join(rest) == block
    assert b"".join(http.part(iter([block]), HTTP)[1]) == body


@pytest.mark.parametrize("block", [b"", b"no head", b"y" * (http.HEAD_LIMIT * 2) + b"\r\n\r\nrest"])
def test_without_a_head_all_is_body(block: bytes) -> None:
    head, rest = http.part(iter([block]), HTTP)
    assert (head, b"".join(rest)) == (None, block)


def test_a_record_that_is_no_message_is_not_taken_apart() -> None:
    head, rest = http.part(iter([b"HTTP/1.1 200 OK\r\n\r\nx"]), "text/html")
    assert (head, b"".join(rest)) == (None, b"HTTP/1.1 200 OK\r\n\r\nx")


def test_chunks_come_off_before_compression() -> None:
    packed = gzip.compress(b"<html>page")
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    head = Head(200, (("transfer-encoding", "Chunked"), ("content-encoding", " GZIP ")), 0)
    assert b"".join(http.decompressed(http.unchunked(iter([body]), head), head)) == b"<html>page"


@pytest.mark.parametrize("stated", ["", "identity", "utf-8", "none", " , "])
def test_codings_that_are_none_change_nothing(stated: str) -> None:
    assert b"".join(http.decompressed(iter([b"x"]), Head(200, (("content-encoding", stated),), 0))) == b"x"
