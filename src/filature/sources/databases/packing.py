"""A packed file as plain bytes, in pieces: gzip, bzip2, xz, by their magic; all that came before a cut is given."""

from __future__ import annotations

import bz2
import lzma
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from isal import igzip_lib

from filature.errors import Malformed

PIECE = 1 << 20
CUT, BROKEN = "packed_data_cut", "packed_data_broken"
_INPUT = 64 << 10
# A stream that has grown beyond both is a bomb: dumps of real tables pack to no less than a fiftieth.
BOMB_RATIO = 400
BOMB_SIZE = 1 << 30
_BROKEN: tuple[type[Exception], ...] = (OSError, EOFError, lzma.LZMAError, igzip_lib.IsalError)  # type: ignore[assignment]

# The three unpackers share an interface (decompress, needs_input, eof, unused_data) but no type.
_PACKINGS: tuple[tuple[bytes, Callable[[], Any]], ...] = (
    (b"\x1f\x8b", lambda: igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP)),
    (b"BZh", bz2.BZ2Decompressor),
    (b"\xfd7zXZ\x00", lzma.LZMADecompressor),
)


def packing_of(head: bytes) -> Callable[[], Any] | None:
    """What makes an unpacker for a file that begins with ``head``; None for a plain one."""
    return next((make for magic, make in _PACKINGS if head.startswith(magic)), None)


def unpack_head(head: bytes) -> bytes:
    """At most 64 kB of what ``head`` packs; Malformed (``packed_data_broken``) when it cannot be unpacked."""
    make = packing_of(head)
    try:
        return bytes(make().decompress(head, _INPUT)) if make else head
    except _BROKEN as error:
        raise Malformed(BROKEN, str(error), "byte 0") from error


def plain_pieces(path: Path) -> Iterator[bytes]:
    """The plain bytes of a file, in pieces of 1 MB at most.

    Raises Malformed once what could be had was given: ``packed_data_cut``, ``packed_data_broken``,
    ``expands_too_much``; the place is a byte of the packed file.
    """
    with path.open("rb") as source:
        make = packing_of(source.read(8))
        source.seek(0)
        feed = iter(lambda: source.read(_INPUT if make else PIECE), b"")
        yield from unpacked(feed, make) if make else feed


def unpacked(feed: Iterator[bytes], make: Callable[[], Any]) -> Iterator[bytes]:
    """All members of a packed stream, one after the other; padding of NUL after the last one is passed over."""
    taken = given = 0
    unpacker = make()
    started = False
    for fresh in feed:
        taken += len(fresh)
        while True:
            if unpacker.eof:
                fresh = (unpacker.unused_data + fresh).lstrip(b"\x00")  # noqa: PLW2901 - what is left of it
                unpacker, started = make(), False
            if not fresh and unpacker.needs_input:
                break
            piece = _step(unpacker, fresh, taken)
            started, fresh = True, b""  # noqa: PLW2901
            given += len(piece)
            if given > BOMB_SIZE and given > BOMB_RATIO * taken:
                raise Malformed(
                    "expands_too_much", f"{taken} packed bytes gave {given} bytes", f"byte {taken}"
                )
            if piece:
                yield piece
            elif unpacker.needs_input and not unpacker.eof:
                break
    if started and not unpacker.eof:
        cut = "the file ends in the middle of its packed data: what came before was taken"
        raise Malformed(CUT, cut, f"byte {taken}")


def _step(unpacker: Any, fresh: bytes, taken: int) -> bytes:
    try:
        return bytes(unpacker.decompress(fresh, PIECE))
    except _BROKEN as error:
        broken = f"the packed data is damaged ({error}): what came before was taken"
        raise Malformed(BROKEN, broken, f"byte {taken - len(fresh)}") from error
