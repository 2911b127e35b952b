"""Reading captures back out of the WARC files, in the order of the files or one alone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord

from filature.errors import Malformed
from filature.evidence import at_once, codings, http
from filature.evidence.disk import CHUNK
from filature.evidence.record import Record

MAX_PAGE = 64 << 20


class Vault:
    """The WARC files below ``evidence/``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def bodies(self, records: Sequence[Record]) -> Iterator[tuple[Record, bytes | Malformed]]:
        """Each record with its payload, HTTP encodings undone; `Malformed` in its place when it cannot be read.

        Each is opened at its own place, so damage to one record never reaches another. Of a body whose encoding
        is cut short (remarked on when it was taken in) all that can be decoded is given.
        """
        for name, group in groupby(records, key=_file_of):
            yield from self._bodies_in(name, group)

    def body(self, record: Record) -> bytes:
        """The payload of one record; `Malformed` when it cannot be read."""
        found = next(self.bodies([record]))[1]
        if isinstance(found, Malformed):
            raise found
        return found

    def extract(self, record: Record, target: Path) -> None:
        """Write the payload of ``record`` to ``target`` without holding it in memory. `Malformed` when damaged."""
        with self._open(_file_of(record)) as warc, target.open("wb") as sink:
            for piece in _until_cut(_payload(warc, record)):
                sink.write(piece)

    def stored(self, record: Record) -> bytes:
        """The record as it is stored: the bytes of the WARC file at its place."""
        with (self.folder / record.warc).open("rb") as source:
            return os.pread(source.fileno(), record.warc_length, record.warc_offset)

    def _bodies_in(self, name: str, records: Iterable[Record]) -> Iterator[tuple[Record, bytes | Malformed]]:
        try:
            warc = self._open(name)
        except Malformed as broken:
            yield from ((record, broken) for record in records)
            return
        with warc:
            for record in records:
                yield record, _whole(warc, record)

    def _open(self, name: str) -> BinaryIO:
        try:
            return (self.folder / name).open("rb")
        except OSError as error:
            raise Malformed("record_unreadable", f"{name}: {error.strerror}") from error


def raw_pieces(record: WarcRecord) -> Iterator[bytes]:
    """The block of a WARC record as it is stored. `Malformed` where it cannot be read on."""
    while True:
        try:
            piece: bytes = record.reader.read(CHUNK)
        except (OSError, ValueError) as error:
            raise Malformed("record_unreadable", str(error), f"byte {record.stream_pos}") from error
        if not piece:
            return
        yield piece


def _file_of(record: Record) -> str:
    return record.payload_warc or record.warc


def _whole(warc: BinaryIO, record: Record) -> bytes | Malformed:
    pieces, size = [], 0
    try:
        for piece in _until_cut(_payload(warc, record)):
            pieces.append(piece)
            size += len(piece)
            if size > MAX_PAGE:
                return Malformed(
                    "too_large", f"more than {MAX_PAGE >> 20} MiB: kept as evidence, not read as a page"
                )
    except Malformed as broken:
        return broken
    return b"".join(pieces)


def _until_cut(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """All pieces up to where the encoding of the body is cut short; `Malformed` when there are none before it."""
    given = False
    try:
        for piece in pieces:
            given = True
            yield piece
    except Malformed as broken:
        if broken.reason != codings.CUT or not given:
            raise


def _payload(warc: BinaryIO, record: Record) -> Iterator[bytes]:
    content_type, block = _block(warc, record)
    if record.record_type == "request":
        return block
    head, body = http.part(block, content_type)
    return http.decompressed(http.unchunked(body, head), head) if head else body


def _block(warc: BinaryIO, record: Record) -> tuple[str, Iterator[bytes]]:
    """The type of the content of the record that holds the payload, and its block."""
    if record.payload_warc:  # its length is not known
        found = _at(warc, record.payload_offset)
    elif whole := at_once.read(warc.fileno(), record.warc_offset, record.warc_length):
        return whole.content_type, iter([whole.block])
    else:
        found = _at(warc, record.warc_offset)
    return found.headers.get("Content-Type") or "", raw_pieces(found)


def _at(warc: BinaryIO, offset: int) -> WarcRecord:
    """The record at ``offset``: that one, never the next that the reader would find behind damage."""
    try:
        warc.seek(offset)
        for found in ArchiveIterator(warc, parse_http=False, quirks_mode=True):
            if found.stream_pos == offset:
                return found
            break
    except (OSError, ValueError) as error:
        raise Malformed("record_unreadable", str(error), f"byte {offset}") from error
    raise Malformed("record_unreadable", "there is no record", f"byte {offset}")
