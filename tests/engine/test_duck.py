"""Quoting for SQL: no value and no name leads out of its quotes."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from filature.engine import duck

CONNECTION = duck.connect()
HOSTILE = st.text(st.sampled_from("'\";-\\/*\n\x00$ab é€😀")) | st.text(
    st.characters(exclude_categories=["Cs"])
)


def only(query: str) -> Any:
    found = CONNECTION.execute(query).fetchone()
    assert found is not None
    return found[0]


@given(HOSTILE)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert only(f"select {duck.quote_text(text)}") == text.replace("\x00", "\ufffd")


@given(HOSTILE.filter(bool))
def test_a_name_names_one_column(name: str) -> None:
    CONNECTION.execute(f"select 1 as {duck.quote_name(name)}")
    assert [d[0] for d in CONNECTION.description or ()] == [name.replace("\x00", "\ufffd")]


def test_time_is_utc_whatever_the_machine_says() -> None:
    assert only("select current_setting('TimeZone')") == "UTC"
