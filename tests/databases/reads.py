"""Read a database in a test as a case would, and give back its tables as plain rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from filature.evidence.record import Record
from filature.reading.job import Job, Tally
from filature.reading.seized import read_database
from filature.tables import ALL
from tests.databases.expected import CAPTURE, CAPTURED

Row = dict[str, Any]


def record(name: str) -> Record:
    """The capture of a file of this name."""
    return Record(
        intake_id="int_aaaaaaaaaaaaaaaa", capture_id=CAPTURE, uri=f"file:///{name}", sha256="0" * 64, size=1,
        media_type="application/sql", role="database", warc="x.warc", warc_offset=0, warc_length=0,
        captured_at=CAPTURED.isoformat().replace("+00:00", "Z"), time_source="file", source_path=name,
    )  # fmt: skip


@dataclass(frozen=True)
class Read:
    """What came of one database: its tally, and where its tables lie."""

    tally: Tally
    out: Path

    def rows(self, table: str) -> list[Row]:
        """All rows of a table, without the columns that are null and those that all rows of the database share."""
        path = self.out / table / "job.parquet"
        if not path.exists():
            return []
        hidden = {"capture_id", "site", "intake_id"}
        return [
            {k: v for k, v in row.items() if v is not None and k not in hidden}
            for row in pq.read_table(path).to_pylist()
        ]

    def names(self) -> set[str]:
        """The tables that have a file."""
        return {p.parent.name for p in self.out.glob("*/job.parquet")}

    def reasons(self) -> list[tuple[str, int]]:
        """Reason and lost rows of each rejection."""
        return [(r["reason"], r["rows"]) for r in self.rows("rejection")]

    def linked(self) -> dict[str, list[Row]]:
        """Filature's own tables, but for the index and the rejections."""
        return {
            t: self.rows(t) for t in sorted(self.names() & set(ALL)) if t not in ("raw_relation", "rejection")
        }


def job(folder: Path, threads: int = 1) -> Job:
    """A job that writes below ``folder``."""
    (folder / "scratch").mkdir(parents=True, exist_ok=True)
    return Job(folder / "out", "job", folder / "scratch", folder / "inputs", threads)


def read(data: bytes | Path, folder: Path, name: str = "quincaillerie.sql", threads: int = 1) -> Read:
    """Read a dump (bytes) or a file."""
    folder.mkdir(parents=True, exist_ok=True)
    work = job(folder, threads)
    path = data if isinstance(data, Path) else folder / "captured"
    if isinstance(data, bytes):
        path.write_bytes(data)
    return Read(read_database(record(name), path, work), work.out)
