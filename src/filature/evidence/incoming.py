"""One intake while it is being written: payloads in, WARC records and manifest lines out, then one rename."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from filature import ids
from filature.errors import Malformed
from filature.evidence import manifest
from filature.evidence.disk import CHUNK, remove_tree, sync_folder
from filature.evidence.manifest import Refusal
from filature.evidence.record import Record
from filature.evidence.store import INCOMING, Store
from filature.evidence.warc_out import Head, encode, encode_stream

MAX_WARC = 1 << 30
IN_FLIGHT = 64 << 20
UNKNOWN_DATE = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of a payload before it is sealed; the rest of a `Record` follows from the bytes."""

    uri: str
    source_path: str
    media_type: str
    role: str
    captured_at: str = ""
    time_source: str = "unknown"
    uri_source: str = "path"
    container_id: str = ""

    def head(self, sha256: bytes, size: int) -> Head:
        """The WARC header of this payload. An unknown time is written as the epoch and marked as unknown."""
        extra = (("Filature-Source-Path", self.source_path), ("Filature-Time-Source", self.time_source))
        return Head(self.uri, self.captured_at or UNKNOWN_DATE, self.media_type, sha256, size, extra)


class Incoming:
    """An intake under way. ``finish`` makes it part of the case; leaving it out of ``finish`` rolls it back."""

    def __init__(self, store: Store, threads: int = 2) -> None:
        self.store = store
        self.folder = store.folder / INCOMING
        remove_tree(self.folder)
        self.folder.mkdir()
        self.captures = self.already_here = self.refused = 0
        self._known = {r.capture_id for r in store.records()}
        self._undated = {(r.uri, r.sha256) for r in store.records() if r.time_source in ("file", "unknown")}
        self._pool = ThreadPoolExecutor(threads)
        self._waiting: deque[tuple[Claim, int, Future[tuple[bytes, bytes | None]]]] = deque()
        self._in_flight = 0
        self._manifest = (self.folder / manifest.NAME).open("wb")
        self._warc: BinaryIO | None = None
        self._warc_count = 0
        self._ids: list[str] = []

    def take(self, claim: Claim, payload: bytes) -> None:
        """Seal ``payload``; hashing and packing run in threads, writing keeps the order."""
        self._waiting.append((claim, len(payload), self._pool.submit(self._seal, claim, payload)))
        self._in_flight += len(payload)
        while self._in_flight > IN_FLIGHT or len(self._waiting) > 256:
            self._settle()

    def take_file(self, claim: Claim, path: Path) -> str:
        """Seal a file in two passes, without holding it in memory; returns its capture id.

        `Malformed` when the file changes between the passes.
        """
        self.settle()
        with path.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").digest()
            size = source.tell()
            record = self._record(claim, digest.hex(), size)
            if self._is_known(record):
                self.already_here += 1
                return record.capture_id
            source.seek(0)
            self._place(record, encode_stream(claim.head(digest, size), source, digest))
        return record.capture_id

    def keep_warc(self, name: str, source_path: str, sha256: str, size: int, records: list[Record]) -> int:
        """Enter the records of a WARC that was copied to ``folder/name``; returns how many were new."""
        self.settle()
        new = [r for r in records if not self._is_known(r)]
        self.already_here += len(records) - len(new)
        if not new:
            (self.folder / name).unlink()
            return 0
        self._manifest.write(manifest.given_line(name, source_path, sha256, size))
        for record in new:
            self._enter(record)
        return len(new)

    def refuse(self, refusal: Refusal) -> None:
        """Note what could not be taken in."""
        self.settle()
        self.refused += refusal.rows
        self._ids.append("\x1e".join((refusal.source_path, refusal.reason, refusal.place)))
        self._manifest.write(manifest.refusal_line(refusal))

    def settle(self) -> None:
        """Write all that is still being packed."""
        while self._waiting:
            self._settle()

    def finish(self) -> str | None:
        """Make the intake part of the case and acknowledge it; its id, or None when it brought nothing new."""
        self.settle()
        self._manifest.write(manifest.end_line(self.captures, self.already_here))
        self._close()
        intake_id = ids.short_id("int", *self._ids)
        if not self._ids or (self.store.folder / intake_id).exists():
            remove_tree(self.folder)
            return None
        sync_folder(self.folder)
        self.folder.rename(self.store.folder / intake_id)
        sync_folder(self.store.folder)
        self.store.acknowledge(intake_id)
        return intake_id

    def roll_back(self) -> None:
        """Leave the case as it was."""
        for _, _, future in self._waiting:
            future.cancel()
        self._manifest.close()
        if self._warc:
            self._warc.close()
        self._pool.shutdown()
        remove_tree(self.folder)

    def _seal(self, claim: Claim, payload: bytes) -> tuple[bytes, bytes | None]:
        digest = hashlib.sha256(payload).digest()
        if self._is_known(self._record(claim, digest.hex(), len(payload))):
            return digest, None
        return digest, encode(claim.head(digest, len(payload)), payload)

    def _record(self, claim: Claim, sha256: str, size: int) -> Record:
        name = ids.capture_id(claim.uri, claim.captured_at, sha256)
        return Record(
            intake_id="", capture_id=name, uri=claim.uri, sha256=sha256, size=size, media_type=claim.media_type,
            role=claim.role, warc="", warc_offset=0, warc_length=0, captured_at=claim.captured_at,
            time_source=claim.time_source, uri_source=claim.uri_source, source_path=claim.source_path,
            container_id=claim.container_id,
        )  # fmt: skip

    def _is_known(self, record: Record) -> bool:
        """The same capture; or the same bytes at the same address when only a file's time stamp tells them apart."""
        if record.capture_id in self._known:
            return True
        return record.time_source in ("file", "unknown") and (record.uri, record.sha256) in self._undated

    def _settle(self) -> None:
        claim, size, future = self._waiting.popleft()
        self._in_flight -= size
        digest, blob = future.result()
        record = self._record(claim, digest.hex(), size)
        if blob is None or self._is_known(record):
            self.already_here += 1
        else:
            self._place(record, [blob])

    def _place(self, record: Record, pieces: Iterable[bytes]) -> None:
        warc = self._open_warc()
        offset = warc.tell()
        try:
            for piece in pieces:
                warc.write(piece)
        except (OSError, Malformed):
            warc.truncate(offset)
            warc.seek(offset)
            raise
        name = Path(warc.name).name
        self._enter(replace(record, warc=name, warc_offset=offset, warc_length=warc.tell() - offset))

    def _enter(self, record: Record) -> None:
        self._known.add(record.capture_id)
        if record.time_source in ("file", "unknown"):
            self._undated.add((record.uri, record.sha256))
        self._ids.append(record.capture_id)
        self.captures += 1
        self._manifest.write(manifest.capture_line(record))

    def _open_warc(self) -> BinaryIO:
        if self._warc is not None and self._warc.tell() >= MAX_WARC:
            _sync_close(self._warc)
            self._warc = None
        if self._warc is None:
            self._warc_count += 1
            self._warc = (self.folder / f"{self._warc_count:05d}.warc.gz").open("wb")
        return self._warc

    def _close(self) -> None:
        self._pool.shutdown()
        _sync_close(self._manifest)
        if self._warc:
            _sync_close(self._warc)


def _sync_close(sink: BinaryIO) -> None:
    sink.flush()
    os.fsync(sink.fileno())
    sink.close()


def copy_hashed(source: BinaryIO, target: Path) -> tuple[str, int]:
    """Copy ``source`` to ``target``, synced; returns SHA-256 (hex) and size of what was written."""
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as sink:
        while block := source.read(CHUNK):
            digest.update(block)
            size += len(block)
            sink.write(block)
        sink.flush()
        os.fsync(sink.fileno())
    return digest.hexdigest(), size
