"""Read one page in a test and look at the rows that came of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filature.engine.rows import Rows
from filature.evidence.record import Record
from filature.reading import sites
from filature.reading.page import read_page

CAPTURED = "2019-12-01T12:00:00Z"


@dataclass(frozen=True, slots=True)
class Read:
    """The rows of one page."""

    rows: Rows

    def of(self, table: str, **equal: Any) -> list[dict[str, Any]]:
        """Rows of ``table`` whose columns equal what is given."""
        return [r for r in self.rows.of(table) if all(r.get(k) == v for k, v in equal.items())]

    def first(self, table: str) -> dict[str, Any]:
        """The first row of ``table``; empty when there is none."""
        return next(iter(self.rows.of(table)), {})

    @property
    def page(self) -> dict[str, Any]:
        """The one row of `page`."""
        (row,) = self.rows.of("page")
        return row

    @property
    def remarks(self) -> list[tuple[str, str]]:
        """Place and reason of each remark."""
        return [(r["place"], r["reason"]) for r in self.rows.of("rejection")]


def details(row: dict[str, Any]) -> dict[str, Any]:
    """The `details` of a row."""
    found: dict[str, Any] = json.loads(row.get("details") or "{}")
    return found


def read(
    body: bytes | str,
    known: sites.Sites | None = None,
    uri: str = "file:page.html",
    media_type: str = "text/html",
    captured_at: str = CAPTURED,
    source_path: str = "page.html",
) -> Read:
    """Read ``body`` as a captured page; every table is checked against its Arrow schema."""
    content = body.encode() if isinstance(body, str) else body
    rows = Rows()
    record = Record(
        intake_id="int_test", capture_id="cap_test", uri=uri, sha256="0" * 64, size=len(content), media_type=media_type,
        role="page", warc="test.warc", warc_offset=0, warc_length=0, captured_at=captured_at, source_path=source_path,
    )  # fmt: skip
    read_page(record, content, known or sites.load(), rows)
    for table in TABLES:
        rows.arrow(table)
    return Read(rows)


TABLES = (
    "page", "account_observation", "offer_observation", "price_option", "external_rating", "rate", "feedback", "post",
    "link", "rejection",
)  # fmt: skip


def read_file(path: Path) -> Read:
    """Read a saved page."""
    return read(path.read_bytes())
