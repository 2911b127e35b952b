"""Rows into Parquet: the same rows give the same bytes, and an unknown column is an error."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from filature.engine.rows import Rows
from filature.tables import ALL


def test_rows_arrive_in_their_order_under_the_schema(tmp_path: Path) -> None:
    rows = Rows()
    for number in (3, 1, 2):
        rows.add("link", capture_id=f"cap_{number}", site="dream", kind="vendor", target=f"/{number}")
    assert rows.count("link") == 3
    written = rows.write(tmp_path, "int_a")
    assert written == {"link": tmp_path / "link" / "int_a.parquet"}
    found = pq.read_table(written["link"])
    assert found.schema.equals(ALL["link"].schema)
    assert found.column("target").to_pylist() == ["/3", "/1", "/2"]
    assert found.column("native_id").to_pylist() == [None, None, None]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        rows = Rows()
        rows.reject("int_a", "pages", "too_deep", "400,000 levels", raw="x" * 500)
        rows.write(tmp_path / name, "int_a")
    first, second = (tmp_path / name / "rejection" / "int_a.parquet" for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_a_rejection_loses_one_row_unless_it_says_otherwise_and_shows_little_of_it() -> None:
    rows = Rows()
    rows.reject("int_a", "tables", "bad_row", "no date", raw="y" * 500)
    rows.reject("int_a", "tables", "remark", "a remark", rows=0, raw="")
    assert [(r["rows"], r["raw"]) for r in rows.of("rejection")] == [(1, "y" * 200), (0, None)]


def test_an_unknown_column_is_an_error() -> None:
    rows = Rows()
    rows.add("link", capture_id="cap_a", colour="red")
    with pytest.raises(ValueError, match="link has no column colour"):
        rows.arrow("link")
