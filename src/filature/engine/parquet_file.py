"""One Parquet file, written piece by piece in bounded memory: the same rows give the same bytes however they come."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from filature.engine.rows import ROW_GROUP


class ParquetFile:
    """A file in the making, for use in a `with`; ``rows`` counts what it holds. It is synced to the disk at the end.

    Rows are cut into groups of `ROW_GROUP` anew, so it does not matter in which batches they arrive. A group is
    closed early when its rows take more than ``group_bytes`` in memory.
    """

    def __init__(self, path: Path, schema: pa.Schema, group_bytes: int = 64 << 20) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.rows = 0
        self._schema, self._group_bytes = schema, group_bytes
        self._sink = path.open("wb")
        self._writer = pq.ParquetWriter(self._sink, schema, compression="zstd", compression_level=1)
        self._waiting: list[pa.Table] = []
        self._waiting_rows = self._waiting_bytes = 0

    def __enter__(self) -> ParquetFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def add(self, rows: pa.Table) -> None:
        """Append rows; their types are brought to those of the schema."""
        while rows.num_rows:
            piece = rows.slice(0, ROW_GROUP - self._waiting_rows).cast(self._schema)
            rows = rows.slice(piece.num_rows)
            self._waiting.append(piece)
            self._waiting_rows += piece.num_rows
            self._waiting_bytes += piece.nbytes
            if self._waiting_rows == ROW_GROUP or self._waiting_bytes >= self._group_bytes:
                self.flush()

    def flush(self) -> None:
        """Close the group with what waits."""
        if self._waiting:
            self._writer.write_table(pa.concat_tables(self._waiting).combine_chunks(), ROW_GROUP)
            self.rows += self._waiting_rows
            self._waiting, self._waiting_rows, self._waiting_bytes = [], 0, 0

    def close(self) -> None:
        """Write what waits and the end of the file."""
        if not self._sink.closed:
            self.flush()
            self._writer.close()
            self._sink.flush()
            os.fsync(self._sink.fileno())
            self._sink.close()
