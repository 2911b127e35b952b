"""A record, a job and the rows of what was read, for tests of captured tables."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from filature.evidence.record import Record
from filature.reading.job import Job, Tally
from filature.reading.tabular import read_table
from filature.tables import ALL


def record(name: str, data: bytes = b"", captured_at: str = "2020-05-06T00:00:00Z") -> Record:
    """A record of a captured file called ``name``."""
    sha = hashlib.sha256(data).hexdigest()
    return Record(
        intake_id="int_t", capture_id=f"cap_{sha[:16]}", uri=f"file:{name}", sha256=sha, size=len(data), media_type="",
        role="table", warc="", warc_offset=0, warc_length=0, captured_at=captured_at, source_path=name,
    )  # fmt: skip


class Read:
    """What came of reading one table: the tally and the rows of each table."""

    def __init__(self, folder: Path, name: str, data: bytes, threads: int = 1) -> None:
        self.folder = folder
        (folder / "scratch").mkdir(parents=True, exist_ok=True)
        path = folder / "captured"
        path.write_bytes(data)
        self.job = Job(folder / "out", "t", folder / "scratch", folder / "inputs", threads)
        self.record = record(name, data)
        self.tally: Tally = read_table(self.record, path, self.job)
        assert self.tally.rows_in == self.tally.rows_out + self.tally.rejected

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of ``table``, whose file has exactly the schema of the table; none when it has no file."""
        path = self.folder / "out" / table / "t.parquet"
        if not path.exists():
            return []
        read = pq.read_table(path)
        assert read.schema.equals(ALL[table].schema)
        return list(read.to_pylist())

    def values(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """These columns of ``table``, row by row."""
        return [tuple(row[c] for c in columns) for row in self.rows(table)]
