"""One intake while it is being written: payloads in, WARC records and manifest lines out, then one rename."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from contextlib import suppress
from typing import BinaryIO

from filature import ids
from filature.errors import FilatureError, Malformed
from filature.evidence import manifest
from filature.evidence.claim import Claim
from filature.evidence.disk import CHUNK, copy_hashed, remove_tree, sync_close, sync_folder
from filature.evidence.known import Known, keys_of
from filature.evidence.manifest import End, Entry, Given, Refusal
from filature.evidence.packing import Packed, Packing
from filature.evidence.record import Record
from filature.evidence.store import INCOMING, Store
from filature.evidence.tally import Tally
from filature.evidence.warc_out import BUFFER, Files, encode_stream


class Incoming:
    """An intake under way. ``finish`` makes it part of the case, ``roll_back`` leaves no trace of it."""

    def __init__(self, store: Store, threads: int = 2) -> None:
        self.store = store
        self.folder = store.folder / INCOMING
        remove_tree(self.folder)
        self.folder.mkdir()
        self.already_here = self.refused = 0
        self._known = Known(store)
        self._packing = Packing(threads, self._known)
        self._manifest = (self.folder / manifest.NAME).open("wb", BUFFER)
        self._warcs = Files(self.folder)
        self._tally = Tally()
        self._kept = 0
        self._brought: list[str] = []

    @property
    def captures(self) -> int:
        """How many captures were entered."""
        return self._tally.captures

    @property
    def roles(self) -> Set[str]:
        """The roles of these captures."""
        return self._tally.roles

    def take(self, claim: Claim, payload: bytes) -> None:
        """Seal ``payload``; hashing and packing run in threads, writing keeps the order."""
        for packed in self._packing.put(claim, payload):
            self._place(packed)

    def take_file(self, claim: Claim, source: BinaryIO) -> str:
        """Seal what ``source`` holds in two passes, without holding it in memory; returns its capture id.

        `Malformed` when it changes between the passes: then nothing of it was taken.
        """
        self.settle()
        digest, size = hashlib.sha256(), 0
        while block := source.read(CHUNK):
            digest.update(block)
            size += len(block)
        sha256 = digest.hexdigest()
        capture_id = claim.capture_id(sha256)
        keys = keys_of(claim, capture_id, sha256)
        if self._known.has(keys):
            self.already_here += 1
        else:
            source.seek(0)
            pieces = encode_stream(claim.head(digest.digest(), size), source, digest.digest())
            self._enter(claim.record(capture_id, sha256, size, self._warcs.append(pieces)), keys)
        return capture_id

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
        self._write(given)

    def enter(self, record: Record) -> None:
        """Note a capture whose bytes lie in a file of this intake, unless the case has it."""
        keys = keys_of(record, record.capture_id, record.sha256)
        if self._known.has(keys):
            self.already_here += 1
        else:
            self._enter(record, keys)

    def refuse(self, refusal: Refusal) -> None:
        """Note what could not be taken in; the manifest has it once, however often it is met."""
        self.settle()
        self.refused += refusal.rows
        if self._known.note(refusal):
            self._brought.append("\x1e".join((refusal.source_path, refusal.reason, refusal.place)))
            self._write(refusal)

    def settle(self) -> None:
        """Write all that is still being packed."""
        for packed in self._packing.rest():
            self._place(packed)

    def finish(self) -> str | None:
        """Make the intake part of the case and acknowledge it; its id, or None when it brought nothing new."""
        self.settle()
        self._write(End(self.captures, self.already_here))
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
            self.store.acknowledge(intake_id, self._tally)
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

    def _place(self, packed: Packed) -> None:
        if not packed.stored or self._known.has(packed.keys):
            self.already_here += 1
            return
        place = self._warcs.append([packed.stored])
        self._enter(packed.claim.record(packed.capture_id, packed.sha256, packed.size, place), packed.keys)

    def _enter(self, record: Record, keys: tuple[str, ...]) -> None:
        self._known.add(keys)
        self._brought.append(record.capture_id)
        self._write(record)

    def _write(self, entry: Entry) -> None:
        self._manifest.write(manifest.line(entry))
        self._tally.count(entry)
