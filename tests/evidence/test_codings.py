"""HTTP bodies: every encoding undone, a bomb in bounded memory, a cut or damage said."""

from __future__ import annotations

import gzip
import resource
import zlib
from collections.abc import Callable, Iterator

import brotli
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.errors import Malformed
from filature.evidence import codings, http
from filature.evidence.http import Head

TEXT = b"<html>" + b"Article fictif, prix 12 EUR. " * 400 + bytes(range(256)) * 40


def chunked(content: bytes, size: int = 1000) -> bytes:
    parts = (content[i : i + size] for i in range(0, len(content), size))
    return b"".join(b"%x\r\n%b\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def bare_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


def zstd(content: bytes) -> bytes:
    packed: bytes = pa.Codec("zstd").compress(content, asbytes=True)
    return packed


ENCODERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "chunked": ("chunked", chunked),
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "bare deflate": ("deflate", bare_deflate),
    "br": ("br", brotli.compress),
    "zstd": ("zstd", zstd),
}


def in_pieces(content: bytes, size: int) -> Iterator[bytes]:
    return (content[i : i + size] for i in range(0, len(content), size))


@pytest.mark.parametrize("name", ENCODERS)
@pytest.mark.parametrize("size", [1, 3, 1000, 1 << 20])
def test_every_encoding_is_undone_however_the_bytes_arrive(name: str, size: int) -> None:
    coding, encode = ENCODERS[name]
    for content in (b"", b"x", TEXT):
        assert b"".join(codings.undo(coding, in_pieces(encode(content), size))) == content


@pytest.mark.parametrize("name", ENCODERS)
@given(content=st.binary(max_size=300))
def test_any_content_comes_back(name: str, content: bytes) -> None:
    coding, encode = ENCODERS[name]
    assert b"".join(codings.undo(coding, iter([encode(content)]))) == content


def collect(pieces: Iterator[bytes]) -> tuple[bytes, str]:
    """What could be had, and the reason why not all of it."""
    found = b""
    try:
        for piece in pieces:
            found += piece
    except Malformed as broken:
        return found, broken.reason
    return found, ""


@pytest.mark.parametrize("name", ENCODERS)
def test_a_cut_is_said_after_all_that_could_be_had(name: str) -> None:
    coding, encode = ENCODERS[name]
    whole = encode(TEXT)
    for cut in range(20, len(whole) - 5, max(1, len(whole) // 97)):
        found, reason = collect(codings.undo(coding, in_pieces(whole[:cut], 100)))
        assert reason == codings.CUT
        assert TEXT.startswith(found)
    assert collect(codings.undo("gzip", iter([gzip.compress(TEXT)[:-3]]))) == (TEXT, codings.CUT)
    assert collect(codings.undo("chunked", iter([b"5\r\nhello\r\n"]))) == (b"hello", codings.CUT)


@pytest.mark.parametrize(
    ("coding", "content"),
    [
        ("gzip", gzip.compress(TEXT)[:40] + b"\xff" * 400),
        ("deflate", zlib.compress(TEXT)[:40] + b"\xff" * 400),
        ("br", brotli.compress(TEXT)[:40] + b"\xff" * 400),
        ("zstd", zstd(TEXT)[:40] + b"\xff" * 400),
        ("chunked", b"5\r\nhello\r\nXYZ\r\nworld"),
        ("chunked", b"5\r\nhello\r\nffffffffffffffffffff\r\nworld"),
    ],
)
def test_damage_is_said(coding: str, content: bytes) -> None:
    found, reason = collect(codings.undo(coding, iter([content])))
    assert reason == codings.DAMAGED
    assert (TEXT.startswith(found) or found == b"hello") and found != TEXT


@pytest.mark.parametrize("coding", ["chunked", "gzip", "deflate", "br", "zstd"])
def test_a_body_that_was_stored_decoded_is_passed_on(coding: str) -> None:
    page = b"<!DOCTYPE html>\n<html><body>" + b"plain text " * 50_000
    assert collect(codings.undo(coding, in_pieces(page, 1000))) == (page, "")


def test_chunks_may_have_extensions_and_bare_line_ends() -> None:
    content = b"5;name=value\r\nhello\r\n3 \nabc\n0\r\nTrailer: x\r\n\r\n"
    assert collect(codings.undo("chunked", iter([content]))) == (b"helloabc", "")


def test_members_of_a_gzip_body_are_all_read() -> None:
    assert collect(codings.undo("gzip", iter([gzip.compress(b"one ") + gzip.compress(b"two")]))) == (
        b"one two",
        "",
    )


def test_an_unknown_coding_is_said() -> None:
    with pytest.raises(Malformed, match="encoding_unknown: the HTTP body is encoded as 'sdch'"):
        list(codings.undo("sdch", iter([b"x"])))


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd", "gzip twice"])
def test_a_bomb_costs_no_memory(name: str) -> None:
    """256 MiB of zeros, packed into little, read piece by piece."""
    zeros, pieces = bytes(1 << 20), 1 << 8
    stated = name
    if name == "br":
        packer = brotli.Compressor(quality=1)
        packed = b"".join(packer.process(zeros) for _ in range(pieces)) + packer.finish()
    elif name == "zstd":
        packed = zstd(bytes(64 << 20)) * 4
    else:
        flate = zlib.compressobj(1, wbits=15 if name == "deflate" else 31)
        packed = b"".join(flate.compress(zeros) for _ in range(pieces)) + flate.flush()
    if name == "gzip twice":
        packed, stated = gzip.compress(packed), "gzip, gzip"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = sum(map(len, http.decompressed(iter([packed]), Head(200, (("content-encoding", stated),), 0))))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert size == pieces << 20
    assert after - before < 40 << 10, f"{(after - before) >> 10} MiB more"


def test_codings_on_codings_without_end_are_refused() -> None:
    with pytest.raises(Malformed, match="100 content codings on top of each other"):
        http.decompressed(iter([b""]), Head(200, (("content-encoding", ", ".join(["gzip"] * 100)),), 0))
