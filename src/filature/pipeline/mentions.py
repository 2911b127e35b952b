"""Stage `mentions`: the identifiers in the texts of an intake, one piece of a table at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from filature.case.secret import NAME as KEY
from filature.engine.parquet_file import ParquetFile
from filature.engine.rows import Rows
from filature.pipeline.subjects import Subjects
from filature.pipeline.tasks import LOST, Done, files_of
from filature.pipeline.texts import BY_TABLE, PAGE, Source, Text, source_of, unread
from filature.reading.job import Tally
from filature.reading.row import canonical
from filature.selectors.kinds import all_kinds
from filature.selectors.limit import Limit
from filature.selectors.masking import keyed_hash, masked, masked_within
from filature.selectors.openpgp import facts
from filature.selectors.scan import Mention, scanner
from filature.tables import ALL

STAGE = "mentions"
MOST = 20_000
"""Mentions of one kind that one text may give."""
AROUND = 60
"""Characters on each side that are kept with a mention, and of itself where it is long."""
_AT_ONCE = 4_096


@dataclass(frozen=True, slots=True)
class Task:
    """One row group of ``file``, a path below ``tables``. Files go to ``out/<table>/<name>.parquet``."""

    tables: Path
    file: str
    group: int
    rows: int
    out: Path
    name: str
    intake: str
    key: bytes


def tasks(tables: Path, files: list[str], out: Path, intake: str, key: bytes) -> list[Task]:
    """The pieces of work over all files that hold texts; the cut depends on the files alone."""
    found: list[Task] = []
    scanned = BY_TABLE.keys() | unread(tables, files)
    for file in sorted(file for file in files if file.partition("/")[0] in scanned):
        metadata = pq.read_metadata(tables / file)
        for group in range(metadata.num_row_groups):
            name = f"{intake}-{STAGE}-{len(found) + 1:05d}"
            rows = metadata.row_group(group).num_rows
            found.append(Task(tables, file, group, rows, out, name, intake, key))
    return found


def work(task: Task, at: Callable[[int], None], lost: dict[int, str]) -> Done:
    """Scan one piece; see `filature.engine.pool.Work`. An item is a row of the table."""
    source = source_of(task.tables / task.file)
    found, remarks = Rows(), Rows()
    tally = Tally(inputs={KEY: hashlib.sha256(task.key).hexdigest()})
    path = task.out / "mention" / f"{task.name}.parquet"
    with ParquetFile(path, ALL["mention"].schema) as sink:
        for number, (row, subject) in enumerate(_rows(task, source)):
            at(number)
            tally.rows_in += 1
            if number in lost:
                _remark(remarks, task, row, lost[number], LOST[lost[number]])
                tally.rejected += 1
                continue
            for text in source.texts(row):
                if not _scan(text, {**subject, **_about(source, row, text)}, task.key, found):
                    _remark(
                        remarks, task, row, "too_many_selectors", f"over {MOST} of one kind in {text.field}"
                    )
            if found.count("mention") >= _AT_ONCE:
                sink.add(found.arrow("mention"))
                found = Rows()
            tally.rows_out += 1
        sink.add(found.arrow("mention"))
    if not sink.rows:
        path.unlink()
    remarks.write(task.out, task.name)
    return Done(files_of(task.out, task.name), tally)


def _rows(task: Task, source: Source) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The rows of the piece, each with the account and the offer that it is about."""
    columns = [*source.columns, "kind"] if source is PAGE else source.columns
    subjects = Subjects(task.tables, Path(task.file).name) if source is PAGE else None
    with pq.ParquetFile(task.tables / task.file) as opened:
        for batch in opened.iter_batches(256, row_groups=[task.group], columns=columns):
            for row in batch.to_pylist():
                if subjects:
                    account, offer = subjects.of(row["capture_id"], row["kind"])
                else:
                    account, offer = row.get(source.account), row.get(source.offer)
                yield row, {"account_id": account, "offer_id": offer}


def _about(source: Source, row: Mapping[str, Any], text: Text) -> dict[str, Any]:
    return {
        "capture_id": row["capture_id"], "source": source.table, "place": row.get(source.place), "field": text.field,
        "site": row.get("site") or None, "seen_at": row.get(source.seen),
    }  # fmt: skip


def _scan(text: Text, about: Mapping[str, Any], key: bytes, rows: Rows) -> bool:
    """Add a row for each mention in ``text``; False when one kind had more than can be kept."""
    before = len(text.said)
    limit = Limit(MOST)
    mentions = [m for m in scanner().scan(text.said + text.text, limit) if m.start >= before]
    secret = [m for m in mentions if m.kind in _secret()]
    shown = masked_within(text.text, [(m.start - before, m.end - before) for m in secret])
    for mention in mentions:
        start, end = mention.start - before, mention.end - before
        rows.append("mention", {**about, **_values(mention, key), "start": start, "end": end,
                                "raw": shown[start:end], "context": _context(shown, start, end)})  # fmt: skip
    return not limit.exceeded


@cache
def _secret() -> frozenset[str]:
    """Kinds whose values no table holds whole."""
    return frozenset(kind.name for kind in all_kinds() if kind.secret)


def _values(mention: Mention, key: bytes) -> dict[str, Any]:
    secret = mention.kind in _secret()
    return {
        "kind": mention.kind, "subtype": mention.subtype, "check": mention.check, "defanged": mention.defanged,
        "value": masked(mention.value) if secret else mention.value,
        "value_hash": keyed_hash(key, mention.kind, mention.value) if secret else None,
        "details": canonical(details) if (details := _details(mention)) else None,
    }  # fmt: skip


def _details(mention: Mention) -> Mapping[str, object]:
    """Of a key what its own signatures confirm too: too slow for a scan, and once for each block that a case holds."""
    of_key = facts.checked(mention.raw, mention.value) if mention.kind == "pgp_key" else None
    return of_key or mention.details


def _context(text: str, start: int, end: int) -> str:
    """The words on both sides; of a long mention its beginning."""
    raw = text[start:end] if end - start <= 2 * AROUND else text[start : start + AROUND] + "…"
    return " ".join((text[max(0, start - AROUND) : start] + raw + text[end : end + AROUND]).split())


def _remark(remarks: Rows, task: Task, row: Mapping[str, Any], reason: str, detail: str) -> None:
    place = f"{task.file.partition('/')[0]} {row.get('place') or ''}".strip()
    remarks.reject(
        task.intake,
        STAGE,
        reason,
        detail,
        rows=0,
        capture_id=row["capture_id"],
        place=place,
        source_path=None,
    )
