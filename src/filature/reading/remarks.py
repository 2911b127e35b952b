"""Field trouble on one page: what could not be read, counted, and never silent."""

from __future__ import annotations

from filature.engine.rows import Rows
from filature.evidence.record import Record

STAGE = "pages"


class Remarks:
    """Field trouble on one page: one row of `rejection` (``rows=0``) for each field and reason, with a count.

    ``table`` is the one whose rows are being read.
    """

    def __init__(self, record: Record, rows: Rows) -> None:
        self._record, self._rows = record, rows
        self.table = "page"
        self._found: dict[tuple[str, str], tuple[int, str]] = {}

    def of_field(self, name: str, reason: str, raw: str) -> None:
        """Note ``reason`` for a field of ``table``."""
        self.add(name, reason, raw, self.table)

    def add(self, place: str, reason: str, raw: str, table: str) -> None:
        """Note ``reason`` for a field (``table.place``) and what was seen."""
        key = (f"{table}.{place}" if table else place, reason)
        count, first = self._found.get(key, (0, raw))
        self._found[key] = (count + 1, first)

    def write(self) -> None:
        """Add the rows, in the order of their fields and reasons."""
        for (place, reason), (count, raw) in sorted(self._found.items()):
            self._rows.reject(
                self._record.intake_id, STAGE, reason, f"{place}: {count} on this page", rows=0, place=place,
                capture_id=self._record.capture_id, source_path=self._record.source_path, raw=raw,
            )  # fmt: skip
