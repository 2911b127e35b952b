"""The rows of one captured table on their way to disk: streamed from DuckDB, counted, in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from filature.engine.parquet_file import ParquetFile
from filature.evidence.record import Record
from filature.reading.job import Job
from filature.reading.mapping.many_ids import short_ids
from filature.reading.mapping.mapping import Mapping
from filature.reading.mapping.typing_sql import Query
from filature.reading.seized.notes import Notes
from filature.sources.relation import Reject
from filature.sources.tabular.clean_csv import NotClean
from filature.tables import ALL

BATCH = 32_768


class Output:
    """The Parquet files of a capture, one for each table; for use in a `with`. ``rows`` counts what they hold.

    When the block ends with an error, what was written is removed.
    """

    def __init__(self, record: Record, job: Job) -> None:
        self._record, self._job = record, job
        self._files: dict[str, ParquetFile] = {}
        self.rows = 0

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for table, file in self._files.items():
            file.close()
            self.rows += file.rows
            if kind is not None or file.rows == 0:
                self._path(table).unlink()

    def _path(self, table: str) -> Path:
        return self._job.out / table / f"{self._job.name}.parquet"

    def _file(self, table: str) -> ParquetFile:
        if table not in self._files:
            self._files[table] = ParquetFile(self._path(table), ALL[table].schema)
        return self._files[table]

    def write(
        self,
        connection: duckdb.DuckDBPyConnection,
        mapping: Mapping,
        query: Query,
        notes: Notes,
    ) -> None:
        """Write the rows of ``query``; rows that name no subject are rejected, unread values remarked upon."""
        file, unread = self._file(mapping.table), _Unread(query.unread)
        seen = 0
        for rows in _batches(connection, query.sql):
            places = rows["_row"] if "_row" in rows.column_names else _counted(seen, rows.num_rows)
            seen += rows.num_rows
            rows = rows.append_column("place", places)  # noqa: PLW2901
            if rows["_raw"].null_count < rows.num_rows:
                _reject(rows.filter(pc.is_valid(rows["_raw"])), mapping, query.header, notes)
                rows = rows.filter(pc.is_null(rows["_raw"]))  # noqa: PLW2901
            unread.take(rows)
            file.add(_with_ids(rows).select(ALL[mapping.table].names))
        unread.remark(notes)

    def write_feedback(self, connection: duckdb.DuckDBPyConnection, sql: str) -> None:
        """Write rows of `feedback` that lie inside of other rows."""
        for rows in _batches(connection, sql):
            self._file("feedback").add(_with_ids(rows))


def _with_ids(rows: pa.Table) -> pa.Table:
    """``rows`` with ids in place of their keys."""
    for name, prefix in (("account_id", "acc"), ("offer_id", "off")):
        if name in rows.column_names and rows[name].null_count < rows.num_rows:
            place = rows.column_names.index(name)
            rows = rows.set_column(place, name, short_ids(prefix, rows[name]))
    return rows


def _batches(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[pa.Table]:
    """The answer, piece by piece; NotClean when DuckDB gives up on the file in the middle of it."""
    reader = connection.sql(sql).to_arrow_reader(BATCH)
    while True:
        try:
            batch = reader.read_next_batch()
        except StopIteration:
            return
        except OSError as error:  # as Arrow tells an error of DuckDB
            raise NotClean(str(error).splitlines()[0]) from error
        yield pa.Table.from_batches([batch])


def _counted(seen: int, more: int) -> pa.Array:
    return pa.array(np.arange(seen + 1, seen + more + 1, dtype=np.int64))


def _reject(rows: pa.Table, mapping: Mapping, header: str, notes: Notes) -> None:
    what = {"offer_observation": "offer", "account_observation": "account"}.get(mapping.table, "text")
    for row in rows.select(["place", "_raw"]).to_pylist():
        raw = row["_raw"].removeprefix(" | ")
        if header and raw.startswith(header):
            why = ("header_inside", "names the columns once more")
        else:
            why = ("nothing_named", f"names no {what}" if raw else f"names no {what}: the row is empty")
        notes.reject(Reject(f"row {row['place']}", *why, raw))


class _Unread:
    """For each source column: how many values were not read, and the first of them."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._columns = columns
        self._count = [0] * len(columns)
        self._first: list[tuple[int, str] | None] = [None] * len(columns)

    def take(self, rows: pa.Table) -> None:
        """Count what a batch holds."""
        for number in range(len(self._columns)):
            texts = rows[f"_u{number}"]
            if texts.null_count < len(texts):
                found = rows.select(["place", f"_u{number}"]).filter(pc.is_valid(texts))
                self._count[number] += found.num_rows
                first = (found["place"][0].as_py(), found[f"_u{number}"][0].as_py())
                self._first[number] = self._first[number] or first

    def remark(self, notes: Notes) -> None:
        """One remark for each column that has any."""
        for column, count, first in zip(self._columns, self._count, self._first, strict=True):
            if first:
                detail = f"{count} values of column {column} could not be read; the text is kept"
                notes.remark("unread_value", detail, f"row {first[0]}", first[1])
