"""A captured table to rows: opened, mapped, typed inside DuckDB, written as it streams; every row arrives or is rejected."""

from __future__ import annotations

from pathlib import Path

import duckdb

from filature.engine import duck
from filature.evidence.record import Record
from filature.reading.job import Job, Tally
from filature.reading.mapping import choosing, mapping, typing_sql, values, wording
from filature.reading.mapping.context import context_of
from filature.reading.mapping.output import Output
from filature.reading.seized.notes import Notes
from filature.sources.relation import Relation
from filature.sources.tabular.clean_csv import NotClean
from filature.sources.tabular.opening import open_relations

STAGE = "tables"


def read_table(record: Record, path: Path, job: Job) -> Tally:
    """Write the rows of one captured table below ``job.out``; see `Tally` for what comes back.

    `Malformed` when the whole of it cannot be read; `BadInput` when a mapping file of a person is wrong.
    """
    try:
        return _read(record, path, job, fast=True)
    except (duckdb.Error, NotClean):
        # What looked like clean CSV is not: read it again with the reader that mends and rejects.
        return _read(record, path, job, fast=False)


def _read(record: Record, path: Path, job: Job, fast: bool) -> Tally:
    tally, notes = Tally(), Notes(record, STAGE)
    if path.stat().st_size == 0:
        notes.remark("empty_table", "the file is empty")
        notes.rows().write(job.out, job.name)
        return tally
    with _connection(job) as connection, Output(record, job) as output:
        for relation in open_relations(connection, path, job.scratch, wording.known_names(), fast):
            chosen = _chosen(connection, relation, job, tally)
            context = context_of(record, relation, chosen)
            output.write(connection, chosen, typing_sql.select(relation, chosen, context), notes)
            for column in chosen.columns.get("feedback", ()):
                output.write_feedback(connection, typing_sql.feedback(relation, chosen, context, column))
            for reject in relation.rejects:
                notes.reject(reject)
            for remark in relation.remarks:
                notes.remark(remark.reason, remark.detail, remark.place, remark.raw)
    if not output.rows and not notes.rejected:
        notes.remark("empty_table", "the table holds no row")
    notes.rows().write(job.out, job.name)
    tally.rows_out, tally.rejected = output.rows, notes.rejected
    tally.rows_in = tally.rows_out + tally.rejected
    return tally


def _connection(job: Job) -> duckdb.DuckDBPyConnection:
    connection = duck.connect(job.threads, job.memory, spill=job.scratch)
    connection.execute(values.sql())
    connection.execute(wording.sql())
    return connection


def _chosen(
    connection: duckdb.DuckDBPyConnection, relation: Relation, job: Job, tally: Tally
) -> mapping.Mapping:
    """What a person made of the mapping file of this header, else what is proposed for this very file."""
    name = f"mappings/{mapping.shape(relation)}.yaml"
    path = job.inputs / name
    edited = mapping.load(path, relation) if path.exists() else None
    tally.inputs[name] = mapping.digest_of_file(path) if path.exists() else ""
    return edited or choosing.propose(connection, relation)
