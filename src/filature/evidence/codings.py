"""The encodings of HTTP bodies, undone in pieces of bounded size, so that a decompression bomb costs no memory.

Archiving tools often store a body decoded and leave the header that says it is encoded: such a body is passed on
as it is.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from itertools import chain

import brotli
from fastwarc.stream_io import ZstdReader

from filature.errors import Malformed
from filature.evidence.pieces import as_file

PIECE = 64 << 10
CUT = "encoding_cut"
DAMAGED = "encoding_damaged"
UNKNOWN = "encoding_unknown"
_START = 256
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
    source = _Undecided(pieces)
    if not source.start or not source.start.startswith(magic):
        yield from source
        return
    try:
        for piece in decode(as_file(iter(source))):
            source.decide()
            yield piece
    except Malformed:
        if not source.held or _CONTROL.search(source.start, 0, _START):
            raise
        yield from chain(source.held, pieces)


class _Undecided:
    """Pieces that are held after they were given, until it is clear that they are encoded as the head says."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self.start = b""
        while len(self.start) < _START and (piece := next(pieces, None)) is not None:
            self.start += piece
        self.held: list[bytes] = []
        self._decided = False

    def decide(self) -> None:
        """Hold no more: something was decoded."""
        self._decided = True
        self.held = []

    def __iter__(self) -> Iterator[bytes]:
        for piece in chain([self.start] if self.start else [], self._pieces):
            if not self._decided:
                self.held.append(piece)
            yield piece


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


def _unbrotli(source: io.BufferedReader) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    while not unpacker.is_finished():
        packed = source.read1(PIECE) if unpacker.can_accept_more_data() else b""
        try:
            piece = unpacker.process(packed, output_buffer_limit=PIECE)
        except brotli.error as error:
            raise Malformed(DAMAGED, f"the HTTP body cannot be decompressed: {error}") from error
        if piece:
            yield piece
        elif not packed and not unpacker.is_finished():
            raise Malformed(CUT, "the HTTP body ends in the middle of its compressed data")


def _unzstd(source: io.BufferedReader) -> Iterator[bytes]:
    unpacker = ZstdReader(source)
    while True:
        try:
            piece = unpacker.read(PIECE)
        except OSError as error:
            reason = CUT if "incomplete" in str(error) else DAMAGED
            raise Malformed(reason, f"the HTTP body cannot be decompressed: {error}") from error
        if not piece:
            return
        yield piece


# Coding: how its data must begin for it to be believed, and how it is undone.
_CODINGS: dict[str, tuple[bytes, Callable[[io.BufferedReader], Iterator[bytes]]]] = {
    "chunked": (b"", _dechunk),
    "gzip": (b"\x1f\x8b", _gunzip),
    "x-gzip": (b"\x1f\x8b", _gunzip),
    "deflate": (b"", _deflate),
    "br": (b"", _unbrotli),
    "zstd": (b"\x28\xb5\x2f\xfd", _unzstd),
}
