"""The records of a WARC file from one place on, as far as they follow each other without damage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord

from filature.errors import Malformed
from filature.evidence.manifest import Refusal
from filature.evidence.record import Record
from filature.sources.found import Found
from filature.sources.warcs.entries import describe
from filature.sources.warcs.measuring import measure
from filature.sources.warcs.places import Places
from filature.sources.warcs.revisits import Revisit

Entry = Record | Revisit | Refusal


class Damage(Exception):
    """At byte ``place`` no record can be read; byte ``again`` is where the next one may be. Without words when they
    were said already."""

    def __init__(self, what: str, place: int, again: int) -> None:
        super().__init__(what)
        self.place = place
        self.again = again


class Shared(Exception):
    """Several records lie in one gzip member; ``good`` records of this stretch were read before the first of them."""

    def __init__(self, good: int) -> None:
        super().__init__(good)
        self.good = good


class Loose(Exception):
    """The header of the record at byte ``place`` has bare line ends: it is to be read less strictly."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


class Stretch:
    """Records from byte ``start`` of ``warc`` on, of which ``found`` is what was given.

    fastwarc passes over what is no record, at times without a word, and reads on from one gzip member into the
    next: whether each record begins and ends where it should is checked here.
    """

    def __init__(self, warc: Path, start: int, found: Found, places: Places, loose: bool) -> None:
        self._warc = warc
        self._start = start
        self._found = found
        self._places = places
        self._loose = loose
        self._last = -1
        self._block: int | None = None
        self._sure = False
        self._held: list[Entry] = []

    def entries(self, skip: int) -> Iterator[Entry]:
        """Each record but the first ``skip``, once the place of the next is known. `Damage`, `Shared` or `Loose` where
        they end before the file."""
        count = 0
        with self._warc.open("rb") as stream:
            stream.seek(self._start)
            records = iter(ArchiveIterator(stream, parse_http=False, quirks_mode=self._loose))
            while True:
                try:
                    record = next(records, None)
                except (OSError, ValueError) as error:
                    yield from self._break_off(str(error))
                    return
                if record is None:
                    break
                yield from self._reach(record.stream_pos, count)
                count += 1
                if count > skip:
                    yield from self._read(record)
        yield from self._end()

    def _reach(self, place: int, count: int) -> Iterator[Entry]:
        """Come to the record at ``place``: the one before is released, unless it was none or lies apart."""
        if place <= self._last:
            raise Shared(count - 1)
        begins = place < self._places.size and self._places.begins(place)
        if begins and self._block is not None and (self._loose or not self._places.packed(self._last)):
            end = self._places.end(self._last, self._block)
            if end is None or end > place or not self._places.padding(end, place):
                yield from self._break_off("there is no record")
        yield from self._release(place)
        if not begins:
            raise Shared(count)
        self._last, self._sure, self._block = place, False, None

    def _read(self, record: WarcRecord) -> Iterator[Entry]:
        """Hold what is said of ``record`` until the place of the next is known."""
        headers, place = record.headers, record.stream_pos
        kind, length = (
            (headers.get("WARC-Type") or "").strip().lower(),
            (headers.get("Content-Length") or "").strip(),
        )
        if "\n" in kind and not self._loose:
            raise Loose(place)
        if not kind or not (length.isascii() and length.isdigit()):
            raise self._damage("a record without type or length", place, place + 1)
        try:
            measured = measure(record, kind)
        except Malformed as broken:
            raise self._damage(broken.detail, place, place + 1) from broken
        if not measured.block and int(length):
            raise self._damage("a record without content: it is cut in its header", place, place + 1)
        self._block, self._sure = measured.block, measured.digest_check == "passed"
        short = measured.block < int(length)
        if short:
            measured = replace(measured, digest_check="failed")
        self._held = list(describe(record, kind, measured, self._warc.name, self._found))
        if short:
            again = self._places.next_record(place + 1)
            cut = f"{measured.block:,} of {int(length):,} bytes are there: taken and marked"
            yield from self._release(again)
            yield Refusal(self._found.label, "record_truncated", cut, f"byte {place}", rows=0)
            raise Damage("", place, again)

    def _break_off(self, what: str) -> Iterator[Entry]:
        """What comes behind the last record is none: release that one, and look for the next.

        Behind a record whose end is not sure, since its length may be wrong, the next may lie inside it.
        """
        if self._last < 0:
            raise self._damage(what, self._start, self._start + 1)
        end = self._places.end(self._last, self._block or 0)
        sure = end is not None and (self._sure or self._places.packed(self._last))
        broken = self._damage(what, end or self._last, end if sure and end else self._last + 1)
        yield from self._release(min(end or self._places.size, max(broken.again, self._last + 1)))
        raise broken

    def _end(self) -> Iterator[Entry]:
        """Release the last record, and remark on a file that does not end where it should."""
        size = self._places.size
        if self._last < 0:
            raise self._damage("there is no whole record", self._start, self._start + 1)
        end = size if self._block is None else self._places.end(self._last, self._block)
        if end is not None and not self._places.padding(end, size):
            yield from self._break_off("there is no record")
        yield from self._release(size)
        if end is None:
            cut = "the file ends in the middle of its packed data: what could be unpacked was taken"
            yield Refusal(self._found.label, "warc_cut", cut, f"byte {size}", rows=0)

    def _damage(self, what: str, place: int, search: int) -> Damage:
        return Damage(what, place, self._places.next_record(search))

    def _release(self, next_place: int) -> Iterator[Entry]:
        for entry in self._held:
            yield _placed(entry, next_place)
        self._held = []


def _placed(entry: Entry, next_place: int) -> Entry:
    if isinstance(entry, Record):
        return replace(entry, warc_length=next_place - entry.warc_offset)
    if isinstance(entry, Revisit):
        return replace(entry, record=replace(entry.record, warc_length=next_place - entry.record.warc_offset))
    return entry
