"""Ids: the same value from Python and from SQL, for any text."""

from __future__ import annotations

import base64

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filature import ids
from filature.engine.duck import connect

# Readers turn NUL into U+FFFD; unassigned characters compose as the Unicode version of each library has it.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cn"), exclude_characters="\0"), max_size=40)
ROWS = st.lists(
    st.tuples(TEXT, st.none() | TEXT, st.none() | TEXT, st.none() | TEXT), min_size=1, max_size=50
)
Row = tuple[str, str | None, str | None, str | None]


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    return connect()


def test_an_id_is_base32_of_the_first_eighty_bits() -> None:
    assert ids.short_id("cap", "a", "b") == "cap_ai5yawnjet3sriqv"


def test_every_five_bits_have_their_letter(connection: duckdb.DuckDBPyConnection) -> None:
    digests = [f"{i:02x}" * 10 for i in range(256)] + [f"{31 << (5 * i):020x}" for i in range(16)]
    expected = [(base64.b32encode(bytes.fromhex(d)).decode().lower(),) for d in digests]
    assert (
        connection.execute("select b32_of_hex(d) from (select unnest(?) as d)", [digests]).fetchall()
        == expected
    )


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_sql_and_python_give_the_same_ids(connection: duckdb.DuckDBPyConnection, rows: list[Row]) -> None:
    names = ["site", "native", "handle", "title"]
    connection.register(
        "given", pa.table([pa.array(c, pa.string()) for c in zip(*rows, strict=True)], names=names)
    )
    answer = connection.execute(
        "select handle_key(handle), account_id(site, handle), offer_id(site, native, handle, title) from given"
    ).fetchall()
    assert answer == [
        (h and ids.handle_key(h), None if h is None else ids.account_id(s, h), ids.offer_id(s, n, h, t))
        for s, n, h, t in rows
    ]


@pytest.mark.parametrize(
    "handle", ["a\u00a0 b", "\u2003a\u3000", "e\u0301", "\x1ca\x85b", " a  b ", "a\tb", ""]
)
def test_white_space_and_accents_make_one_handle(connection: duckdb.DuckDBPyConnection, handle: str) -> None:
    assert connection.execute("select handle_key(?)", [handle]).fetchone() == (ids.handle_key(handle),)
