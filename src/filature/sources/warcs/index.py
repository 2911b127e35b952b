"""WARC files: kept byte for byte, and each record inside entered as a capture of its own.

A digest that the file states is checked; a record that fails is taken in and marked. Where the file is damaged
the reader goes on at the next record that it finds, and says from which byte to which byte nothing could be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from filature.evidence.manifest import Refusal
from filature.sources.found import Found
from filature.sources.warcs.damage import Finder
from filature.sources.warcs.repacking import plain_copy
from filature.sources.warcs.stretch import Damage, Entry, Shared, Stretch

MAX_STRETCHES = 1_000


def index(warc: Path, found: Found, skip: int = 0) -> Iterator[Entry]:
    """A `Record` or `Revisit` for each record of the file but `warcinfo`, with its place; damage as a `Refusal`.

    Records that share a gzip member are read from a plain copy beside the file (see `repacking`). The first
    ``skip`` records are passed over.
    """
    finder, start, size = Finder(warc), 0, warc.stat().st_size
    for _ in range(MAX_STRETCHES):
        try:
            yield from Stretch(warc, start, found, finder).entries(skip)
            return
        except Shared as shared:
            yield from _from_copy(warc, start, found, shared.good)
            return
        except Damage as broken:
            start, skip = broken.again, 0
            if str(broken):
                goes_on = (
                    f"reading goes on at byte {start:,}" if start < size else "nothing more could be read"
                )
                yield Refusal(found.label, "warc_damaged", f"{broken}: {goes_on}", f"byte {broken.place}")
        if start >= size:
            return
    many = f"over {MAX_STRETCHES:,} damaged places: the rest was not read"
    yield Refusal(found.label, "warc_damaged", many, f"byte {start}")


def _from_copy(warc: Path, start: int, found: Found, good: int) -> Iterator[Entry]:
    copy, damages = plain_copy(warc, start)
    for what, place in damages:
        yield Refusal(found.label, "warc_damaged", what, f"byte {place}")
    yield from index(copy, found, good)
