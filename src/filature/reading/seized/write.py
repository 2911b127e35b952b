"""From a mapping and raw tables to the files of Filature's tables."""

from __future__ import annotations

from importlib import resources
from itertools import chain

import pyarrow as pa

from filature.engine.parquet_file import ParquetFile
from filature.engine.rows import ROW_GROUP
from filature.evidence.record import Record
from filature.reading.job import Job
from filature.reading.mapping import values
from filature.reading.seized.made import Made, make
from filature.reading.seized.mapping import Mapping
from filature.reading.seized.notes import Notes
from filature.reading.seized.outputs import Frame, queries
from filature.reading.seized.people import find_people
from filature.reading.seized.shape import Shape
from filature.reading.seized.vocabulary import targets
from filature.tables import ALL


def define_macros(shape: Shape) -> None:
    """Make the macros known to the connection of ``shape``."""
    shape.connection.execute(values.sql())
    shape.connection.execute(
        resources.files("filature.reading.seized").joinpath("macros.sql").read_text("utf-8")
    )


def write_tables(record: Record, job: Job, shape: Shape, mapping: Mapping, notes: Notes) -> None:
    """Write the rows that the mapping makes of the raw tables; what does not become one is remarked upon."""
    made = [make(shape, mapping, number, notes) for number in range(len(mapping.relations))]
    find_people(shape, mapping, made, notes)
    frame = Frame(record.capture_id, record.moment, mapping.site)
    for target in targets():
        _write(target, made, frame, job, shape)


def _write(target: str, made: list[Made], frame: Frame, job: Job, shape: Shape) -> None:
    """One file with all rows of ``target``; none when there are no rows."""
    batches = (
        batch
        for query in queries(target, made, frame)
        for batch in shape.connection.sql(query).to_arrow_reader(ROW_GROUP)
        if batch.num_rows
    )
    first = next(batches, None)
    if first is not None:
        with ParquetFile(job.out / target / f"{job.name}.parquet", ALL[target].schema) as sink:
            for batch in chain([first], batches):
                sink.add(pa.Table.from_batches([batch]))
