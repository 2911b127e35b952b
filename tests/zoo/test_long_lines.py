"""Lines without end: as a page, a table, records and a dump; bounded memory, and nothing lost in silence."""

from __future__ import annotations

import json

import pytest

from tests.zoo.keeper import Keeper

MEGABYTE = 1_000_000


def animals(size: int) -> dict[str, bytes]:
    """Each a single line of so many megabytes."""
    line = b"x" * (size * MEGABYTE)
    return {
        "page.html": b"<html><title>long</title><p>" + line,
        "cell.csv": b"vendor,title,price\na,thing,1\nb," + line + b",2\nc,thing,3\n",
        "record.jsonl": b'{"vendor": "a", "title": "thing"}\n{"vendor": "b", "title": "'
        + line
        + b'"}\n{"vendor": "c", "title": "t"}\n',
        "row.sql": b"CREATE TABLE `t` (`id` int, `a` text);\nINSERT INTO `t` VALUES (1,'a'),(2,'"
        + line
        + b"'),(3,'c');\n",
    }


CELL = ("given/cell.csv", "line_too_long", "over 4,194,304 characters", 1, "line 3")
RECORD = ("given/record.jsonl", "line_too_long", "over 4,194,304 characters", 1, "line 2")
CUT = ("given/page.html", "page_cut", "page: 1 on this page", 0, "page")
TOO_LARGE = ("given/page.html", "too_large", "more than 64 MiB: kept as evidence, not read as a page", 1, "")
# The row before it is read. What follows is not, since a quote might never end; it is said how much that is.
IN_A_DUMP = (
    ("given/row.sql", "row_too_long", "a row is longer than 67108864 bytes, or a quote in it is not closed", 1, "byte 70"),
    ("given/row.sql", "not_read", "200000016 bytes were not read: there is no safe place to go on", 0, "byte 70"),
)  # fmt: skip


def tables_with_long_lines(house: Keeper, size: int, memory: int, *expected: tuple[object, ...]) -> None:
    house.put(animals(size))
    ran = house.add(memory=memory)
    assert (ran.code, ran.document["refused"]) == (0, 0)
    built = house.run("build", house.case, memory=memory)
    assert (built.code, built.err) == (0, "")
    found = house.query(
        "select source_path, reason, detail, rows, place from rejection order by source_path, reason desc"
    )
    assert [tuple(row.values()) for row in found] == list(expected)
    offers = house.query("select title from offer_observation order by title")
    assert [o["title"] for o in offers] == ["t", "thing", "thing", "thing"]
    house.is_well()


def test_long_lines(house: Keeper) -> None:
    tables_with_long_lines(house, 20, 700, CELL, CUT, RECORD)


@pytest.mark.slow
def test_lines_of_200_megabytes(keeper: Keeper) -> None:
    tables_with_long_lines(keeper, 200, 2_000, CELL, TOO_LARGE, RECORD, *IN_A_DUMP)


def test_a_page_of_200_megabytes_in_one_line(keeper: Keeper) -> None:
    keeper.put({"page.html": animals(200)["page.html"]})
    assert keeper.add().code == 0
    built = keeper.run("build", keeper.case)
    assert (built.code, built.err) == (0, "")
    words = "more than 64 MiB: kept as evidence, not read as a page"
    assert keeper.query("select reason, detail from rejection") == [{"reason": "too_large", "detail": words}]
    assert keeper.captures()["given/page.html"]["size"] > 200 * MEGABYTE
    keeper.is_well()


def test_a_document_in_one_line_is_no_attack(keeper: Keeper) -> None:
    """Programs write JSON without line ends."""
    rows = [{"vendor": "a", "title": f"thing {n}", "description": "d" * 1_000} for n in range(5_000)]
    keeper.put({"offers.json": json.dumps(rows).encode()})
    assert keeper.add(memory=700).code == 0
    assert keeper.run("build", keeper.case, memory=700).code == 0
    assert keeper.query("select count(*) as n from offer_observation") == [{"n": 5_000}]
    assert keeper.query("select reason from rejection") == []
