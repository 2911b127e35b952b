"""Ids of many rows are those of each row."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from filature import ids
from filature.reading.mapping.many_ids import short_ids

PARTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=8), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.none() | PARTS, max_size=30))
def test_each_key_gives_its_id(rows: list[list[str] | None]) -> None:
    keys = ["".join(p + ids.SEPARATOR for p in row) if row else None for row in rows]
    made = short_ids("acc", pa.chunked_array([pa.array(keys, pa.string())]))
    assert made.to_pylist() == [ids.short_id("acc", *row) if row else None for row in rows]
