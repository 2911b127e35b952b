"""The evidence of a case: its intakes, opened one at a time, finished or rolled back after a kill.

An intake is built in ``.incoming/`` and becomes part of the case by one rename; the journal line that follows
acknowledges it. A kill before the rename leaves a folder that the next command removes; a kill between rename
and journal line leaves a whole intake that the next command acknowledges.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filature.errors import Damaged
from filature.evidence import manifest
from filature.evidence.disk import locked, locked_if_free, remove_tree
from filature.evidence.journal import Journal
from filature.evidence.manifest import Entry, Manifest
from filature.evidence.record import Record
from filature.evidence.tally import Tally

INCOMING = ".incoming"
LOCK = ".lock"


class Store:
    """``evidence/`` of one case."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = Journal(folder / "journal.jsonl")
        self._manifests: dict[str, Manifest] = {}
        self._sealed: dict[str, str] = {}

    @contextmanager
    def exclusively(self) -> Iterator[None]:
        """Hold the evidence alone, after finishing or rolling back what a kill left."""
        with locked(self.folder / LOCK):
            self.recover()
            yield

    def recover_if_free(self) -> None:
        """Finish or roll back what a kill left, unless another command is at work here: then that is its own."""
        with locked_if_free(self.folder / LOCK) as free:
            if free:
                self.recover()

    def recover(self) -> None:
        """Remove an intake that was not whole; acknowledge one that was but lacks its journal line."""
        remove_tree(self.folder / INCOMING)
        known = {line["intake"] for line in self.journal.lines() if line["event"] == "intake"}
        for intake_id in self.intake_ids():
            if intake_id not in known:
                tally = Tally()
                for entry in manifest.entries(self.folder / intake_id):
                    tally.count(entry)
                self.acknowledge(intake_id, tally, recovered=True)

    def intake_ids(self) -> list[str]:
        """Ids of all intakes on the disk, sorted."""
        return sorted(p.name for p in self.folder.iterdir() if p.is_dir() and p.name.startswith("int_"))

    def manifest(self, intake_id: str) -> Manifest:
        """The manifest of an intake, read once. `Damaged` when it is not the one that the journal acknowledged."""
        if intake_id not in self._manifests:
            self._check_seal(intake_id)
            self._manifests[intake_id] = manifest.read(self.folder / intake_id)
        return self._manifests[intake_id]

    def entries(self) -> Iterator[Entry]:
        """Every line of every manifest, intake by intake, none of them held. `Damaged` as for `manifest`."""
        for intake_id in self.intake_ids():
            self._check_seal(intake_id)
            yield from manifest.entries(self.folder / intake_id)

    def records(self) -> Iterator[Record]:
        """Every capture of the case, intake by intake."""
        return (entry for entry in self.entries() if isinstance(entry, Record))

    def manifest_sha256(self, intake_id: str) -> str:
        """SHA-256 (hex) of the manifest file of an intake; `Damaged` when it is gone."""
        path = self.folder / intake_id / manifest.NAME
        try:
            with path.open("rb") as source:
                return hashlib.file_digest(source, "sha256").hexdigest()
        except OSError as error:
            raise Damaged(
                "{path} cannot be read: {reason}.",
                "Compare it with a copy of the case.",
                path=path,
                reason=error,
            ) from error

    def acknowledge(self, intake_id: str, tally: Tally, recovered: bool = False) -> None:
        """Write the journal line of an intake that is on the disk."""
        self.journal.append(
            "intake",
            intake=intake_id,
            manifest_sha256=self.manifest_sha256(intake_id),
            captures=tally.captures,
            rejected=tally.rejected,
            already_here=tally.already_here,
            bytes=tally.size,
            **({"recovered": True} if recovered else {}),
        )

    def _check_seal(self, intake_id: str) -> None:
        if intake_id not in self._sealed:
            lines = (line for line in self.journal.lines() if line["event"] == "intake")
            self._sealed = {line["intake"]: line["manifest_sha256"] for line in lines}
        sealed = self._sealed.get(intake_id)
        if sealed is not None and sealed != self.manifest_sha256(intake_id):
            raise Damaged(
                "{path} is not the one that the journal acknowledged: it was altered.",
                "Compare it with a copy of the case made earlier.",
                path=self.folder / intake_id / manifest.NAME,
            )
