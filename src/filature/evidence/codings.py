"""The encodings of HTTP bodies, undone in pieces of bounded size, so that a decompression bomb costs no memory.

Archiving tools often store a body decoded and leave the header that says it is encoded: such a body is passed on
as it is.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from fastwarc.stream_io import BrotliReader, ZstdReader

from filature.errors import Malformed
from filature.evidence.pieces import as_file

PIECE = 64 << 10
CUT = "encoding_cut"
DAMAGED = "encoding_damaged"
UNKNOWN = "encoding_unknown"
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\n]*)?\r?\n")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def undo(coding: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """``pieces`` without ``coding`` (chunked, gzip, x-gzip, deflate, br, zstd).

    `Malformed` after all that could be had: ``encoding_cut`` when the data ends early, ``encoding_damaged``,
    ``encoding_unknown``.
    """
    if coding not in _CODINGS:
        raise Malformed(UNKNOWN, f"the HTTP body is encoded as {coding!r}")
    magic, decode = _CODINGS[coding]
    first = next(pieces, b"")
    if not first or not first.startswith(magic):
        yield from chain([first] if first else [], pieces)
        return
    started = False
    try:
        for piece in decode(as_file(chain([first], pieces))):
            started = True
            yield piece
    except Malformed:
        if started or _CONTROL.search(first, 0, 256):
            raise
        yield from chain([first], pieces)


def _dechunk(source: io.BufferedReader) -> Iterator[bytes]:
    while True:
        line = source.readline(4096)
        size = _CHUNK.fullmatch(line)
        if size is None:
            what = "ends before its last chunk" if line in (b"", b"\r") else "has a chunk without a size"
            raise Malformed(CUT if line in (b"", b"\r") else DAMAGED, f"the HTTP body {what}")
        left = int(size[1], 16)
        if not left:
            return
        while left:
            piece = source.read(min(left, PIECE))
            if not piece:
                raise Malformed(CUT, f"the HTTP body ends {left:,} bytes before the end of a chunk")
            left -= len(piece)
            yield piece
        source.readline(2)


def _gunzip(source: io.BufferedReader) -> Iterator[bytes]:
    yield from _inflate(source, 31)
    while source.peek(2)[:2] == b"\x1f\x8b":
        yield from _inflate(source, 31)


def _deflate(source: io.BufferedReader) -> Iterator[bytes]:
    """Deflate as RFC 9110 has it, with a zlib header, or bare as some servers send it."""
    start = source.peek(2)[:2]
    wrapped = len(start) == 2 and start[0] & 15 == 8 and int.from_bytes(start, "big") % 31 == 0
    yield from _inflate(source, 15 if wrapped else -15)


def _inflate(source: io.BufferedReader, window: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(window)
    while not unpacker.eof:
        packed = source.peek(PIECE)
        if not packed:
            raise Malformed(CUT, "the HTTP body ends in the middle of its compressed data")
        try:
            piece = unpacker.decompress(packed, PIECE)
        except zlib.error as error:
            raise Malformed(DAMAGED, f"the HTTP body cannot be decompressed: {error}") from error
        source.read(len(packed) - len(unpacker.unconsumed_tail) - len(unpacker.unused_data))
        if piece:
            yield piece


def _through(
    reader: Callable[[io.BufferedReader], BrotliReader | ZstdReader], source: io.BufferedReader
) -> Iterator[bytes]:
    """Decode with one of fastwarc's readers, which tell a cut from other damage only by how much they had read."""
    decoder = reader(source)
    while True:
        try:
            piece = decoder.read(PIECE)
        except OSError as error:
            cut = not source.peek(1)
            raise Malformed(
                CUT if cut else DAMAGED, f"the HTTP body cannot be decompressed: {error}"
            ) from error
        if not piece:
            return
        yield piece


# Coding: how its data must begin for it to be believed, and how it is undone.
_CODINGS: dict[str, tuple[bytes, Callable[[io.BufferedReader], Iterator[bytes]]]] = {
    "chunked": (b"", _dechunk),
    "gzip": (b"\x1f\x8b", _gunzip),
    "x-gzip": (b"\x1f\x8b", _gunzip),
    "deflate": (b"", _deflate),
    "br": (b"", partial(_through, BrotliReader)),
    "zstd": (b"\x28\xb5\x2f\xfd", partial(_through, ZstdReader)),
}
