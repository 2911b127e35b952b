"""What became of each captured table of a folder: rows in, out, rejected; values that are missing; text that is garbled.

Usage: python -m benchmarks.tables_report [FOLDER]
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.tables_check import garbled, records
from filature.errors import Malformed
from filature.evidence.record import Record
from filature.reading.job import Job, Tally
from filature.reading.tabular import read_table
from filature.sources.tabular.sniff import looks_tabular

KEY_FIELDS = {
    "offer_observation": ("site", "observed_at", "handle", "title", "price", "currency"),
    "account_observation": ("site", "observed_at", "handle", "rating", "sales", "last_seen", "pgp_key"),
    "feedback": ("site", "account_id", "rating", "text"),
    "post": ("site", "handle", "posted_at", "text"),
    "table_row": ("cells",),
}
DATA = Path(__file__).parents[2] / "shared" / "data" / "tables"


def record_of(path: Path, root: Path) -> Record:
    """A record as `add` makes it for a file of a folder whose time is not known."""
    data = path.read_bytes()
    name = str(path.relative_to(root.parent))
    sha = hashlib.sha256(data).hexdigest()
    return Record(
        intake_id="int_report", capture_id=f"cap_{sha[:16]}", uri=f"file:{name}", sha256=sha, size=len(data),
        media_type="", role="table", warc="", warc_offset=0, warc_length=0, source_path=name,
    )  # fmt: skip


def tables(root: Path) -> Iterator[Path]:
    """The files below ``root`` that look like tables."""
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        with path.open("rb") as source:
            if looks_tabular(path.name, source.read(65_536)):
                yield path


@dataclass(slots=True)
class Total:
    """What the whole folder came to."""

    files: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    garbled: Counter[str] = field(default_factory=Counter)
    mended: int = 0

    def lines(self) -> Iterator[str]:
        """The end of the report."""
        yield f"{self.files} files: {self.rows['in']} rows in = {self.rows['out']} out + {self.rows['rejected']} rejected"
        yield f"{len(self.wrong)} files whose rows an independent count finds otherwise: {', '.join(self.wrong) or 'none'}"
        shown = ", ".join(f"{name} {count}" for name, count in sorted(self.garbled.items())) or "none"
        yield f"texts that bear a sign of a wrong encoding: {shown}"
        yield f"{self.mended} files whose text was garbled before they were captured (see their remarks)"


def report(path: Path, root: Path, total: Total) -> Iterator[str]:
    """One line for the file, one for each table that it became, and one for each rejection; adds to ``total``."""
    with tempfile.TemporaryDirectory() as folder:
        out, name = Path(folder), str(path.relative_to(root))
        (out / "scratch").mkdir()
        total.files += 1
        try:
            tally = read_table(
                record_of(path, root), path, Job(out / "out", "t", out / "scratch", out / "inputs")
            )
        except Malformed as broken:
            yield f"{name}\tMALFORMED {broken}"
            return
        total.rows.update({"in": tally.rows_in, "out": tally.rows_out, "rejected": tally.rejected})
        yield f"{name}\tin {tally.rows_in} out {tally.rows_out} rejected {tally.rejected}{_counted(path, name, tally, total)}"
        for written in sorted((out / "out").glob("*/t.parquet")):
            yield _table(written.parent.name, pq.read_table(written), total)


def _counted(path: Path, name: str, tally: Tally, total: Total) -> str:
    """What the independent count says: as many rows, or one more where the first line is a header."""
    counted = records(path)
    if counted is None or counted - tally.rows_in in (0, 1):
        return ""
    total.wrong.append(name)
    return f" COUNTED {counted}"


def _table(table: str, rows: pa.Table, total: Total) -> str:
    if table == "rejection":
        total.mended += "garbled_text" in rows["reason"].to_pylist()
        shown = [
            f"{r['reason']} x{r['rows']} {r['place']} {r['detail']} | {r['raw']!r:.80}"
            for r in rows.slice(0, 4).to_pylist()
        ]
        return f"    rejection {rows.num_rows}\n        " + "\n        ".join(shown)
    fields = [f for f in KEY_FIELDS[table] if f in rows.column_names]
    missing = [f"{f} {100 * rows[f].null_count / max(1, rows.num_rows):.0f}%" for f in fields]
    sites = pc.unique(rows["site"]).to_pylist()[:4] if "site" in rows.column_names else []
    bad = garbled(rows)
    total.garbled.update({f"{table}.{name}": count for name, count in bad.items()})
    return f"    {table} {rows.num_rows} missing: {', '.join(missing)} sites {sites}" + (
        f" garbled {dict(bad)}" if bad else ""
    )


def main() -> int:
    """Print the report; 1 when the rows of a file are not those of an independent count."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    total = Total()
    for path in tables(root):
        print("\n".join(report(path, root, total)))
    print("\n".join(total.lines()))
    return 1 if total.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
