"""Reading captures back out of the WARC files, one after the other or one alone."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord

from filature.errors import Malformed
from filature.evidence.disk import CHUNK
from filature.evidence.record import Record

MAX_PAGE = 64 << 20


class Vault:
    """The WARC files below ``evidence/``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def bodies(self, records: Sequence[Record]) -> Iterator[tuple[Record, bytes | Malformed]]:
        """Each record with its payload, HTTP encodings undone; `Malformed` in its place when it cannot be read.

        ``records`` stand in the order of the files, so each file is read once from front to back.
        """
        position = 0
        while position < len(records):
            end = position
            while (
                end < len(records)
                and records[end].warc == records[position].warc
                and not records[end].payload_warc
            ):
                end += 1
            if end == position:
                yield records[position], self._alone(records[position])
                position += 1
            else:
                yield from self._run(records[position:end])
                position = end

    def body(self, record: Record) -> bytes:
        """The payload of one record; `Malformed` when it cannot be read."""
        found = self._alone(record)
        if isinstance(found, Malformed):
            raise found
        return found

    def extract(self, record: Record, target: Path) -> None:
        """Write the payload of ``record`` to ``target`` without holding it in memory. `Malformed` when damaged."""
        warc = self._iterate(record.payload_warc or record.warc, record.payload_offset or record.warc_offset)
        try:
            with target.open("wb") as sink:
                reader = _open(next(warc)).reader
                while block := reader.read(CHUNK):
                    sink.write(block)
        except (OSError, StopIteration) as error:
            raise Malformed(
                "record_unreadable", str(error) or "no record there", f"byte {record.warc_offset}"
            ) from error

    def stored(self, record: Record) -> bytes:
        """The record as it is stored: the bytes of the WARC file from its offset on."""
        with (self.folder / record.warc).open("rb") as source:
            source.seek(record.warc_offset)
            return source.read(record.warc_length or os.fstat(source.fileno()).st_size)

    def _run(self, records: Sequence[Record]) -> Iterator[tuple[Record, bytes | Malformed]]:
        start, waiting = records[0].warc_offset, list(reversed(records))
        try:
            for warc_record in self._iterate(records[0].warc, start):
                if waiting and start + warc_record.stream_pos == waiting[-1].warc_offset:
                    yield waiting.pop(), _payload(warc_record)
                if not waiting:
                    return
        except (OSError, ValueError):
            pass  # the damaged stretch lies between two records: each that is left is opened by itself
        for record in reversed(waiting):
            yield record, self._alone(record)

    def _alone(self, record: Record) -> bytes | Malformed:
        name, offset = record.warc, record.warc_offset
        if record.payload_warc:
            name, offset = record.payload_warc, record.payload_offset
        try:
            for warc_record in self._iterate(name, offset):
                return _payload(warc_record)
        except (OSError, ValueError) as error:
            return Malformed("record_unreadable", str(error), f"byte {offset} of {name}")
        return Malformed("record_unreadable", "there is no record", f"byte {offset} of {name}")

    def _iterate(self, name: str, offset: int) -> Iterator[WarcRecord]:
        with (self.folder / name).open("rb") as stream:
            stream.seek(offset)
            yield from ArchiveIterator(stream, parse_http=False)


def _open(record: WarcRecord) -> WarcRecord:
    """Move the reader past the HTTP head, undoing transfer and content encodings."""
    if record.is_http:
        record.parse_http(auto_decode="all", quirks_mode=True)
    return record


def _payload(record: WarcRecord) -> bytes | Malformed:
    try:
        body: bytes = _open(record).reader.read(MAX_PAGE + 1)
    except (OSError, ValueError) as error:
        return Malformed("encoding_damaged", f"the HTTP body cannot be decoded: {error}")
    if len(body) > MAX_PAGE:
        return Malformed("too_large", f"more than {MAX_PAGE >> 20} MiB: kept as evidence, not read as a page")
    return body
