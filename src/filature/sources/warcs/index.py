"""WARC files: kept byte for byte, and each record inside entered as a capture of its own.

A digest that the file states is checked; a record that fails is taken in and marked. Where the file is damaged
the reader goes on at the next record that it finds, and says from which byte to which byte nothing could be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from filature.evidence.manifest import Refusal
from filature.sources.found import Found
from filature.sources.warcs.places import Places
from filature.sources.warcs.repacking import plain_copy
from filature.sources.warcs.stretch import Damage, Entry, Loose, Shared, Stretch

MAX_STRETCHES = 2_000


def index(warc: Path, found: Found, skip: int = 0) -> Iterator[Entry]:
    """A `Record` or `Revisit` for each record of the file but `warcinfo`, with its place; damage as a `Refusal`.

    Records that share a gzip member are read from a plain copy beside the file (see `repacking`). The first
    ``skip`` records are passed over.
    """
    with Places(warc) as places:
        yield from _Reader(warc, found, places).entries(skip)


class _Reader:
    """Reads stretch after stretch. Damage that follows damage, with no record between, is said once."""

    def __init__(self, warc: Path, found: Found, places: Places) -> None:
        self._warc = warc
        self._found = found
        self._places = places
        self._damage: tuple[str, int] | None = None

    def entries(self, skip: int) -> Iterator[Entry]:
        """See `index`."""
        start, loose = 0, False
        for _ in range(MAX_STRETCHES):
            try:
                for entry in Stretch(self._warc, start, self._found, self._places, loose).entries(skip):
                    yield from self._said(start)
                    yield entry
                return
            except Shared as shared:
                yield from self._said(start)
                yield from self._from_copy(start, shared.good)
                return
            except Loose as bare:
                start, loose, skip = bare.place, True, 0
            except Damage as broken:
                if str(broken):
                    self._damage = self._damage or (str(broken), broken.place)
                start, skip = broken.again, 0
            if start >= self._places.size:
                yield from self._said(start)
                return
        self._damage = (f"this is one of over {MAX_STRETCHES:,} damaged places", start)
        yield from self._said(self._places.size)

    def _said(self, again: int) -> Iterator[Refusal]:
        """The refusal for damage up to ``again``, when there was some."""
        if self._damage:
            what, place = self._damage
            goes_on = (
                f"reading goes on at byte {again:,}"
                if again < self._places.size
                else "nothing more could be read"
            )
            yield Refusal(self._found.label, "warc_damaged", f"{what}: {goes_on}", f"byte {place}")
            self._damage = None

    def _from_copy(self, start: int, good: int) -> Iterator[Entry]:
        copy, damages = plain_copy(self._warc, start, self._places)
        for what, place in damages:
            yield Refusal(self._found.label, "warc_damaged", what, f"byte {place}")
        yield from index(copy, self._found, good)
