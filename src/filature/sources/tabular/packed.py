"""Packed tables (gzip, bzip2, xz), opened as what they hold, within bounds."""

from __future__ import annotations

from pathlib import Path

from filature.errors import Malformed
from filature.sources.databases.packing import packing_of, plain_pieces, unpack_head


def plain_head(head: bytes) -> bytes:
    """The first bytes inside a packed file; other bytes as they are, and nothing for a damaged one."""
    try:
        return unpack_head(head)
    except Malformed:
        return b""


def unpack(path: Path, scratch: Path) -> Path:
    """``path`` itself, or a file in ``scratch`` with what it holds. `Malformed` when damaged or a bomb."""
    with path.open("rb") as source:
        if packing_of(source.read(8)) is None:
            return path
    target = scratch / "unpacked"
    with target.open("wb") as sink:
        sink.writelines(plain_pieces(path))
    return target
