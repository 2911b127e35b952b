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

from filature.evidence import manifest
from filature.evidence.disk import locked, remove_tree
from filature.evidence.journal import Journal
from filature.evidence.manifest import Manifest
from filature.evidence.record import Record

INCOMING = ".incoming"


class Store:
    """``evidence/`` of one case."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = Journal(folder / "journal.jsonl")
        self._manifests: dict[str, Manifest] = {}

    @contextmanager
    def exclusively(self) -> Iterator[None]:
        """Hold the evidence alone, after finishing or rolling back what a kill left."""
        with locked(self.folder / ".lock"):
            self.recover()
            yield

    def recover(self) -> None:
        """Remove an intake that was not whole; acknowledge one that was but lacks its journal line."""
        remove_tree(self.folder / INCOMING)
        known = {line["intake"] for line in self.journal.lines() if line["event"] == "intake"}
        for intake_id in self.intake_ids():
            if intake_id not in known:
                self.acknowledge(intake_id, recovered=True)

    def intake_ids(self) -> list[str]:
        """Ids of all intakes on the disk, sorted."""
        return sorted(p.name for p in self.folder.iterdir() if p.is_dir() and p.name.startswith("int_"))

    def manifest(self, intake_id: str) -> Manifest:
        """The manifest of an intake, read once."""
        if intake_id not in self._manifests:
            self._manifests[intake_id] = manifest.read(self.folder / intake_id)
        return self._manifests[intake_id]

    def records(self) -> Iterator[Record]:
        """Every capture of the case, intake by intake."""
        for intake_id in self.intake_ids():
            yield from self.manifest(intake_id).records

    def manifest_sha256(self, intake_id: str) -> str:
        """SHA-256 (hex) of the manifest file of an intake."""
        return hashlib.sha256((self.folder / intake_id / manifest.NAME).read_bytes()).hexdigest()

    def acknowledge(self, intake_id: str, recovered: bool = False) -> None:
        """Write the journal line of an intake that is on the disk."""
        content = self.manifest(intake_id)
        self.journal.append(
            "intake",
            intake=intake_id,
            manifest_sha256=self.manifest_sha256(intake_id),
            captures=len(content.records),
            rejected=sum(r.rows for r in content.refusals),
            already_here=content.already_here,
            bytes=sum(r.size for r in content.records),
            **({"recovered": True} if recovered else {}),
        )
