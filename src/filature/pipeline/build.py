"""What `filature build` does: finds what is stale, runs it on all cores, and leaves whole files or none."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from filature.case import Case
from filature.engine import pool
from filature.engine.rows import Rows
from filature.evidence.disk import locked, plain_disk_errors, sync_folder
from filature.evidence.journal import canonical
from filature.evidence.record import Record
from filature.pipeline import captures, proposals, sql, stages
from filature.pipeline.stage import Stage, Stamp, digest_of, is_fresh, read_stamp, stamp_path, write_stamp
from filature.pipeline.tasks import Done, Task, page_chunks, work
from filature.reading import sites

PAGE_SECONDS = 20.0
TABLE_SECONDS = 24 * 3600.0
_ROLE = {"pages": "page", "tables": "table", "databases": "database"}


class Listener(Protocol):
    """Who is told how far the work is."""

    def begin(self, stage: Stage, intake: str, items: int) -> None:
        """A stage starts on ``intake`` (empty: the case) with so many items."""

    def advance(self, items: int) -> None:
        """So many more items are done."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage on one intake (empty: the case), and whether it had to run."""

    stage: str
    intake: str
    ran: bool
    rows_in: int
    rows_out: int
    rejected: int


def build(case: Case, threads: int, listener: Listener) -> list[Step]:
    """Bring all tables up to date; what is fresh is left alone. Returns each step with whether it ran.

    The bytes of the tables depend on evidence, inputs and version alone, not on ``threads``.
    """
    with plain_disk_errors("building"), locked(case.folder / ".build.lock"), _scratch(case.tables) as scratch:
        builder = _Builder(case, threads, listener, scratch)
        unread = [
            i for i in case.store.intake_ids() if not all(builder.fresh(s, i) for s in stages.WITH_MAPPINGS)
        ]
        proposals.write_missing(case, unread, scratch)
        steps = [builder.intake(i, s) for i in case.store.intake_ids() for s in stages.PER_INTAKE]
        builder.drop_unknown()
        steps += [builder.case_stage(s) for s in stages.PER_CASE]
        _journal(case)
        return steps


def stale(case: Case) -> list[tuple[str, str]]:
    """Stage and intake (empty: the case) of all that `build` would run now."""
    with _scratch(case.tables) as scratch:
        builder = _Builder(case, 1, _Silent(), scratch)
        per_intake = [
            (s.name, i) for i in case.store.intake_ids() for s in stages.PER_INTAKE if not builder.fresh(s, i)
        ]
        per_case = [(s.name, "") for s in stages.PER_CASE if per_intake or not builder.fresh(s, "")]
        return per_intake + per_case


class _Silent:
    """A listener that does not listen."""

    def begin(self, stage: Stage, intake: str, items: int) -> None:
        """Nothing."""

    def advance(self, items: int) -> None:
        """Nothing."""


