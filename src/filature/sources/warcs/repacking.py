"""A plain copy of a WARC file that packs several records into one gzip member, so that each has a place of its own.

The file as given stays beside it, byte for byte.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import BinaryIO

from filature.errors import Malformed
from filature.evidence.disk import CHUNK, sync_close
from filature.sources.packed.budget import Budget
from filature.sources.warcs.places import Places


def copy_name(warc: str) -> str:
    """The name of the plain copy of ``warc``."""
    return f"{warc.removesuffix('.gz').removesuffix('.warc')}-plain.warc"


def plain_copy(warc: Path, start: int, places: Places) -> tuple[Path, list[tuple[str, int]]]:
    """Unpack ``warc`` from byte ``start`` on; returns the copy, and what was damaged with the byte at which."""
    target = warc.with_name(copy_name(warc.name))
    found: list[tuple[str, int]] = []
    budget = Budget(places.size)
    with warc.open("rb") as source, target.open("wb") as sink:
        place = start
        while place < places.size:
            try:
                place = _unpack(source, place, sink, budget)
            except zlib.error as error:
                again = places.next_record(place + 1)
                found.append((f"{error}: reading goes on at byte {again}", place))
                place = again
            except Malformed as bomb:
                found.append((bomb.detail, place))
                break
        sync_close(sink)
    return target, found


def _unpack(source: BinaryIO, start: int, sink: BinaryIO, budget: Budget) -> int:
    """Unpack the gzip member at ``start``; returns the byte behind it, or the file's size when it is cut short."""
    source.seek(start)
    unpacker = zlib.decompressobj(31)
    while not unpacker.eof:
        packed = unpacker.unconsumed_tail or source.read(CHUNK)
        if not packed:
            break
        for piece in budget.metered(iter([unpacker.decompress(packed, CHUNK)])):
            sink.write(piece)
    return source.tell() - len(unpacker.unused_data)
