"""The site files of the demonstration read exactly what was planted, page by page."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from filature.demo import Planted
from filature.demo.planted import PageTruth
from filature.engine.rows import Rows
from filature.evidence.record import Record
from filature.reading.page import read_page
from filature.reading.sites import load

SITES = ("demo_quai", "demo_larch", "demo_docks")
FOUND_BESIDE = {
    "capture_id",
    "place",
    "site",
    "observed_at",
    "account_id",
    "offer_id",
    "price_text",
    "posted_text",
    "details",
}
"""Columns that the reader fills in beside the values that the page shows."""


SITE_FILES = load()


def read(page: PageTruth) -> Rows:
    """What the reader makes of one page."""
    record = Record(
        intake_id="int_x", capture_id="cap_x", uri=page.url, captured_at=f"{page.captured_at:%Y-%m-%dT%H:%M:%SZ}",
        time_source=page.time_source, sha256="", size=len(page.payload), media_type="text/html", role="page",
        source_path=page.file, warc="", warc_offset=0, warc_length=0,
    )  # fmt: skip
    rows = Rows()
    read_page(record, page.payload, SITE_FILES, rows)
    return rows


def plain(value: Any) -> Any:
    """A value in the one form in which both sides are compared."""
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC).isoformat()
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value)).normalize()
    return [plain(entry) for entry in value]


def shown(row: dict[str, Any]) -> dict[str, Any]:
    """The values of a row that the page states."""
    return {k: plain(v) for k, v in row.items() if k not in FOUND_BESIDE and v is not None}


@pytest.mark.parametrize("site", SITES)
def test_every_page_gives_what_was_planted(made: tuple[Path, Planted], site: str) -> None:
    """Kind, session, each row of each table, each link: equal on every page of the site, without a remark."""
    pages = [p for p in made[1].pages if p.site == site]
    tables = sorted(
        {t for p in pages for t in p.rows} | {"account_observation", "offer_observation", "post", "rate"}
    )
    for page in pages:
        rows = read(page)
        (found,) = rows.of("page")
        assert (found["site"], found["kind"], found["path"]) == (site, page.kind, page.path), page.file
        assert bool(found.get("logged_in")) == bool(page.session), page.file
        assert rows.of("rejection") == [], page.file
        for table in tables:
            wanted = [shown(r) for r in page.rows.get(table, [])]
            assert [shown(r) for r in rows.of(table)] == wanted, (page.file, table)
        links = {(r["kind"], r["target"]) for r in rows.of("link")}
        assert links == (set(page.links) if page.session else set()), page.file


@pytest.mark.parametrize("site", SITES)
def test_the_kinds_are_counted_as_planted(made: tuple[Path, Planted], site: str) -> None:
    """Pages by kind, over the whole site."""
    kinds = Counter(read(p).of("page")[0]["kind"] for p in made[1].pages if p.site == site)
    assert dict(sorted(kinds.items())) == made[1].page_kinds[site]