class _Builder:
    def __init__(self, case: Case, threads: int, listener: Listener, scratch: Path) -> None:
        self.case = case
        self.threads = threads
        self.listener = listener
        self.scratch = scratch
        self._sites = sites.fingerprint(case.inputs / "sites")

    def fresh(self, stage: Stage, intake: str) -> bool:
        """Whether the files of ``stage`` are there and still true."""
        key = _key(stage, intake)
        return is_fresh(
            self.case.tables,
            read_stamp(self.case.tables, key),
            self._fingerprint(stage, intake),
            self.case.inputs,
        )

    def intake(self, intake_id: str, stage: Stage) -> Step:
        """Run ``stage`` on one intake unless it is fresh."""
        if self.fresh(stage, intake_id):
            return self._step(stage, intake_id, ran=False)
        records = self.case.store.manifest(intake_id).records
        if stage is stages.CAPTURES:
            self.listener.begin(stage, intake_id, len(records))
            rows = captures.rows(self.case.store.manifest(intake_id))
            name = f"{intake_id}-{stage.name}"
            rows.write(self.scratch, name)
            done = [_written(self.scratch, name, rows)]
        else:
            done = self._pooled(stage, intake_id, [r for r in records if r.role == _ROLE[stage.name]])
        self._keep(stage, intake_id, done)
        return self._step(stage, intake_id, ran=True)

    def case_stage(self, stage: Stage) -> Step:
        """Run a stage of the case unless it is fresh."""
        if self.fresh(stage, ""):
            return self._step(stage, "", ran=False)
        self.listener.begin(stage, "", len(stage.writes))
        done = Done()
        for table in stage.writes:
            if stage is stages.INTAKES:
                done.files |= self._intakes()
            else:
                done.files |= sql.run(self.case, table, self.scratch, self.threads)
            self.listener.advance(1)
        self._keep(stage, "", [done])
        return self._step(stage, "", ran=True)

    def _intakes(self) -> dict[str, str]:
        rows = Rows()
        for intake in self.case.store.intake_ids():
            steps = [self._step(s, intake, ran=False) for s in stages.READERS]
            rows.add("intake", intake_id=intake, **captures.summary(self.case.store.manifest(intake)),
                     rows_in=sum(s.rows_in for s in steps), rows_out=sum(s.rows_out for s in steps),
                     rows_rejected=sum(s.rejected for s in steps))  # fmt: skip
        rows.write(self.scratch, "case")
        return _written(self.scratch, "case", rows).files

    def drop_unknown(self) -> None:
        """Remove files and stamps that no stage of this case stands for."""
        keys = {_key(s, i) for s in stages.PER_INTAKE for i in self.case.store.intake_ids()}
        keys |= {_key(s, "") for s in stages.PER_CASE}
        kept = {f for k in keys if (stamp := read_stamp(self.case.tables, k)) for f in stamp.files}
        for path in self.case.tables.glob("*/*.parquet"):
            if f"{path.parent.name}/{path.name}" not in kept and path.parent.parent == self.case.tables:
                path.unlink()
        for path in (self.case.tables / ".stages").glob("*.json"):
            if path.stem not in keys:
                path.unlink()

    def _pooled(self, stage: Stage, intake_id: str, records: list[Record]) -> list[Done]:
        role = _ROLE[stage.name]
        parts = page_chunks(records) if role == "page" else [(r,) for r in records]
        spare = max(1, self.threads // max(1, len(parts))) if role != "page" else 1
        tasks = [
            Task(
                role,
                part,
                self.case.store.folder,
                self.case.inputs,
                self.scratch,
                f"{intake_id}-{stage.name}-{n:05d}",
                spare,
            )
            for n, part in enumerate(parts, 1)
        ]
        self.listener.begin(stage, intake_id, len(records))
        deadline = PAGE_SECONDS if role == "page" else TABLE_SECONDS
        log = self.case.cache / "workers.log"
        log.unlink(missing_ok=True)
        return pool.run(work, tasks, self.threads, deadline, log, self.listener.advance)

    def _fingerprint(self, stage: Stage, intake: str) -> str:
        if not intake:
            return stage.fingerprint(self._per_intake_files())
        made_from = {"manifest": self.case.store.manifest_sha256(intake)}
        if stage is stages.PAGES:
            made_from["sites"] = self._sites
        return stage.fingerprint(made_from)

    def _per_intake_files(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for intake in self.case.store.intake_ids():
            for stage in stages.PER_INTAKE:
                stamp = read_stamp(self.case.tables, _key(stage, intake))
                found |= stamp.files if stamp else {}
                found[_key(stage, intake)] = hashlib.sha256(
                    canonical(stamp.tally if stamp else {})
                ).hexdigest()
        return found

    def _keep(self, stage: Stage, intake: str, done: list[Done]) -> None:
        """Put the new files in place of the old ones; the stamp goes first and comes last."""
        tables, key = self.case.tables, _key(stage, intake)
        old = read_stamp(tables, key)
        stamp_path(tables, key).unlink(missing_ok=True)
        for name in old.files if old else ():
            (tables / name).unlink(missing_ok=True)
        stamp = Stamp(self._fingerprint(stage, intake))
        for part in done:
            for name, sha256 in part.files.items():
                (tables / name).parent.mkdir(exist_ok=True)
                (self.scratch / name).replace(tables / name)
                stamp.files[name] = sha256
            stamp.inputs |= part.tally.inputs
        for count in ("rows_in", "rows_out", "rejected"):
            stamp.tally[count] = sum(getattr(part.tally, count) for part in done)
        for folder in {(tables / name).parent for name in stamp.files}:
            sync_folder(folder)
        write_stamp(tables, key, stamp)

    def _step(self, stage: Stage, intake: str, ran: bool) -> Step:
        stamp = read_stamp(self.case.tables, _key(stage, intake))
        tally = stamp.tally if stamp else {}
        return Step(
            stage.name,
            intake,
            ran,
            tally.get("rows_in", 0),
            tally.get("rows_out", 0),
            tally.get("rejected", 0),
        )


def _key(stage: Stage, intake: str) -> str:
    return f"{intake or 'case'}.{stage.name}"


def _written(folder: Path, name: str, rows: Rows) -> Done:
    done = Done({f"{p.parent.name}/{p.name}": digest_of(p) for p in sorted(folder.glob(f"*/{name}.parquet"))})
    done.tally.rejected = sum(r["rows"] for r in rows.of("rejection"))
    done.tally.rows_out = rows.count("capture")
    done.tally.rows_in = done.tally.rows_out + done.tally.rejected
    return done


@contextmanager
def _scratch(tables: Path) -> Iterator[Path]:
    """A folder on the same disk for files that do not count yet; what a kill left of others is removed."""
    for left in tables.glob(".build-*"):
        if not _alive(left.name):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f".build-{os.getpid()}-", dir=tables))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _alive(name: str) -> bool:
    return Path(f"/proc/{name.split('-')[1]}").exists()


def _journal(case: Case) -> None:
    """One line with the digest of each table and input, when they differ from the last such line."""
    tables = {
        str(p.relative_to(case.tables).with_suffix("")): digest_of(p)
        for p in sorted((case.tables / ".stages").glob("*.json"))
    }
    inputs = {
        str(p.relative_to(case.inputs)): digest_of(p) for p in sorted(case.inputs.rglob("*")) if p.is_file()
    }
    last = case.store.journal.last("build")
    if last is None or last["stamps"] != tables or last["inputs"] != inputs:
        case.store.journal.append("build", stamps=tables, inputs=inputs)
