"""`tables` against DuckDB's own `read_csv` to Parquet of the same clean file: at most 3 times.

python -m benchmarks.tables [--rows 1000000] [--threads 2] [--rounds 3]

Both write zstd level 1 with the same number of threads, each in a fresh process.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks import offers
from benchmarks.measure import Ratio, compare, module
from filature.engine.duck import connect, quote_text
from filature.evidence.record import Record
from filature.reading.job import Job
from filature.reading.tabular import read_table

LIMIT = 3.0


def ours(path: Path, out: Path, threads: int) -> None:
    """Read the table at ``path`` as `build` does."""
    scratch = out / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    record = Record(
        intake_id="int_bench", capture_id="cap_aaaaaaaaaaaaaaaa", uri="file:offers.csv", sha256="", size=0, media_type="text/csv",
        role="table", warc="", warc_offset=0, warc_length=0, source_path="bench/offers.csv",
    )  # fmt: skip
    tally = read_table(record, path, Job(out, "offers", scratch, out / "inputs", threads))
    if tally.rejected or not tally.rows_out:
        raise SystemExit(f"the benchmark's own table was not read: {tally}")


def peer(path: Path, out: Path, threads: int) -> None:
    """DuckDB alone: the same file to Parquet, types as it guesses them."""
    connect(threads).execute(
        f"copy (from read_csv({quote_text(str(path))})) to {quote_text(str(out / 'peer.parquet'))} "
        "(format parquet, compression zstd, compression_level 1)"
    )


def ratio(path: Path, threads: int, rounds: int) -> Ratio:
    """Cost of ours over that of the peer."""
    with tempfile.TemporaryDirectory(prefix="filature-bench-") as folder:
        here = [
            module("benchmarks.tables", "--run", side, path, folder, threads) for side in ("ours", "peer")
        ]
        return compare(
            f"tables, {path.stat().st_size / 1e6:,.0f} MB, {threads} threads",
            here[:1],
            here[1:],
            LIMIT,
            rounds,
        )


def main() -> int:
    """Print the ratio; exit code 1 when it is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--run", nargs=4, metavar=("SIDE", "CSV", "OUT", "THREADS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        side, path, out, threads = options.run
        (ours if side == "ours" else peer)(Path(path), Path(out), int(threads))
        return 0
    with tempfile.TemporaryDirectory(prefix="filature-bench-") as folder:
        path = Path(folder) / "offers.csv"
        offers.write(path, options.rows)
        found = ratio(path, options.threads, options.rounds)
    print(found.line())
    return 0 if found.kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
