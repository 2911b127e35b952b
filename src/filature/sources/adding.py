"""What `filature add` does: everything below the given paths becomes evidence, in one intake."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from filature.errors import Malformed
from filature.evidence.disk import plain_disk_errors
from filature.evidence.incoming import Claim, Incoming, copy_hashed
from filature.evidence.manifest import Refusal
from filature.evidence.record import Record
from filature.evidence.store import Store
from filature.sources import archives, kind, naming, webarchive
from filature.sources.found import Found, file_uri, utc
from filature.sources.walk import walk

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Added:
    """What an `add` brought: the intake (None when nothing was new), captures, items already here, rejections."""

    intake_id: str | None
    captures: int
    already_here: int
    refused: int
    refusals: tuple[Refusal, ...]


def add(store: Store, paths: list[str], threads: int = 2, progress: Progress = lambda _: None) -> Added:
    """Take ``paths`` into evidence as one intake and acknowledge it in the journal.

    All or nothing: a full disk, a signal or a kill leaves the case as it was. ``progress`` is called with the
    number of files that were taken. `BadInput` when a path does not exist or the disk is full.
    """
    with store.exclusively(), plain_disk_errors("taking material in"):
        intake = Incoming(store, threads)
        done = False
        try:
            with tempfile.TemporaryDirectory(dir=intake.folder, prefix="scratch-") as scratch:
                adder = _Adder(intake, Path(scratch), progress)
                for item in walk(paths, Path(scratch)):
                    adder.take(item)
                intake.settle()
            intake_id = intake.finish()
            done = True
        finally:
            if not done:
                intake.roll_back()
    return Added(intake_id, intake.captures, intake.already_here, intake.refused, tuple(adder.refusals))


class _Adder:
    """Takes what the walk finds, one by one, opening archives on the way."""

    def __init__(self, intake: Incoming, scratch: Path, progress: Progress) -> None:
        self.intake = intake
        self.scratch = scratch
        self.progress = progress
        self.refusals: list[Refusal] = []
        self._warcs = 0

    def take(self, item: Found | Refusal) -> None:
        if isinstance(item, Refusal):
            self._refuse(item)
        else:
            self._take_found(item)
            if not item.depth:
                self.progress(1)

    def _refuse(self, refusal: Refusal) -> None:
        self.refusals.append(refusal)
        self.intake.refuse(refusal)

    def _take_found(self, item: Found) -> None:
        try:
            item = item.load()
            head = item.head()
        except OSError as error:
            if error.filename is None:
                raise
            self._refuse(Refusal(item.label, "unreadable", error.strerror or str(error)))
            return
        try:
            self._take_as(item, head)
        except Malformed as broken:
            self._refuse(Refusal(item.label, broken.reason, broken.detail, broken.place))
        if item.depth and item.path:
            item.path.unlink()

    def _take_as(self, item: Found, head: bytes) -> None:
        form = kind.archive_form(item.label, head)
        if kind.is_warc(head):
            self._take_warc(item)
        elif form:
            self._take_archive(item, form)
        else:
            self._take_plain(item, *kind.tell(item.label, head))

    def _take_plain(self, item: Found, media_type: str, role: str) -> None:
        claim = _claim(item, media_type, role)
        if item.data is not None:
            self.intake.take(claim, item.data)
        else:
            self.intake.take_file(claim, item.file)

    def _take_archive(self, item: Found, form: str) -> None:
        media = "application/zip" if form == "zip" else "application/x-tar"
        container = self.intake.take_file(_claim(item, media, "container"), item.on_disk(self.scratch))
        for member in archives.expand(item, form, container, self.scratch):
            self.take(member)

    def _take_warc(self, item: Found) -> None:
        self._warcs += 1
        packed = ".gz" if item.head()[:2] == b"\x1f\x8b" else ""
        target = self.intake.folder / f"given-{self._warcs:05d}.warc{packed}"
        with item.on_disk(self.scratch).open("rb") as source:
            sha256, size = copy_hashed(source, target)
        records: list[Record] = []
        for entry in webarchive.index(target, item):
            if isinstance(entry, Refusal):
                self._refuse(entry)
            else:
                records.append(entry)
        self.intake.keep_warc(target.name, item.label, sha256, size, records)


def _claim(item: Found, media_type: str, role: str) -> Claim:
    address = naming.address_from_label(item.label)
    stated = naming.time_from_label(item.label)
    modified = utc(item.modified)
    return Claim(
        uri=address or file_uri(item.label),
        source_path=item.label,
        media_type=media_type,
        role=role,
        captured_at=stated or modified,
        time_source="path" if stated else "file" if modified else "unknown",
        uri_source="name" if address else "path",
        container_id=item.container_id,
    )
