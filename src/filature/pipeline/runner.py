"""Runs one stage on one intake, or on the case, and puts its files in place of the old ones."""

from __future__ import annotations

from pathlib import Path

from filature.case import Case
from filature.case.secret import secret_key
from filature.engine import pool
from filature.engine.rows import Rows
from filature.evidence.disk import sync_folder
from filature.pipeline import captures, mentions, sql, stages
from filature.pipeline.freshness import Freshness, key_of
from filature.pipeline.listener import Listener, Step
from filature.pipeline.stage import Stage, Stamp, digest_of, read_stamp, stamp_path, write_stamp
from filature.pipeline.tasks import Done, Task, page_chunks, work

PAGE_SECONDS = 20.0
WHOLE_FILE_SECONDS = 24 * 3600.0
_ROLE = {stages.PAGES: "page", stages.TABLES: "table", stages.DATABASES: "database"}
_POOLED = (*_ROLE, stages.MENTIONS)


class Runner:
    """Brings the stages of one case up to date, one at a time."""

    def __init__(self, case: Case, threads: int, listener: Listener, scratch: Path) -> None:
        self.case = case
        self.threads = threads
        self.listener = listener
        self.scratch = scratch
        self.freshness = Freshness(case)

    def run(self, stage: Stage, intake: str) -> Step:
        """Run ``stage`` on ``intake`` (empty: on the case) unless its result is there and still true."""
        stale = not self.freshness.is_fresh(stage, intake)
        if stale:
            pooled = stage in _POOLED
            self._keep(stage, intake, self._in_pool(stage, intake) if pooled else [self._here(stage, intake)])
        return self._step(stage, intake, stale)

    def drop_unknown(self) -> None:
        """Remove files and stamps that no stage of this case stands for."""
        tables = self.case.tables
        keys = {key_of(s, i) for s in stages.PER_INTAKE for i in self.case.store.intake_ids()}
        keys |= {key_of(s, "") for s in stages.PER_CASE}
        kept = {f for k in keys if (stamp := read_stamp(tables, k)) for f in stamp.files}
        for path in tables.glob("[!.]*/*.parquet"):
            if f"{path.parent.name}/{path.name}" not in kept:
                path.unlink()
        for path in stamp_path(tables, "").parent.glob("*.json"):
            if path.stem not in keys:
                path.unlink()

    def _here(self, stage: Stage, intake: str) -> Done:
        """Stages that need no pool: captures of an intake, and those of the case."""
        self.listener.begin(stage, intake, len(stage.writes))
        if stage is stages.CAPTURES:
            return self._written(captures.rows(self.case.store.manifest(intake)), f"{intake}-{stage.name}")
        if stage is stages.INTAKES:
            return self._written(self._intakes(), "case")
        done = Done()
        for table in stage.writes:
            done.files |= sql.run(self.case, table, self.scratch, self.threads)
            self.listener.advance(1)
        return done

    def _in_pool(self, stage: Stage, intake: str) -> list[Done]:
        log = self.case.cache / "workers.log"
        log.unlink(missing_ok=True)
        if stage is stages.MENTIONS:
            return self._mentions(intake, log)
        role = _ROLE[stage]
        records = [r for r in self.case.store.manifest(intake).records if r.role == role]
        parts = page_chunks(records) if role == "page" else [(r,) for r in records]
        spare = 1 if role == "page" else max(1, self.threads // max(1, len(parts)))
        store, inputs = self.case.store.folder, self.case.inputs
        tasks = [
            Task(role, part, store, inputs, self.scratch, f"{intake}-{stage.name}-{n:05d}", spare)
            for n, part in enumerate(parts, 1)
        ]
        self.listener.begin(stage, intake, len(records))
        deadline = PAGE_SECONDS if role == "page" else WHOLE_FILE_SECONDS
        return pool.run(work, tasks, self.threads, deadline, log, self.listener.advance)

    def _mentions(self, intake: str, log: Path) -> list[Done]:
        tables = self.case.tables
        stamps = [read_stamp(tables, key_of(stage, intake)) for stage in stages.READERS]
        files = [name for stamp in stamps if stamp for name in stamp.files]
        key = secret_key(self.case.inputs)
        tasks = mentions.tasks(tables, files, self.scratch, intake, key)
        self.listener.begin(stages.MENTIONS, intake, sum(task.rows for task in tasks))
        return pool.run(mentions.work, tasks, self.threads, PAGE_SECONDS, log, self.listener.advance)

    def _intakes(self) -> Rows:
        rows = Rows()
        for intake in self.case.store.intake_ids():
            steps = [self._step(s, intake, ran=False) for s in stages.READERS]
            rows.add(
                "intake",
                intake_id=intake,
                **captures.summary(self.case.store.manifest(intake)),
                rows_in=sum(s.rows_in for s in steps),
                rows_out=sum(s.rows_out for s in steps),
                rows_rejected=sum(s.rejected for s in steps),
            )
        return rows

    def _written(self, rows: Rows, name: str) -> Done:
        written = rows.write(self.scratch, name)
        done = Done({f"{table}/{path.name}": digest_of(path) for table, path in written.items()})
        done.tally.rejected = sum(r["rows"] for r in rows.of("rejection"))
        done.tally.rows_out = rows.count("capture")
        done.tally.rows_in = done.tally.rows_out + done.tally.rejected
        return done

    def _keep(self, stage: Stage, intake: str, done: list[Done]) -> None:
        """The old stamp goes first and the new one comes last, so a kill leaves nothing that looks fresh."""
        tables, key = self.case.tables, key_of(stage, intake)
        old = read_stamp(tables, key)
        stamp_path(tables, key).unlink(missing_ok=True)
        for name in old.files if old else ():
            (tables / name).unlink(missing_ok=True)
        stamp = Stamp(self.freshness.fingerprint(stage, intake))
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
        stamp = read_stamp(self.case.tables, key_of(stage, intake))
        tally = stamp.tally if stamp else {}
        return Step(stage.name, intake, ran, *(tally.get(c, 0) for c in ("rows_in", "rows_out", "rejected")))
