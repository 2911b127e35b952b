"""The site files read the generated pages as they read the pages that the shapes were taken from."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from benchmarks.pages import Generated, generate
from filature.engine.rows import Rows
from filature.evidence.record import Record
from filature.reading.page import read_page
from filature.reading.sites import load

KINDS = {"user": "vendor", "seller": "vendor", "refresh": "challenge"}
"""What a shape is called where its name is not the kind of page."""

READ = {
    "agora_listing": {
        "offer_observation": "title native_id price stock ships_from category description",
        "account_observation": "sales",
    },
    "agora_vendor": {
        "offer_observation": "title price",
        "account_observation": "description last_seen rating",
        "feedback": "text",
    },
    "agora_category": {
        "offer_observation": "title handle price category",
        "account_observation": "rating sales",
    },
    "cryptonia_listing": {
        "offer_observation": "title price stock ships_to escrow description",
        "price_option": "price",
    },
    "cryptonia_user": {
        "account_observation": "sales level member_since terms pgp_key",
        "feedback": "given_at price buyer",
    },
    "cryptonia_search": {
        "offer_observation": "title native_id price handle",
        "account_observation": "member_since",
    },
    "empire_listing": {
        "offer_observation": "title price sold ships_to escrow description",
        "price_option": "price kind",
    },
    "empire_user": {"account_observation": "level member_since last_seen description", "rate": "rate"},
    "empire_search": {"offer_observation": "title price views category", "rate": "rate"},
    "empire_feedback": {
        "feedback": "verdict text buyer price given_at offer_id",
        "account_observation": "level",
    },
    "dream_listing": {
        "offer_observation": "title price ships_from ships_to description",
        "account_observation": "rating",
    },
    "dream_seller": {
        "account_observation": "terms pgp_key member_since rating",
        "offer_observation": "title price",
    },
    "dream_search": {"offer_observation": "title price handle ships_from", "rate": "rate"},
}
"""Columns that every row of these tables must have, by shape."""


SITE_FILES = load()


def _read(page: Generated) -> Rows:
    name = f"{page.shape}_{page.number}"
    record = Record(
        intake_id="int_x", capture_id="cap_x", uri=f"file:///{name}", captured_at="2024-01-01T00:00:00Z",
        time_source="path", sha256="", size=len(page.payload), media_type="text/html", role="page",
        source_path=name, warc="", warc_offset=0, warc_length=0,
    )  # fmt: skip
    rows = Rows()
    read_page(record, page.payload, SITE_FILES, rows)
    return rows


@pytest.fixture(scope="module")
def by_shape() -> dict[str, list[Rows]]:
    """Up to four pages of each shape, read."""
    found: dict[str, list[Rows]] = defaultdict(list)
    for page in generate(12_000_000, 5):
        if len(found[page.shape]) < 4:
            found[page.shape].append(_read(page))
    return found


def test_each_shape_is_recognised_without_a_remark(by_shape: dict[str, list[Rows]]) -> None:
    """Site and kind are those that the shape is named after, on every page."""
    for shape, pages in by_shape.items():
        site, _, kind = shape.partition("_")
        seen = Counter((p.of("page")[0]["site"], p.of("page")[0]["kind"]) for p in pages)
        assert seen == {(site, KINDS.get(kind, kind)): len(pages)}
        assert [r for p in pages for r in p.of("rejection")] == []


@pytest.mark.parametrize("shape", READ)
def test_every_row_has_its_values(by_shape: dict[str, list[Rows]], shape: str) -> None:
    """No value that real pages always show is missing, and there are rows at all."""
    for table, columns in READ[shape].items():
        rows = [r for p in by_shape[shape] for r in p.of(table)]
        assert rows
        missing = {c for c in columns.split() for r in rows if r.get(c) in (None, "", [])}
        assert missing == set(), table
