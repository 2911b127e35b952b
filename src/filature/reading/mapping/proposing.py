"""The mapping file of a captured table, written for a person to correct before the table is read."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import duckdb

from filature.engine import duck
from filature.evidence.disk import write_whole
from filature.evidence.record import Record
from filature.reading.job import Job
from filature.reading.mapping import choosing, mapping, wording
from filature.sources.tabular.clean_csv import NotClean
from filature.sources.tabular.opening import open_relations


class Proposer:
    """Writes mapping files, for as long as its block lasts, with one connection for all tables."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._connection = duck.connect(job.threads, job.memory, spill=job.scratch)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def propose(self, record: Record, path: Path) -> Path | None:
        """Write the mapping file of a table whose header no file describes yet; the new file, or None."""
        try:
            return self._propose(record, path, fast=True)
        except (duckdb.Error, NotClean):
            return self._propose(record, path, fast=False)

    def _propose(self, record: Record, path: Path, fast: bool) -> Path | None:
        written, connection = None, self._connection
        with TemporaryDirectory(dir=self._job.scratch) as scratch:
            for relation in open_relations(connection, path, Path(scratch), wording.known_names(), fast):
                target = self._job.inputs / "mappings" / f"{mapping.shape(relation)}.yaml"
                if not target.exists():
                    text = mapping.dump(choosing.propose(connection, relation), relation, record.source_path)
                    write_whole(target, text.encode("utf-8"))
                    written = target
        return written


def propose_mapping(record: Record, path: Path, job: Job) -> Path | None:
    """The same for one table."""
    with Proposer(job) as proposer:
        return proposer.propose(record, path)
