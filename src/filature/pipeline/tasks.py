"""What a worker process does: one chunk of pages, one table, or one database; files out, counts back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from filature.engine.rows import Rows
from filature.errors import Malformed
from filature.evidence.record import Record
from filature.evidence.vault import Vault
from filature.pipeline.stage import digest_of
from filature.reading import kernels, seized, sites, tabular
from filature.reading.job import Job, Tally
from filature.reading.page import read_page

SMALLEST_CHUNK = 4 << 20
LARGEST_CHUNK = 64 << 20
LOST = {
    "timeout": "the reader took too long and was stopped",
    "reader_crashed": "the reader failed on this capture",
}
"""What is said of an item that cost its worker."""


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of a stage. Files go to ``out/<table>/<name>.parquet``."""

    role: str
    records: tuple[Record, ...]
    evidence: Path
    inputs: Path
    out: Path
    name: str
    threads: int = 1


@dataclass(slots=True)
class Done:
    """What came of a task: files below ``out`` with their SHA-256, counts, and the inputs that were consulted."""

    files: dict[str, str] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)


def page_chunks(records: Sequence[Record]) -> list[tuple[Record, ...]]:
    """``records`` in runs of similar size. The cut depends on the evidence alone, never on the machine."""
    target = min(max(sum(r.size for r in records) // 32, SMALLEST_CHUNK), LARGEST_CHUNK)
    chunks: list[list[Record]] = []
    filled = target
    for record in records:
        if filled >= target:
            chunks.append([])
            filled = 0
        chunks[-1].append(record)
        filled += record.size
    return [tuple(c) for c in chunks]


def work(task: Task, at: Callable[[int], None], lost: dict[int, str]) -> Done:
    """Run ``task``; see `filature.engine.pool.Work`."""
    tally = _pages(task, at, lost) if task.role == "page" else _single(task, at, lost)
    return Done(files_of(task.out, task.name), tally)


def files_of(out: Path, name: str) -> dict[str, str]:
    """What a task left: path of each file below ``out``, and its SHA-256 (hex)."""
    return {f"{p.parent.name}/{p.name}": digest_of(p) for p in sorted(out.glob(f"*/{name}.parquet"))}


@cache
def _sites(folder: Path) -> sites.Sites:
    """The site files, compiled once for each process."""
    return sites.load(folder if folder.is_dir() else None)


def _pages(task: Task, at: Callable[[int], None], lost: dict[int, str]) -> Tally:
    kernels.load()  # before the first page begins: what it costs on a new machine is not the page's
    rows, known, tally = Rows(), _sites(task.inputs / "sites"), Tally()
    for number, (record, body) in enumerate(Vault(task.evidence).bodies(task.records)):
        at(number)
        tally.rows_in += 1
        try:
            if number in lost:
                raise Malformed(lost[number], LOST[lost[number]])
            if isinstance(body, Malformed):
                raise body
            read_page(record, body, known, rows)
            tally.rows_out += 1
        except Malformed as broken:
            _reject(rows, record, broken, "pages")
            tally.rejected += 1
    rows.write(task.out, task.name)
    return tally


def _single(task: Task, at: Callable[[int], None], lost: dict[int, str]) -> Tally:
    record = task.records[0]
    at(0)
    scratch = task.out / f"scratch-{task.name}"
    scratch.mkdir(parents=True)
    job = Job(task.out, task.name, scratch, task.inputs, task.threads)
    try:
        if lost:
            raise Malformed(lost[0], LOST[lost[0]])
        path = scratch / "captured"
        Vault(task.evidence).extract(record, path)
        return (tabular.read_table if task.role == "table" else seized.read_database)(record, path, job)
    except Malformed as broken:
        rows = Rows()
        _reject(rows, record, broken, f"{task.role}s")
        rows.write(task.out, task.name)
        return Tally(rows_in=1, rejected=1)


def _reject(rows: Rows, record: Record, broken: Malformed, stage: str) -> None:
    rows.reject(
        record.intake_id, stage, broken.reason, broken.detail, capture_id=record.capture_id,
        source_path=record.source_path, place=broken.place,
    )  # fmt: skip
