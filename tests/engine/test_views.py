"""The tables of a case as views, whatever its folder is called; and nothing else can be read."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from filature.engine import duck, views
from filature.engine.rows import Rows
from filature.tables import ALL

NAMES = (
    "plain",
    "a[b]c",
    "star*",
    "what?",
    "{x,y}",
    "back\\slash",
    "it's",
    'quo"te',
    "Überführung café",
    "space here",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_case_folder_may_have_any_name(name: str, tmp_path: Path) -> None:
    tables = tmp_path / name / "tables"
    for intake in ("int_a", "int_b"):
        rows = Rows()
        rows.add("link", capture_id=f"cap_{intake}", site="dream", kind="listing", target="/x")
        rows.write(tables, intake)
    connection = duck.connect()
    views.create(connection, tables)
    views.confine(connection, [tables])
    found = connection.sql("select capture_id, native_id from link order by 1").fetchall()
    assert found == [("cap_int_a", None), ("cap_int_b", None)]


def test_every_table_is_there_with_its_types_before_anything_was_built(tmp_path: Path) -> None:
    connection = duck.connect()
    views.create(connection, tmp_path)
    for name, table in ALL.items():
        described = connection.sql(f"describe {duck.quote_name(name)}").fetchall()
        assert [d[0] for d in described] == list(table.names)
        assert connection.sql(f"from {duck.quote_name(name)}").fetchall() == []


def test_raw_tables_of_different_columns_are_one_view(tmp_path: Path) -> None:
    folder = tmp_path / "raw_users"
    folder.mkdir()
    pq.write_table(pa.table({"a": ["1"]}), folder / "int_a.parquet")
    pq.write_table(pa.table({"b": ["2"], "a": ["3"]}), folder / "int_b.parquet")
    connection = duck.connect()
    views.create(connection, tmp_path)
    assert connection.sql("select a, b from raw_users order by a").fetchall() == [("1", None), ("3", "2")]


@pytest.mark.parametrize(
    "query",
    [
        "from read_text('{outside}')",
        "from read_csv('{outside}')",
        "copy (select 1) to '{outside}'",
        "attach '{outside}' as other",
        "install httpfs",
        "set enable_external_access = true",
    ],
)
def test_a_confined_connection_reads_and_writes_nothing_else(query: str, tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("secret")
    tables = tmp_path / "tables"
    tables.mkdir()
    connection = duck.connect()
    views.create(connection, tables)
    views.confine(connection, [tables])
    with pytest.raises(duckdb.Error):
        connection.sql(query.format(outside=outside)).fetchall()
    assert outside.read_text() == "secret"
