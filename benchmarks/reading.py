"""Stage `pages` (WARC in, typed rows and text out, Parquet written) against bare lexbor parsing: at most 4 times.

    python -m benchmarks.reading FOLDER [--rounds 3] [--threads 2]

Both sides use the same number of processes. The peer parses the same payloads, read from one plain file.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from benchmarks.measure import Ratio, compare, module
from filature import case as cases
from filature.engine import pool
from filature.evidence.record import Record
from filature.evidence.vault import Vault
from filature.pipeline.tasks import Task, page_chunks, work

LIMIT = 4.0
_LENGTH = struct.Struct("<Q")


def prepare(folder: Path, scratch: Path) -> None:
    """Make the case with the pages of ``folder`` as evidence, and the plain file for the peer."""
    case = scratch / "case"
    for command in (("new", case, "--name", "benchmark", "--basis", "none"), ("add", case, folder)):
        subprocess.run(module("filature", *command), check=True, stdout=subprocess.DEVNULL)
    opened = cases.open_case(case)
    with (scratch / "plain").open("wb") as sink:
        for _, body in Vault(opened.store.folder).bodies(_pages(opened)):
            if isinstance(body, bytes):
                sink.write(_LENGTH.pack(len(body)) + body)


def _pages(case: cases.Case) -> list[Record]:
    return [r for r in case.store.records() if r.role == "page"]


def run_stage(scratch: Path, threads: int) -> None:
    """Our side: the whole stage, from evidence to Parquet."""
    case = cases.open_case(scratch / "case")
    out = Path(tempfile.mkdtemp(dir=scratch))
    tasks = [
        Task("page", part, case.store.folder, case.inputs, out, f"part-{n:05d}")
        for n, part in enumerate(page_chunks(_pages(case)))
    ]
    done = pool.run(work, tasks, threads, 60.0, scratch / "workers.log")
    rows = sum(d.tally.rows_out for d in done)
    shutil.rmtree(out)
    print(rows, "pages read")


def run_peer(scratch: Path, threads: int) -> None:
    """The peer: parse each payload and throw the tree away."""
    with multiprocessing.get_context("spawn").Pool(threads) as workers:
        workers.starmap(_parse_share, [(scratch / "plain", n, threads) for n in range(threads)])


def _parse_share(path: Path, share: int, shares: int) -> None:
    with path.open("rb") as source:
        number = 0
        while head := source.read(_LENGTH.size):
            size = _LENGTH.unpack(head)[0]
            if number % shares == share:
                LexborHTMLParser(source.read(size))
            else:
                source.seek(size, 1)
            number += 1


def ratio(folder: Path, rounds: int, threads: int) -> Ratio:
    """Cost of the stage over the cost of the peer."""
    scratch = Path(tempfile.mkdtemp(prefix="filature-bench-"))
    try:
        prepare(folder, scratch)
        ours = [module("benchmarks.reading", scratch, "--side", "ours", "--threads", threads)]
        peer = [module("benchmarks.reading", scratch, "--side", "peer", "--threads", threads)]
        return compare(f"reading, {folder.name}, {threads} processes", ours, peer, LIMIT, rounds)
    finally:
        shutil.rmtree(scratch)


def main() -> int:
    """Print the ratio; exit code 1 when it is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--side", choices=("ours", "peer"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        (run_stage if options.side == "ours" else run_peer)(options.folder, options.threads)
        return 0
    found = ratio(options.folder, options.rounds, options.threads)
    print(found.line())
    return 0 if found.kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
