"""The mapping file of a captured table, written for a person to correct before the table is read."""

from __future__ import annotations

from pathlib import Path

import duckdb

from filature.engine import duck
from filature.evidence.disk import write_whole
from filature.evidence.record import Record
from filature.reading.job import Job
from filature.reading.mapping import choosing, mapping, wording
from filature.sources.tabular.clean_csv import NotClean
from filature.sources.tabular.opening import open_relations


def propose_mapping(record: Record, path: Path, job: Job) -> Path | None:
    """Write the mapping file of a table whose header no file describes yet; the new file, or None."""
    try:
        return _propose(record, path, job, fast=True)
    except (duckdb.Error, NotClean):
        return _propose(record, path, job, fast=False)


def _propose(record: Record, path: Path, job: Job, fast: bool) -> Path | None:
    written = None
    with duck.connect(job.threads, job.memory, spill=job.scratch) as connection:
        for relation in open_relations(connection, path, job.scratch, wording.known_names(), fast):
            target = job.inputs / "mappings" / f"{mapping.shape(relation)}.yaml"
            if not target.exists():
                text = mapping.dump(choosing.propose(connection, relation), relation, record.source_path)
                write_whole(target, text.encode("utf-8"))
                written = target
    return written
