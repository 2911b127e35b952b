"""Rejections and remarks on one database or table, bounded: after a thousand of one reason only their number is kept."""

from __future__ import annotations

from collections import Counter

from filature.engine.rows import Rows
from filature.evidence.record import Record
from filature.sources.relation import Reject

STAGE = "databases"
MOST = 1_000


class Notes:
    """Collects rows of `rejection` for one capture. ``rejected`` counts the rows that were lost."""

    def __init__(self, record: Record, stage: str = STAGE) -> None:
        self._record, self._stage = record, stage
        self._rows = Rows()
        self._seen: Counter[tuple[str, bool]] = Counter()
        self.rejected = 0

    def reject(self, reject: Reject) -> None:
        """One row that was lost."""
        self.rejected += 1
        if self._more(reject.reason, True):
            self._add(reject.reason, reject.detail, reject.place, reject.raw, 1)

    def remark(self, reason: str, detail: str, place: str = "", raw: str = "") -> None:
        """Something that lost no row."""
        if self._more(reason, False):
            self._add(reason, detail, place, raw, 0)

    def add(self, table: str, **values: object) -> None:
        """A row of another table that is written with them."""
        self._rows.add(table, **values)

    def rows(self) -> Rows:
        """All of them; what went beyond a thousand stands in one row for each reason."""
        for (reason, lost), count in sorted(self._seen.items()):
            if count > MOST:
                self._add(reason, f"and {count - MOST} more", "", "", (count - MOST) * lost)
        self._seen.clear()
        return self._rows

    def _more(self, reason: str, lost: bool) -> bool:
        self._seen[reason, lost] += 1
        return self._seen[reason, lost] <= MOST

    def _add(self, reason: str, detail: str, place: str, raw: str, rows: int) -> None:
        record = self._record
        self._rows.reject(
            record.intake_id, self._stage, reason, detail, rows=rows, place=place or None, raw=raw,
            capture_id=record.capture_id, source_path=record.source_path,
        )  # fmt: skip
