"""Packed tables (gzip, bzip2, xz), opened as what they hold, within bounds."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from filature.errors import Malformed
from filature.sources.databases.packing import BROKEN, CUT, packing_of, plain_pieces, unpack_head

_TAIL = 16 << 20


def plain_head(head: bytes) -> bytes:
    """The first bytes inside a packed file; other bytes as they are, and nothing for a damaged one."""
    try:
        return unpack_head(head)
    except Malformed:
        return b""


def unpack(path: Path, scratch: Path) -> tuple[Path, Malformed | None]:
    """``path`` itself, or a file in ``scratch`` with what it holds, and the damage before which that ends.

    Of a file that is cut or damaged all whole lines before that are given. `Malformed` when there are none, or it is a
    bomb.
    """
    with path.open("rb") as source:
        if packing_of(source.read(8)) is None:
            return path, None
    target = scratch / "unpacked"
    with target.open("w+b") as sink:
        try:
            sink.writelines(plain_pieces(path))
        except Malformed as broken:
            if broken.reason not in (CUT, BROKEN) or not _end_with_a_line(sink):
                raise
            return target, broken
    return target, None


def _end_with_a_line(sink: BinaryIO) -> int:
    """Cut off the line that is not whole; returns what is left, in bytes."""
    start = max(0, sink.tell() - _TAIL)
    sink.seek(start)
    tail = sink.read()
    end = max(tail.rfind(b"\n"), tail.rfind(b"\r")) + 1
    return sink.truncate(start + end if end else 0)
