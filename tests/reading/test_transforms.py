"""Each transform: what it reads, and what it refuses to guess."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.reading.transforms import TRANSFORMS, Options, Parts, Setting
from filature.reading.urls import Urls

CAPTURED = datetime(2019, 10, 31, 12, tzinfo=UTC)
D = Decimal


def made(name: str, text: str, comma: bool = False, currency: str | None = None, **options: Any) -> Any:
    setting = Setting(CAPTURED, ZoneInfo("Europe/Paris"), comma, currency, Urls(), "")
    return TRANSFORMS[name](text, setting, Options(**options))


def parts(name: str, text: str, **given: Any) -> dict[str, Any]:
    found = made(name, text, **given)
    assert isinstance(found, Parts)
    return {found.main: found.value, **found.others}


@pytest.mark.parametrize(
    ("text", "comma", "value"),
    [
        ("1,490", False, 1490), ("(887)", False, 887), ("15k", False, 15_000), ("2.5k", False, 2_500), ("1.490", True, 1490),
        ("1 234 567", False, 1_234_567), ("12'000", False, 12_000), ("-3", False, -3), ("7 left", False, 7), ("1m", False, 1_000_000),
    ],
)  # fmt: skip
def test_integer(text: str, comma: bool, value: int) -> None:
    found = made("integer", text, comma)
    assert (found, type(found)) == (value, int)


@pytest.mark.parametrize(
    ("text", "comma", "value"),
    [
        ("4.94", False, "4.94"), ("0.00925411", False, "0.00925411"), ("1,106.71", False, "1106.71"), ("1.106,71", False, "1106.71"),
        ("4,5", False, "4.5"), ("4,500", False, "4500"), ("4,500", True, "4.500"), ("1.234", False, "1.234"), ("1.234", True, "1234"),
        ("1.234.567", False, "1234567"), (".5", False, "0.5"), ("about 97.5 %", False, "97.5"), ("3.", False, "3"),
    ],
)  # fmt: skip
def test_decimal(text: str, comma: bool, value: str) -> None:
    assert made("decimal", text, comma) == D(value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("integer", "none"), ("integer", "4.5"), ("decimal", ""), ("decimal", "9" * 41), ("money", "free"), ("range", "many"),
        ("rating", "good"), ("date", "soon"), ("age", "long ago"), ("flag", "perhaps"), ("epoch", "9" * 30), ("pgp", "-----BEGIN PGP"),
        ("age", "9999999999 years"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(name: str, text: str) -> None:
    with pytest.raises(ValueError):
        made(name, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("15~25", {"min": D(15), "max": D(25)}), ("300~500 deals", {"min": D(300), "max": D(500)}), ("10 - 20", {"min": D(10), "max": D(20)}),
        ("1k–2k", {"min": D(1000), "max": D(2000)}), ("5000+", {"min": D(5000)}), ("40", {"min": D(40)}),
    ],
)  # fmt: skip
def test_range(text: str, found: dict[str, Any]) -> None:
    assert parts("range", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4.94/5", {"rating": D("4.94"), "max": D(5)}), ("9.85 / 10", {"rating": D("9.85"), "max": D(10)}),
        ("97.5%", {"rating": D("97.5"), "max": D(100)}), ("4.9", {"rating": D("4.9")}), ("4 out of 5", {"rating": D(4), "max": D(5)}),
    ],
)  # fmt: skip
def test_rating(text: str, found: dict[str, Any]) -> None:
    assert parts("rating", text) == found


@pytest.mark.parametrize(
    ("text", "amount", "currency", "others"),
    [
        ("87.21 USD/Order", "87.21", "USD", {"unit": "Order"}),
        ("485.00 USD/112g", "485", "USD", {"unit": "112g"}),
        ("650.00 USD/1/4pound", "650", "USD", {"unit": "1/4pound"}),
        ("USD 1,106.71", "1106.71", "USD", {}),
        ("$50.96", "50.96", "USD", {}),
        ("฿0.000787 (€7.28)", "0.000787", "BTC", {}),
        ("€ 20,50", "20.50", "EUR", {}),
        ("Price: 3–4 €", "3", "EUR", {"max": D(4)}),
        ("5 mBTC", "0.005", "BTC", {}),
        ("0.00925411 BTC/Order", "0.00925411", "BTC", {"unit": "Order"}),
        ("12", "12", None, {}),
        ("2 for 10 EUR", "10", "EUR", {}),
        ("1.5k USD", "1500", "USD", {}),
        ("30 £ per gram", "30", "GBP", {"unit": "gram"}),
    ],
)
def test_money(text: str, amount: str, currency: str | None, others: dict[str, Any]) -> None:
    assert parts("money", text) == {"amount": D(amount), "currency": currency, "text": text, **others}


def test_money_without_a_currency_takes_that_of_the_field_then_of_the_site() -> None:
    assert parts("money", "12", currency="BTC")["currency"] == "BTC"
    assert made("money", "12", currency="XMR").others["currency"] == "XMR"


@pytest.mark.parametrize(
    ("text", "formats", "found"),
    [
        ("2019-04-15 13:19:58", (), datetime(2019, 4, 15, 11, 19, 58, tzinfo=UTC)),
        ("2019-01-15", (), datetime(2019, 1, 14, 23, tzinfo=UTC)),
        ("April 19, 2019", (), datetime(2019, 4, 18, 22, tzinfo=UTC)),
        ("Sep 26, 2019 07:19", ("%b %d, %Y %H:%M",), datetime(2019, 9, 26, 5, 19, tzinfo=UTC)),
        ("18/11/2018", ("%d/%m/%Y",), datetime(2018, 11, 17, 23, tzinfo=UTC)),
        ("3 février 2020", ("%d %B %Y",), datetime(2020, 2, 2, 23, tzinfo=UTC)),
        ("1er août 2020", ("%d %B %Y",), datetime(2020, 7, 31, 22, tzinfo=UTC)),
        ("4. März 2020", ("%d. %B %Y",), datetime(2020, 3, 3, 23, tzinfo=UTC)),
        ("Yesterday at 10:30", ("%Y-%m-%d at %H:%M",), datetime(2019, 10, 30, 9, 30, tzinfo=UTC)),
        ("aujourd'hui à 08:00", ("%Y-%m-%d %H:%M",), datetime(2019, 10, 31, 7, tzinfo=UTC)),
        ("2019-10-31T10:00:00+0000", ("%Y-%m-%dT%H:%M:%S%z",), datetime(2019, 10, 31, 10, tzinfo=UTC)),
    ],
)
def test_date(text: str, formats: tuple[str, ...], found: datetime) -> None:
    assert made("date", text, formats=formats) == found


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3d", 259_200), ("1d 22h", 165_600), ("2 days ago", 172_800), ("an hour ago", 3_600), ("il y a 3 jours", 259_200),
        ("vor 2 Wochen", 1_209_600), ("1 month, 2 days", 2_764_800), ("22:58", 82_680), ("just now", 0), ("5 min", 300),
    ],
)  # fmt: skip
def test_age(text: str, seconds: int) -> None:
    found = parts("age", text)
    assert found["age_seconds"] == seconds
    assert (CAPTURED - found["moment"]).total_seconds() == seconds
    assert found["text"] == text


def test_epoch_in_seconds_and_milliseconds() -> None:
    assert (
        made("epoch", "1569591995")
        == made("epoch", "1569591995000")
        == datetime(2019, 9, 27, 13, 46, 35, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("text", "value"), [("Yes", True), ("oui", True), ("NO", False), ("non", False), ("1", True)]
)
def test_flag(text: str, value: bool) -> None:
    assert made("flag", text) is value


def test_list() -> None:
    assert made("list", "a, b ;\n c d\n") == ["a", "b", "c d"]


BLOCK = (
    "-----BEGIN PGP PUBLIC KEY BLOCK-----\nVersion: GnuPG v2\n\n"
    + "A" * 64
    + "\n"
    + "B" * 64
    + "\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----"
)


@pytest.mark.parametrize(
    "shown",
    [BLOCK, f"my key:\n{BLOCK}\nbye", BLOCK.replace("\n", "\r\n"), " ".join(BLOCK.split("\n")), BLOCK.replace("\n", "\n  ")],
)  # fmt: skip
def test_a_pgp_block_gets_its_lines_back(shown: str) -> None:
    assert [line for line in made("pgp", shown).splitlines() if line] == [
        line for line in BLOCK.split("\n") if line
    ]


def test_a_pgp_block_in_one_word_is_cut_into_lines() -> None:
    flat = (
        "-----BEGIN PGP PUBLIC KEY BLOCK-----"
        + "A" * 64
        + "B" * 64
        + "=abcd-----END PGP PUBLIC KEY BLOCK-----"
    )
    assert made("pgp", flat).split("\n")[2:5] == ["A" * 64, "B" * 64, "=abcd"]


@given(st.sampled_from(sorted(TRANSFORMS)), st.text(max_size=60), st.booleans())
def test_no_text_breaks_a_transform(name: str, text: str, comma: bool) -> None:
    with contextlib.suppress(ValueError, ArithmeticError):
        made(name, text, comma)


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_come_back_with_and_without_groups(value: int) -> None:
    assert made("integer", f"{value:,}") == made("integer", str(value)) == value


@given(st.decimals(0, 10**9, places=8, allow_nan=False))
def test_amounts_come_back(value: Decimal) -> None:
    assert parts("money", f"{value:,.8f} BTC")["amount"] == value
    assert parts("money", f"${value:,.8f}")["amount"] == value
