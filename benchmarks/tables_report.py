"""What became of each captured table of a folder: rows in, out, rejected; the mapping; values that are missing.

Usage: python -m benchmarks.tables_report [FOLDER]
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from filature.errors import Malformed
from filature.evidence.record import Record
from filature.reading.job import Job
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


def report(path: Path, root: Path) -> str:
    """One line for each table that the file became, and one for each rejection."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        (out / "scratch").mkdir()
        job = Job(out / "out", "t", out / "scratch", out / "inputs")
        name = str(path.relative_to(root))
        try:
            tally = read_table(record_of(path, root), path, job)
        except Malformed as broken:
            return f"{name}\tMALFORMED {broken}"
        lines = [f"{name}\tin {tally.rows_in} out {tally.rows_out} rejected {tally.rejected}"]
        if tally.rows_in != tally.rows_out + tally.rejected:
            lines.append("    UNBALANCED")
        for table in sorted(p.name for p in (out / "out").iterdir()) if (out / "out").exists() else ():
            lines.append(_table(table, out / "out" / table / "t.parquet"))
        return "\n".join(lines)


def _table(table: str, path: Path) -> str:
    rows = pq.read_table(path)
    if table == "rejection":
        shown = [
            f"{r['reason']} x{r['rows']} {r['place']} {r['detail']} | {r['raw']!r:.80}"
            for r in rows.slice(0, 4).to_pylist()
        ]
        return f"    rejection {rows.num_rows}\n        " + "\n        ".join(shown)
    missing = [
        f"{f} {100 * rows.column(f).null_count / max(1, rows.num_rows):.0f}%"
        for f in KEY_FIELDS[table]
        if f in rows.column_names
    ]
    sites = pc.unique(rows.column("site")).to_pylist()[:4] if "site" in rows.column_names else []
    return f"    {table} {rows.num_rows} missing: {', '.join(missing)} sites {sites}"


def main() -> None:
    """Print the report."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    for path in tables(root):
        print(report(path, root))


if __name__ == "__main__":
    main()
