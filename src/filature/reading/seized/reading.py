"""A seized database, from the captured file to raw tables and to Filature's tables; and its mapping file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from filature.engine import duck
from filature.errors import Malformed
from filature.evidence.record import Record
from filature.reading.job import Job, Tally
from filature.reading.seized.mapping import Mapping
from filature.reading.seized.mapping_read import read_mapping
from filature.reading.seized.mapping_write import file_name, render
from filature.reading.seized.naming import raw_tables
from filature.reading.seized.notes import Notes
from filature.reading.seized.opening import Opened, open_database
from filature.reading.seized.propose import propose
from filature.reading.seized.shape import SAMPLE, Shape
from filature.reading.seized.write import define_macros, write_tables


def read_database(record: Record, path: Path, job: Job) -> Tally:
    """Read the database at ``path``, a capture as it was taken in, packed or not.

    Writes ``job.out/raw_<database>_<table>/<job.name>.parquet`` for each of its tables, an index of these as
    `raw_relation`, the rows that the mapping makes of them, and rejections and remarks. Each row of the database
    counts once in the tally: it arrives in its raw table or is rejected. Raises Malformed when it cannot be
    opened at all.
    """
    notes = Notes(record)
    opened = open_database(record, path, job.scratch / "raw", notes)
    names = raw_tables(opened.name, opened.database.tables)
    files = {name: job.out / raw / f"{job.name}.parquet" for name, raw in names.items()}
    for name, table in opened.database.tables.items():
        if table.columns:
            opened.raw.finish(table, files[name])
    mapping, inputs = _map(record, job, opened, files, notes)
    _index(record, opened, names, mapping, notes)
    notes.rows().write(job.out, job.name)
    rows = sum(opened.raw.count(name) for name in opened.database.tables)
    return Tally(rows + notes.rejected, rows, notes.rejected, inputs)


def propose_mapping(record: Record, path: Path, job: Job) -> Path | None:
    """Write the mapping file that the database at ``path`` lacks; its path, or None when it was there already.

    An existing file is never touched. Raises Malformed when the database cannot be opened.
    """
    scratch = job.scratch / "proposal"
    opened = open_database(record, path, scratch, Notes(record), SAMPLE)
    files = {name: scratch / f"table-{n:05d}.parquet" for n, name in enumerate(opened.database.tables)}
    for name, table in opened.database.tables.items():
        if table.columns:
            opened.raw.finish(table, files[name])
    with duck.connect(job.threads, job.memory, scratch) as connection:
        shape = Shape(opened.database, files, connection)
        target = job.inputs / file_name(opened.name, shape)
        if target.exists() or not shape.tables:
            return None
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as sink:
            sink.write(render(propose(shape, opened.name), shape))
        return target


def _map(
    record: Record, job: Job, opened: Opened, files: dict[str, Path], notes: Notes
) -> tuple[Mapping | None, dict[str, str]]:
    """Write Filature's tables; the mapping that was used, and the input file that was consulted."""
    with duck.connect(job.threads, job.memory, job.scratch) as connection:
        shape = Shape(opened.database, files, connection)
        if not shape.tables:
            return None, {}
        name = file_name(opened.name, shape)
        text = _read(job.inputs / name)
        inputs = {name: "" if text is None else hashlib.sha256(text).hexdigest()}
        try:
            mapping = propose(shape, opened.name) if text is None else read_mapping(text, name, shape)
        except Malformed as error:
            notes.remark(error.reason, error.detail, error.place)
            return None, inputs
        define_macros(shape)
        write_tables(record, job, shape, mapping, notes)
    return mapping, inputs


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _index(
    record: Record, opened: Opened, names: dict[str, str], mapping: Mapping | None, notes: Notes
) -> None:
    """One row of `raw_relation` for each table of the database."""
    mapped = {r.relation: r.to for r in mapping.relations} if mapping else {}
    for name, table in opened.database.tables.items():
        notes.add(
            "raw_relation", capture_id=record.capture_id, relation=name, raw_table=names[name],
            columns=len(table.columns), rows=opened.raw.count(name), mapped_to=mapped.get(name),
        )  # fmt: skip
