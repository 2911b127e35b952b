"""Lines with coins, money, vehicles and parcels in French and English: what must be found, and what must not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from filature.selectors.finding import find
from filature.selectors.kinds import (
    bch,
    bic,
    btc,
    card,
    dash,
    doge,
    eth,
    iban,
    ltc,
    mrz,
    payment_uri,
    phone,
    plate,
    tracking,
    trx,
    txid,
    xmr,
    xpub,
    zec,
)

_MODULES = (
    *(
        bch,
        bic,
        btc,
        card,
        dash,
        doge,
        eth,
        iban,
        ltc,
        mrz,
        payment_uri,
        phone,
        plate,
        tracking,
        trx,
        txid,
        xmr,
        xpub,
        zec,
    ),
)
KINDS = {kind.name: kind for module in _MODULES for kind in module.KINDS}


def _found(text: str) -> list[tuple[str, str]]:
    """What the kinds find, without what lies inside a hit that covers it."""
    hits = [(kind, hit) for kind in KINDS.values() for hit in find(kind, text.encode())]
    covered = [(over.start, over.end, kind.covers) for kind, over in hits]
    return sorted(
        (kind.name, hit.value)
        for kind, hit in hits
        if not any(
            start <= hit.start and hit.end <= end and kind.name in names for start, end, names in covered
        )
    )


def _lines() -> list[tuple[str, list[tuple[str, str]]]]:
    with (Path(__file__).parent / "money_lines.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        (
            row["text"].replace("\\n", "\n"),
            sorted(
                (k, v) for k, _, v in (each.partition("=") for each in row["expected"].split(" | ") if each)
            ),
        )
        for row in rows
    ]


@pytest.mark.parametrize(("text", "expected"), _lines())
def test_a_line_holds_what_is_said_and_nothing_else(text: str, expected: list[tuple[str, str]]) -> None:
    assert _found(text) == expected


_CRAFTED = {
    "btc": "btc",
    "xmr": "xmr",
    "eth": "eth",
    "iban": "iban",
    "card": "card",
    "phone": "phone",
    "plate": "plate",
}


@pytest.mark.data
def test_the_crafted_lines(shared_data: Path) -> None:
    """Each of the lines of these kinds gives its value; no line gives anything else, but a second plate and a URL's."""
    path = shared_data / "selectors" / "crafted.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == 43
    for row in rows:
        kind = _CRAFTED.get(row["kind"].split("_")[0])
        expected = [(kind, row["expected"])] if kind and row["expected"] else []
        if row["kind"] == "plate_uk":
            expected.append(("plate", "M-XY 1234"))
        assert _found(row["text"].replace("\\n", "\n")) == sorted(expected), row["text"]
