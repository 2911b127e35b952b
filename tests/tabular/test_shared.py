"""Every table of the shared test data: as many rows in as an independent count finds, and no text garbled."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from filature.sources.tabular.encoding import tell_encoding
from tests.tabular.making import Read

pytestmark = pytest.mark.data
FIELDS = (("offer_observation", ("handle", "title", "price_text")), ("account_observation", ("handle",)))


def counted(path: Path) -> int:
    """Records of the file but for its header, as Python's csv counts them."""
    if path.suffix == ".parquet":
        return int(pq.read_metadata(path).num_rows)
    if not path.stat().st_size:
        return 0
    found = tell_encoding(path)
    csv.field_size_limit(1 << 24)
    with path.open(encoding=found.name, errors=found.errors, newline="") as source:
        rows = sum(1 for r in csv.reader(source, delimiter="\t" if path.suffix == ".tsv" else ",") if r)
    without_header = "whitehouse" in path.name or path.name.startswith("grams") or path.name in (
        "darkode-2021-12-22.csv", "ip.csv"
    ) or (path.name == "malware.csv" and "whitehouse" in path.parts)  # fmt: skip
    return rows - (not without_header)


def test_every_row_of_every_table_arrives_or_is_rejected(shared_data: Path, tmp_path: Path) -> None:
    wrong, garbled = [], []
    files = [
        p for p in sorted((shared_data / "tables").rglob("*")) if p.suffix in (".csv", ".tsv", ".parquet")
    ]
    for number, path in enumerate(files[::3]):
        read = Read(tmp_path / str(number), str(path.relative_to(shared_data)), path.read_bytes())
        if read.tally.rows_in != counted(path):
            wrong.append((path.name, read.tally.rows_in, counted(path)))
        for table, columns in FIELDS:
            texts = [t for row in read.values(table, *columns) for t in row if t]
            garbled += [(path.name, t) for t in texts if "\ufffd" in t or any("\x7f" < c < "\xa0" for c in t)]
    assert (wrong, garbled) == ([], [])
