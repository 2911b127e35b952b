"""Raw tables on disk: the rows of a database as they come, all columns as text, in bounded memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from filature.engine.parquet_file import ParquetFile
from filature.reading.seized.naming import raw_columns
from filature.reading.seized.notes import Notes
from filature.sources.databases.schema import TableInfo
from filature.sources.relation import Reject

_BUFFERED = 64 << 20
_GROUP_BYTES = 32 << 20
_OPEN = 32


@dataclass(slots=True)
class _Table:
    """One table in the making: its rows so far, its files in order, and the last of them while it is open."""

    number: int
    rows: int = 0
    parts: list[Path] = field(default_factory=list)
    file: ParquetFile | None = None
    schema: pa.Schema | None = None


class RawTables:
    """A `Sink` that writes Parquet files below ``folder``: capture_id, _row (from 1), then the columns as text.

    With a ``limit`` it is content with that many rows of each table.
    """

    def __init__(self, capture_id: str, folder: Path, notes: Notes, limit: int | None = None) -> None:
        self._capture_id, self._folder, self._notes, self._limit = capture_id, folder, notes, limit
        self._tables: dict[str, _Table] = {}
        self._open: dict[int, _Table] = {}
        self._buffered = 0

    def wants(self, table: TableInfo) -> bool:
        """See `Sink.wants`."""
        return self._limit is None or self.count(table.name) < self._limit

    def count(self, relation: str) -> int:
        """Rows so far."""
        return self._tables[relation].rows if relation in self._tables else 0

    def reject(self, reject: Reject) -> None:
        """See `Sink.reject`."""
        self._notes.reject(reject)

    def remark(self, reason: str, detail: str, place: str = "") -> None:
        """See `Sink.remark`."""
        self._notes.remark(reason, detail, place)

    def rows(self, table: TableInfo, columns: Sequence[str], values: Sequence[pa.Array]) -> None:
        """See `Sink.rows`; columns that are not given are null."""
        entry = self._tables.setdefault(table.name, _Table(len(self._tables)))
        given, schema = dict(zip(columns, values, strict=True)), raw_schema(table)
        size = len(values[0])
        arrays = [
            pa.repeat(pa.scalar(self._capture_id), size),
            pa.array(np.arange(entry.rows + 1, entry.rows + size + 1)),
        ]
        arrays += [given[name] if name in given else pa.nulls(size, pa.string()) for name in table.names]
        if entry.file is None or entry.schema != schema:
            self._new_part(entry, schema)
        assert entry.file is not None
        batch = pa.Table.from_arrays(arrays, schema=schema)
        entry.file.add(batch)
        entry.rows += size
        self._relieve(batch.nbytes)

    def _relieve(self, added: int) -> None:
        """Keep what waits in memory bounded, over all tables."""
        self._buffered += added
        if self._buffered >= _BUFFERED:
            for entry in self._open.values():
                if entry.file is not None:
                    entry.file.flush()
            self._buffered = 0

    def _new_part(self, entry: _Table, schema: pa.Schema) -> None:
        """A file for ``entry``, whose columns may have grown; of too many open ones the oldest is closed."""
        self._close(entry)
        if len(self._open) >= _OPEN:
            self._close(next(iter(self._open.values())))
        path = self._folder / f"raw-{entry.number:05d}-{len(entry.parts):05d}.parquet"
        entry.parts.append(path)
        entry.file, entry.schema = ParquetFile(path, schema, _GROUP_BYTES), schema
        self._open[entry.number] = entry

    def _close(self, entry: _Table) -> None:
        if entry.file is not None:
            entry.file.close()
            entry.file = None
            del self._open[entry.number]

    def finish(self, table: TableInfo, path: Path) -> None:
        """Put all rows of ``table`` into one file at ``path``; an empty one when there are none."""
        entry = self._tables.get(table.name, _Table(0))
        self._close(entry)
        schema = raw_schema(table)
        path.parent.mkdir(parents=True, exist_ok=True)
        if len(entry.parts) == 1 and entry.schema == schema:
            entry.parts[0].replace(path)
            return
        with ParquetFile(path, schema, _GROUP_BYTES) as joined:
            for part in entry.parts:
                for batch in pq.ParquetFile(part).iter_batches():
                    joined.add(_widened(batch, schema))
                part.unlink()


def raw_schema(table: TableInfo) -> pa.Schema:
    """Columns of the raw table."""
    names = raw_columns(table.names)
    return pa.schema([("capture_id", pa.string()), ("_row", pa.int64()), *((n, pa.string()) for n in names)])


def _widened(batch: pa.RecordBatch, schema: pa.Schema) -> pa.Table:
    """``batch`` with the columns that the table got later."""
    size, names = batch.num_rows, set(batch.schema.names)
    arrays = [batch[n] if n in names else pa.nulls(size, pa.string()) for n in schema.names]
    return pa.Table.from_arrays(arrays, schema=schema)
