"""Real blocks, where the shared test data is: the fingerprints told for pages, and keys without their line breaks."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.openpgp_blocks import blocks, page_text
from filature.selectors.finding import find
from filature.selectors.kinds import all_kinds
from filature.selectors.openpgp.blocks import keys_in

pytestmark = pytest.mark.data
KEY = next(kind for kind in all_kinds() if kind.name == "pgp_key")


def test_the_fingerprints_told_for_the_pages_are_found_on_them(shared_data: Path) -> None:
    pages = shared_data / "pages"
    with (pages / "truth" / "pgp_fingerprints.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert rows
    for row in rows:
        found = {
            (hit.value, hit.details["bits"]) for hit in find(KEY, page_text(pages / row["path"]).encode())
        }
        assert (row["fingerprint"], int(row["bits"])) in found, row["path"]


def test_blocks_without_line_breaks_give_a_fingerprint(shared_data: Path) -> None:
    real = [block for block in blocks(shared_data, "tables/agora-vendors") if len(block.inside) > 400]
    read = [keys_in(block.inside) for block in real]
    assert len(real) > 1_000
    assert sum(map(bool, read)) >= 0.99 * len(real)
    assert {one.confirmed for found in read for one in found} == {True}
