"""What `filature add` does: everything below the given paths becomes evidence, in one intake."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filature.errors import Malformed
from filature.evidence.claim import Claim
from filature.evidence.disk import plain_disk_errors
from filature.evidence.incoming import Incoming
from filature.evidence.manifest import Refusal
from filature.evidence.store import Store
from filature.i18n import Message
from filature.sources import kind, naming
from filature.sources.dating import time_from_label
from filature.sources.found import Found
from filature.sources.labels import file_uri, utc
from filature.sources.walk import walk

if TYPE_CHECKING:
    from filature.sources.warcs.taking import Warcs

Progress = Callable[[int], None]
SCRATCH = "scratch-"


@dataclass(frozen=True, slots=True)
class Added:
    """What an `add` brought: the intake (None when nothing was new), captures, items already here, rejections,
    and the roles of the captures."""

    intake_id: str | None
    captures: int
    already_here: int
    refused: int
    refusals: tuple[Refusal, ...]
    roles: frozenset[str]


def add(store: Store, paths: Sequence[str], threads: int = 2, progress: Progress = lambda _: None) -> Added:
    """Take ``paths`` into evidence as one intake and acknowledge it in the journal.

    All or nothing: a full disk, a signal or a kill leaves the case as it was. ``progress`` is called with the
    number of files that were taken. `BadInput` when a path does not exist, when there is nothing to take in, or
    when the disk is full; `Misuse` when a path lies inside the case.
    """
    with store.exclusively(), plain_disk_errors(Message("taking material in")):
        intake = Incoming(store, threads)
        done = False
        try:
            with tempfile.TemporaryDirectory(dir=intake.folder, prefix=SCRATCH) as scratch:
                adder = _Adder(intake, Path(scratch), progress)
                for item in walk(paths, Path(scratch), store.folder.parent):
                    adder.take(item)
                adder.finish()
            intake_id = intake.finish()
            done = True
        finally:
            if not done:
                intake.roll_back()
    return Added(
        intake_id,
        intake.captures,
        intake.already_here,
        intake.refused,
        tuple(adder.refusals),
        frozenset(intake.roles),
    )


class _Adder:
    """Takes what the walk finds, one by one, opening archives on the way."""

    def __init__(self, intake: Incoming, scratch: Path, progress: Progress) -> None:
        self.intake = intake
        self.scratch = scratch
        self.progress = progress
        self.refusals: list[Refusal] = []
        self.warcs: Warcs | None = None

    def take(self, item: Found | Refusal) -> None:
        """Seal ``item`` and what it holds, or note why not."""
        if isinstance(item, Refusal):
            self._refuse(item)
            return
        try:
            self._take_found(item.load())
        except Malformed as broken:
            self._refuse(Refusal(item.label, broken.reason, broken.detail, broken.place))
        if item.depth and item.path:
            Path(item.path).unlink()
        if not item.depth:
            self.progress(1)

    def finish(self) -> None:
        """Enter what had to wait for the rest."""
        self.intake.settle()
        if self.warcs is not None:
            self.warcs.finish()

    def _refuse(self, refusal: Refusal) -> None:
        self.refusals.append(refusal)
        self.intake.refuse(refusal)

    def _take_found(self, item: Found) -> None:
        head = item.head()
        form = kind.archive_form(item.label, head)
        if kind.is_warc(head):
            self._warcs().take(item, head)
        elif form:
            self._take_archive(item, form)
        else:
            self._take_plain(item, head)

    def _warcs(self) -> Warcs:
        if self.warcs is None:
            from filature.sources.warcs.taking import Warcs  # noqa: PLC0415 (most intakes hold none)

            self.warcs = Warcs(self.intake, self._refuse)
        return self.warcs

    def _take_archive(self, item: Found, form: str) -> None:
        from filature.sources.packed.expanding import expand  # noqa: PLC0415 (most intakes hold none)

        container = self._take_file(item, kind.ARCHIVES[form], "container")
        for member in expand(item, form, container, self.scratch):
            self.take(member)

    def _take_plain(self, item: Found, head: bytes) -> None:
        media_type, role = kind.tell(item.label, head)
        if item.data is None:
            self._take_file(item, media_type, item.role or role)
        else:
            self.intake.take(_claim(item, media_type, item.role or role), item.data)
        remark = kind.remark(item.label, head)
        if remark:
            self._refuse(Refusal(item.label, *remark, rows=0))

    def _take_file(self, item: Found, media_type: str, role: str) -> str:
        with item.open() as source:
            return self.intake.take_file(_claim(item, media_type, role), source)


def _claim(item: Found, media_type: str, role: str) -> Claim:
    address = naming.address_from_label(item.label)
    stated = time_from_label(item.label)
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
        digest_check=item.digest_check,
    )
