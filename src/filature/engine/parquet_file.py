"""One Parquet file, written piece by piece in bounded memory: the same rows give the same bytes however they come."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from filature.engine.rows import ROW_GROUP

_UNIT = 2_048


class ParquetFile:
    """A file in the making, for use in a `with`; ``rows`` counts what it holds. It is synced to the disk at the end.

    Rows are cut anew, so it does not matter in which batches they arrive: into units of 2,048, and those into
    groups of `ROW_GROUP` rows, or fewer once they take more than ``group_bytes`` in memory.
    """

    def __init__(self, path: Path, schema: pa.Schema, group_bytes: int = 64 << 20) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.rows = 0
        self._schema, self._group_bytes = schema, group_bytes
        self._sink = path.open("wb")
        self._writer = pq.ParquetWriter(self._sink, schema, compression="zstd", compression_level=1)
        self._unit: list[pa.Table] = []
        self._units: list[pa.Table] = []
        self._unit_rows = self._bytes = 0

    def __enter__(self) -> ParquetFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def add(self, rows: pa.Table) -> None:
        """Append rows; their types are brought to those of the schema."""
        while rows.num_rows:
            piece = rows.slice(0, _UNIT - self._unit_rows).cast(self._schema)
            rows = rows.slice(piece.num_rows)
            self._unit.append(piece)
            self._unit_rows += piece.num_rows
            if self._unit_rows == _UNIT:
                self._end_unit()
                if len(self._units) * _UNIT >= ROW_GROUP or self._bytes >= self._group_bytes:
                    self.flush()

    def _end_unit(self) -> None:
        if self._unit:
            unit = pa.concat_tables(self._unit).combine_chunks()
            self._units.append(unit)
            self._bytes += unit.nbytes
            self._unit, self._unit_rows = [], 0

    def flush(self) -> None:
        """Close the group with what waits."""
        self._end_unit()
        if self._units:
            group = pa.concat_tables(self._units)
            self._writer.write_table(group, ROW_GROUP)
            self.rows += group.num_rows
            self._units, self._bytes = [], 0

    def close(self) -> None:
        """Write what waits and the end of the file; it is closed as well where the disk is full."""
        if not self._sink.closed:
            with self._sink:
                self.flush()
                self._writer.close()
                self._sink.flush()
                os.fsync(self._sink.fileno())
