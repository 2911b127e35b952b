"""One intake while it is being written: payloads in, WARC records and manifest lines out, then one rename."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from filature import ids
from filature.errors import FilatureError, Malformed
from filature.evidence import manifest
from filature.evidence.claim import Claim
from filature.evidence.disk import CHUNK, copy_hashed, remove_tree, sync_close, sync_folder
from filature.evidence.in_order import InOrder
from filature.evidence.known import Known
from filature.evidence.manifest import End, Given, Refusal
from filature.evidence.record import Record
from filature.evidence.store import INCOMING, Store
from filature.evidence.warc_out import Files, encode, encode_stream

IN_FLIGHT = 64 << 20
WAITING = 256


@dataclass(frozen=True, slots=True)
class _Packed:
    """A payload on its way: its record without a place, and its bytes as they will stand in the WARC file
    (None: the case has it)."""

    record: Record
    stored: bytes | None


class Incoming:
    """An intake under way. ``finish`` makes it part of the case, ``roll_back`` leaves no trace of it."""

    def __init__(self, store: Store, threads: int = 2) -> None:
        self.store = store
        self.folder = store.folder / INCOMING
        remove_tree(self.folder)
        self.folder.mkdir()
        self.captures = self.already_here = self.refused = 0
        self._known = Known(store)
        self._packing: InOrder[_Packed] = InOrder(threads, WAITING, IN_FLIGHT)
        self._manifest = (self.folder / manifest.NAME).open("wb")
        self._warcs = Files(self.folder)
        self._kept = 0
        self._brought: list[str] = []

    def take(self, claim: Claim, payload: bytes) -> None:
        """Seal ``payload``; hashing and packing run in threads, writing keeps the order."""
        self._packing.put(len(payload), partial(self._pack, claim, payload))
        while self._packing.full:
            self._place(self._packing.get())

    def take_file(self, claim: Claim, source: BinaryIO) -> str:
        """Seal what ``source`` holds in two passes, without holding it in memory; returns its capture id.

        `Malformed` when it changes between the passes: then nothing of it was taken.
        """
        self.settle()
        digest, size = hashlib.sha256(), 0
        while block := source.read(CHUNK):
            digest.update(block)
            size += len(block)
        record = claim.record(digest.hexdigest(), size)
        if self._known.has(record):
            self.already_here += 1
        else:
            source.seek(0)
            self._write(record, encode_stream(claim.head(digest.digest(), size), source, digest.digest()))
        return record.capture_id

    def keep(self, source: BinaryIO, source_path: str, ending: str) -> Given | None:
        """Copy a WARC file as it is; None when the case holds the same bytes. `settle_given` must follow.

        `Malformed` when it cannot be read to its end: then nothing of it was taken.
        """
        self.settle()
        name = f"given-{self._kept + 1:05d}{ending}"
        try:
            sha256, size = copy_hashed(source, self.folder / name)
        except Malformed:
            (self.folder / name).unlink()
            raise
        known = self._known.captures_of(sha256)
        if known is None:
            self._kept += 1
            return Given(name, source_path, sha256, size)
        (self.folder / name).unlink()
        self.already_here += known
        return None

    def settle_given(self, given: Given) -> None:
        """Note a file that was kept, after its records were entered."""
        self._known.add_given(given)
        self._brought.append(given.sha256)
        self._manifest.write(manifest.line(given))

    def enter(self, record: Record) -> None:
        """Note a capture whose bytes lie in a file of this intake, unless the case has it."""
        if self._known.has(record):
            self.already_here += 1
            return
        self._known.add(record)
        self._brought.append(record.capture_id)
        self.captures += 1
        self._manifest.write(manifest.line(record))

    def refuse(self, refusal: Refusal) -> None:
        """Note what could not be taken in; the manifest has it once, however often it is met."""
        self.settle()
        self.refused += refusal.rows
        if self._known.note(refusal):
            self._brought.append("\x1e".join((refusal.source_path, refusal.reason, refusal.place)))
            self._manifest.write(manifest.line(refusal))

    def settle(self) -> None:
        """Write all that is still being packed."""
        while len(self._packing):
            self._place(self._packing.get())

    def finish(self) -> str | None:
        """Make the intake part of the case and acknowledge it; its id, or None when it brought nothing new."""
        self.settle()
        self._manifest.write(manifest.line(End(self.captures, self.already_here)))
        self._packing.close()
        sync_close(self._manifest)
        self._warcs.sync_close()
        if not self._brought:
            remove_tree(self.folder)
            return None
        intake_id = ids.short_id("int", *self._brought)
        place = self.store.folder / intake_id
        sync_folder(self.folder)
        self.folder.rename(place)
        sync_folder(self.store.folder)
        try:
            self.store.acknowledge(intake_id)
        except (OSError, FilatureError):
            place.rename(self.folder)
            raise
        return intake_id

    def roll_back(self) -> None:
        """Leave the case as it was."""
        self._packing.close()
        self._warcs.abandon()
        with suppress(OSError):  # what closing may raise was raised by writing before
            self._manifest.close()
        remove_tree(self.folder)

    def _pack(self, claim: Claim, payload: bytes) -> _Packed:
        digest = hashlib.sha256(payload).digest()
        record = claim.record(digest.hex(), len(payload))
        if self._known.has(record):
            return _Packed(record, None)
        return _Packed(record, encode(claim.head(digest, len(payload)), payload))

    def _place(self, packed: _Packed) -> None:
        if packed.stored is None or self._known.has(packed.record):
            self.already_here += 1
        else:
            self._write(packed.record, [packed.stored])

    def _write(self, record: Record, pieces: Iterable[bytes]) -> None:
        name, offset, length = self._warcs.append(pieces)
        self.enter(replace(record, warc=name, warc_offset=offset, warc_length=length))
