"""Text to typed values inside DuckDB: what people write, and no error for anything."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filature.engine.duck import connect
from filature.reading.mapping import values

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
SIGNS = st.text(st.sampled_from("0123456789.,-~$€%k /:UuSsDdmMBbTtCc'’ \n"), max_size=16)


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    made = connect()
    made.execute(values.sql())
    return made


def one(connection: duckdb.DuckDBPyConnection, call: str, text: str) -> Any:
    return connection.execute(f"select ({call})::varchar from (select ?::varchar as t)", [text]).fetchall()[
        0
    ][0]


@pytest.mark.parametrize(
    ("text", "amount", "upper", "currency"),
    [
        ("USD 3.99", "3.99", None, "USD"), ("7.76 USD", "7.76", None, "USD"), ("$300", "300", None, "USD"),
        ("Buy price\nUSD 199.00", "199", None, "USD"), ("82.35% (14)", None, None, None),
        ("15~25", "15", "25", None), ("$10 - $20", "10", "20", "USD"), ("10-20 USD", "10", "20", "USD"),
        ("1,500", "1500", None, None), ("2,385.41", "2385.41", None, None), ("12,50 €", "12.5", None, "EUR"),
        ("1 234,56 EUR", "1234.56", None, "EUR"), ("1.234,56 €", "1234.56", None, "EUR"),
        ("0.03472222", "0.03472222", None, None), ("5.2e-05", "0.000052", None, None), ("5 mBTC", "0.005", None, "BTC"),
        ("Unlimited Available", None, None, None), ("2 for $50", "50", None, "USD"), ("A$ 5", "5", None, "AUD"),
        ("5 gold", None, None, None), ("-$5", "-5", None, "USD"), ("", None, None, None), ("N/A", None, None, None),
        ("Prix : 35€/g", "35", None, "EUR"), ("$5k", "5000", None, "USD"), ("500.00 $", "500", None, "USD"),
    ],
)  # fmt: skip
def test_prices(
    connection: duckdb.DuckDBPyConnection,
    text: str,
    amount: str | None,
    upper: str | None,
    currency: str | None,
) -> None:
    found = [one(connection, f"as_{part}(t)", text) for part in ("amount", "amount_max", "currency")]
    plain = [v and (v.rstrip("0").rstrip(".") if "." in v else v) for v in found[:2]]
    assert [*plain, found[2]] == [amount, upper, currency]


@pytest.mark.parametrize(
    ("call", "text", "expected"),
    [
        ("as_integer(t)", "37 Accounts", "37"), ("as_integer(t)", "300~500", "300"), ("as_integer(t)", "5.5", None),
        ("as_integer_max(t)", "300~500", "500"), ("as_integer(t)", "(442/25/18)", None), ("as_integer(t)", "36.0", "36"),
        ("as_real(t)", "4.9/5", "4.9"), ("as_scale(t)", "4.9/5", "5.0"), ("as_real(t)", "(1 review)", None),
        ("as_real(t)", "nan", None), ("as_percent(t)", "82.35%\u00a0(14)", "82.35"), ("as_flag(t)", "Oui", "true"),
        ("as_flag(t)", "n", "false"), ("as_flag(t)", "perhaps", None), ("as_text(t)", "  N/A ", None),
        ("as_written(t)", " N/A ", "N/A"), ("as_written(t)", "Alfa&amp;Omega", "Alfa&Omega"),
        ("as_handle(t)", "Seller: nobody", "nobody"), ("as_handle(t)", "\nnobody", "nobody"),
        ("as_texts(t)", "France, Suisse", "[France, Suisse]"), ("as_texts(t, '/')", "A/B/C", "[A, B, C]"),
        ("as_texts(t)", '["x", "y"]', "[x, y]"), ("as_texts(t)", " ", None), ("as_age(t)", "1 days 2 hours", "93600.0"),
        ("as_age(t)", "il y a 3 jours", "259200.0"), ("as_moment(t)", "2014-02-23", "2014-02-23 00:00:00+00"),
        ("as_moment(t)", "Jun 9, 2020", "2020-06-09 00:00:00+00"), ("as_moment(t)", "9 août 2014", "2014-08-09 00:00:00+00"),
        ("as_moment(t)", "1399918210", "2014-05-12 18:10:10+00"), ("as_moment(t)", "20210517", "2021-05-17 00:00:00+00"),
        ("as_moment(t)", "Thu, 06 Mar 2014 12:00:00 +0100", "2014-03-06 11:00:00+00"),
        ("as_moment(t)", "03/04/2014", None), ("as_moment(t, 'dmy')", "03/04/2014", "2014-04-03 00:00:00+00"),
        ("as_moment(t, 'mdy')", "03/04/2014", "2014-03-04 00:00:00+00"), ("as_moment(t)", "2014-13-45", None),
        ("as_moment(t)", "now", None), ("as_moment(t)", "0001-01-01", None),
    ],
)  # fmt: skip
def test_other_values(
    connection: duckdb.DuckDBPyConnection, call: str, text: str, expected: str | None
) -> None:
    assert one(connection, call, text) == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT | SIGNS, min_size=1, max_size=40))
def test_no_text_makes_an_error(connection: duckdb.DuckDBPyConnection, texts: list[str]) -> None:
    connection.register("any_text", pa.table({"t": pa.array(texts, pa.string())}))
    calls = [f"as_{name}(t)" for name in (
        "amount", "amount_max", "currency", "integer", "integer_max", "real", "scale", "percent", "flag", "age",
        "texts", "text", "written", "handle",
    )]  # fmt: skip
    rows = connection.execute(
        f"select {', '.join(calls)}, as_moment(t, 'dmy')::varchar from any_text"
    ).fetchall()
    assert len(rows) == len(texts)
