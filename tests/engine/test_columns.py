"""Rows given by column are the rows that they would be one by one; moments are exact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filature.engine.columns import array
from filature.engine.rows import Rows
from filature.tables import ALL
from filature.tables.arrow import MOMENT_TYPE as MOMENT
from filature.tables.model import REPEATING

NOON = datetime(2031, 2, 3, 12, tzinfo=UTC)
MENU = {"kind": ["vendor", "listing"], "target": ["/v", "/l"], "native_id": ["v", None]}

row = st.fixed_dictionaries(
    {"capture_id": st.text("ab", min_size=1, max_size=2), "site": st.sampled_from(["x", "é"])},
    optional={"kind": st.text(max_size=3), "native_id": st.none() | st.text(max_size=3)},
)


@st.composite
def runs(draw: st.DrawFn) -> tuple[int, dict[str, Any]]:
    """A run of links: some columns as lists, others the same in all rows, others missing."""
    count = draw(st.integers(0, 4))
    text = st.text(max_size=2)
    lists = st.dictionaries(
        st.sampled_from(["target", "kind", "native_id"]), st.lists(text, min_size=count, max_size=count)
    )
    fixed = st.dictionaries(st.sampled_from(["capture_id", "site", "native_id"]), st.none() | text)
    return count, {**draw(fixed), **draw(lists)}


def full(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with all columns."""
    return [{name: r.get(name) for name in ALL["link"].names} for r in rows]


@settings(deadline=None)
@given(st.lists(row | runs()))
def test_rows_by_column_are_rows_one_by_one_in_their_order(given_: list[Any]) -> None:
    mixed, expected = Rows(), []
    for item in given_:
        if isinstance(item, dict):
            mixed.append("link", item)
            expected.append(item)
        else:
            count, values = item
            mixed.add_run("link", count, values)
            expected += [
                {n: v[i] if isinstance(v, list) else v for n, v in values.items()} for i in range(count)
            ]
    assert mixed.count("link") == len(expected)
    assert full(mixed.of("link")) == full(expected)
    found = mixed.arrow("link")
    found.validate(full=True)
    assert found.to_pylist() == full(expected)
    assert found.schema.equals(ALL["link"].schema)


def test_one_list_may_stand_in_many_runs(tmp_path: Path) -> None:
    rows = Rows()
    for number in range(3):
        own = {"kind": "thread", "target": [f"/t{number}"], "native_id": f"t{number}"}
        rows.add_run("link", 2, {"capture_id": f"cap_{number}", "site": "quai", **MENU})
        rows.add_run("link", 1, {"capture_id": f"cap_{number}", "site": "quai", **own})
    found = pq.read_table(rows.write(tmp_path, "a")["link"]).to_pydict()
    assert found["capture_id"] == ["cap_0"] * 3 + ["cap_1"] * 3 + ["cap_2"] * 3
    assert found["site"] == ["quai"] * 9
    assert found["kind"] == ["vendor", "listing", "thread"] * 3
    assert found["target"] == ["/v", "/l", "/t0", "/v", "/l", "/t1", "/v", "/l", "/t2"]
    assert found["native_id"] == ["v", None, "t0", "v", None, "t1", "v", None, "t2"]


def test_rows_that_share_all_their_lists_are_repeated() -> None:
    rows = Rows()
    for number in range(3):
        rows.add_run("link", 2, {"capture_id": f"cap_{number}", "site": "quai", **MENU})
    assert rows.arrow("link").column("target").to_pylist() == ["/v", "/l"] * 3


def test_a_list_of_another_length_is_an_error() -> None:
    rows = Rows()
    with pytest.raises(ValueError, match=r"link\.kind has 2 values for 3 rows"):
        rows.add_run("link", 3, {"capture_id": "cap_a", **MENU})
    assert rows.count("link") == 0


def test_an_unknown_column_of_a_run_is_an_error() -> None:
    rows = Rows()
    rows.add_run("link", 2, {**MENU, "colour": "red"})
    with pytest.raises(ValueError, match="link has no column colour"):
        rows.arrow("link")


zones = st.just(UTC) | st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@settings(deadline=None)
@given(st.lists(st.none() | st.datetimes(timezones=zones)))
def test_moments_are_those_that_pyarrow_makes(moments: list[datetime | None]) -> None:
    try:
        expected = pa.array(moments, MOMENT)
    except (OverflowError, pa.ArrowInvalid):  # a zone that leads out of the years 1 to 9999
        return
    assert array(moments, MOMENT).equals(expected)


def test_moments_without_a_zone_are_in_utc() -> None:
    assert array([NOON.replace(tzinfo=None), None, NOON], MOMENT).to_pylist() == [NOON, None, NOON]


def test_what_repeats_is_in_the_file_once_and_long_texts_have_no_bounds(tmp_path: Path) -> None:
    rows = Rows()
    for number in range(50):
        rows.add("page", capture_id="cap_a", kind="listing", title=f"t{number}", text="long " * number)
    group = pq.read_metadata(rows.write(tmp_path, "a")["page"]).row_group(0)
    columns = [group.column(number) for number in range(group.num_columns)]
    assert {c.path_in_schema for c in columns if c.has_dictionary_page} == REPEATING & set(ALL["page"].names)
    assert [c.path_in_schema for c in columns if c.statistics is None] == ["text"]


def test_columns_that_repeat_are_columns_of_the_reference() -> None:
    assert {name for table in ALL.values() for name in table.names} >= REPEATING
