"""A captured table to rows: opened, mapped, typed inside DuckDB; every row arrives or is rejected."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import duckdb

from filature.engine import duck
from filature.engine.duck import quote_name, quote_text
from filature.engine.rows import Rows
from filature.evidence.disk import write_whole
from filature.evidence.record import Record
from filature.reading.job import Job, Tally
from filature.reading.mapping import choosing, mapping, typing_sql, values, wording
from filature.reading.mapping.mapping import Mapping
from filature.sources.dating import time_from_label
from filature.sources.relation import Relation
from filature.sources.tabular.opening import open_relations

STAGE = "tables"
ROW_GROUP = 65_536


def read_table(record: Record, path: Path, job: Job) -> Tally:
    """Write the rows of one captured table below ``job.out``; see `Tally` for what comes back.

    `Malformed` when the whole of it cannot be read; `BadInput` when a mapping file of a person is wrong.
    """
    connection, relations = _open(path, job)
    tally, rejected = Tally(), Rows()
    for number, relation in enumerate(relations):
        chosen = _chosen(connection, relation, job, tally)
        _Reading(connection, relation, chosen, record, job, rejected).run(number, tally)
    _merge(connection, job)
    rejected.write(job.out, job.name)
    connection.close()
    return tally


def propose_mapping(record: Record, path: Path, job: Job) -> Path | None:
    """Write the mapping file of a table whose header no file describes yet; the new file, or None."""
    connection, relations = _open(path, job)
    written = None
    for relation in relations:
        target = job.inputs / "mappings" / f"{mapping.shape(relation)}.yaml"
        if not target.exists():
            text = mapping.dump(choosing.propose(connection, relation), relation, record.source_path)
            write_whole(target, text.encode("utf-8"))
            written = target
    connection.close()
    return written


def _open(path: Path, job: Job) -> tuple[duckdb.DuckDBPyConnection, list[Relation]]:
    connection = duck.connect(job.threads, job.memory, spill=job.scratch)
    connection.execute(values.sql())
    connection.execute(wording.sql())
    return connection, open_relations(connection, path, job.scratch, wording.known_names())


def _chosen(connection: duckdb.DuckDBPyConnection, relation: Relation, job: Job, tally: Tally) -> Mapping:
    """The mapping file of this header when there is one, else what would be proposed."""
    name = f"mappings/{mapping.shape(relation)}.yaml"
    path = job.inputs / name
    if not path.exists():
        tally.inputs[name] = ""
        return choosing.propose(connection, relation)
    tally.inputs[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return mapping.load(path, relation)


class _Reading:
    """One relation on its way to its target table."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        relation: Relation,
        chosen: Mapping,
        record: Record,
        job: Job,
        rejected: Rows,
    ) -> None:
        self.connection, self.relation, self.mapping = connection, relation, chosen
        self.record, self.job, self.rejected = record, job, rejected

    def run(self, number: int, tally: Tally) -> None:
        """Write the rows; count what came, what arrived and what did not."""
        found = self._count("true")
        arrived = self._count(typing_sql.has_subject(self.mapping))
        self._write(
            typing_sql.select(self.relation, self.mapping, self._context()), self.mapping.table, number
        )
        if feedback := self.mapping.columns.get("feedback"):
            self._write_feedback(feedback[0], number)
        self._reject_unread()
        self._reject_without_subject()
        for reject in self.relation.rejects:
            self._reject(reject.place, reject.reason, reject.detail, 1, reject.raw)
        tally.rows_in += found + len(self.relation.rejects)
        tally.rows_out += arrived
        tally.rejected += found - arrived + len(self.relation.rejects)

    def _context(self) -> typing_sql.Context:
        parts = [p for p in re.split(r"[/!]+", self.record.source_path) if p]
        names = [re.sub(r"(?:\.[A-Za-z0-9]{1,7})+$", "", parts[-1]), *reversed(parts[:-1])] if parts else []
        slug = re.sub(
            r"[^a-z0-9]+", "_", (names[1] if len(names) > 1 else names[0] if names else "table").lower()
        ).strip("_")
        site = self.mapping.site or wording.site_in([self.relation.name, *names]) or slug or "table"
        when = self.mapping.observed_at or time_from_label(self.record.source_path) or self.record.captured_at
        return typing_sql.Context(self.record, site, when, wording.currency_at(site))

    def _write(self, query: str, table: str, number: int) -> None:
        target = self.job.scratch / f"out-{number:05d}-{table}.parquet"
        self.connection.execute(
            f"copy ({query}) to {quote_text(str(target))} (format parquet, compression zstd, compression_level 1, "
            f"row_group_size {ROW_GROUP})"
        )

    def _write_feedback(self, column: str, number: int) -> None:
        query = typing_sql.feedback(self.relation, self.mapping, self._context(), column)
        self._write(query, "feedback", number)

    def _count(self, condition: str) -> int:
        found = self.connection.execute(
            f"select count(*) from {self.relation.view} where {condition}"
        ).fetchone()
        return int(found[0]) if found else 0

    def _reject_unread(self) -> None:
        """One remark for each column with values that could not be read: how many, and one of them."""
        for column, condition in typing_sql.unread(self.mapping).items():
            name = quote_name(column)
            found = self.connection.execute(
                f"select count(*), min(_row), arg_min({name}, _row) from {self.relation.view} where {condition}"
            ).fetchone()
            if found and found[0]:
                detail = f"{found[0]} values of column {column} could not be read; the text is kept"
                self._reject(f"row {found[1]}", "unread_value", detail, 0, found[2])

    def _reject_without_subject(self) -> None:
        condition = typing_sql.has_subject(self.mapping)
        cells = ", ".join(quote_name(c) for c in self.relation.columns) or "''"
        found = self.connection.execute(
            f"select _row, concat_ws(' | ', {cells}) from {self.relation.view} where not ({condition}) order by _row"
        ).fetchall()
        for row, raw in found:
            self._reject(f"row {row}", "nothing_named", f"names no {self._subject()}", 1, raw)

    def _subject(self) -> str:
        return {"offer_observation": "offer", "account_observation": "account"}.get(
            self.mapping.table, "text"
        )

    def _reject(self, place: str, reason: str, detail: str, rows: int, raw: str) -> None:
        self.rejected.reject(
            self.record.intake_id, STAGE, reason, detail, rows=rows, place=place, raw=raw,
            capture_id=self.record.capture_id, source_path=self.record.source_path,
        )  # fmt: skip


def _merge(connection: duckdb.DuckDBPyConnection, job: Job) -> None:
    """One file for each table; relations in their order."""
    written: dict[str, list[Path]] = {}
    for path in sorted(job.scratch.glob("out-*.parquet")):
        written.setdefault(path.stem.split("-", 2)[2], []).append(path)
    for table, parts in written.items():
        target = job.out / table / f"{job.name}.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        if len(parts) == 1:
            parts[0].replace(target)
            continue
        listed = ", ".join(quote_text(str(p)) for p in parts)
        connection.execute(
            f"copy (select * from read_parquet([{listed}])) to {quote_text(str(target))} (format parquet, "
            f"compression zstd, compression_level 1, row_group_size {ROW_GROUP})"
        )
