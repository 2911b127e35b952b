"""NUL and bytes that are no text: in pages, tables, dumps, records and names; read as far as can be, and said."""

from __future__ import annotations

import os

import pytest

from tests.zoo.keeper import Keeper, Ran

UTF8 = b'<html><meta charset="utf-8">'
ANIMALS: dict[str, bytes] = {
    "nul.html": UTF8 + b"<title>one\x00two</title><p>a\x00b</p>",
    "invalid.html": UTF8 + b"<title>valid \xc3\xa9, not \xff\xc3</title><p>x</p>",
    "nul.csv": b"vendor,title,price\na,thing\x00s,1\nb,whole,2\n",
    "invalid.csv": "vendor,title,price\nzo\u00e9,\u00e9t\u00e9,3\n".encode() * 1 + b"b,caf\xff,4\n",
    "invalid.jsonl": b'{"vendor": "a", "title": "caf\xff"}\n{"vendor": "b", "title": "\\ud800"}\n',
    "nul.sql": b"CREATE TABLE `t` (`id` int, `a` text);\nINSERT INTO `t` VALUES (1,'a\x00b'),(2,'\xff\xfe');\n",
    "zeros.html": bytes(100_000),
    "noise.csv": bytes(range(256)) * 40,
}
NAMES = {
    b"caf\xe9.html": "caf\\xe9.html",
    b"\xff\xfe.html": "\\xff\\xfe.html",
    b"tab\there.html": "tab\\there.html",
}


@pytest.fixture(scope="module")
def added(house: Keeper) -> Ran:
    house.put(ANIMALS)
    for number, name in enumerate(NAMES):
        path = os.fsencode(house.given) + b"/" + name
        with open(path, "wb") as sink:  # noqa: PTH123 - a name that is no text
            sink.write(UTF8 + b"<p>named %d</p>" % number)
    return house.add()


@pytest.fixture(scope="module")
def built(house: Keeper, added: Ran) -> Ran:
    return house.run("build", house.case)


def test_x(house: Keeper, built: Ran, added: Ran) -> None:
    import sys

    sys.stdout.write(f"{added.code} {added.document}\n{built.code} {built.err}\n")
    for q in (
        "select source_path, reason, detail, rows, place, raw from rejection order by all",
        "select source_path, title, text from page join capture using (capture_id) order by all",
        "select handle, title from offer_observation order by all",
        "select table_name from information_schema.tables where table_name like 'raw%' or table_name like '%seized%'",
    ):
        for r in house.query(q):
            sys.stdout.write(f"{ascii(r)}\n")
    assert 0
