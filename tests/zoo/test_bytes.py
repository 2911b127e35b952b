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
    "invalid.csv": ("vendor,title,price\n" + "zoé,été,3\n" * 50).encode() + b"b,caf\xff,4\n",
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


def test_all_of_it_is_evidence(house: Keeper, added: Ran) -> None:
    assert (added.code, added.document["refused"]) == (0, 0)
    sizes = {path: capture["size"] for path, capture in house.captures().items()}
    assert {name: sizes[f"given/{name}"] for name in ANIMALS} == {n: len(c) for n, c in ANIMALS.items()}
    assert {f"given/{name}" for name in NAMES.values()} <= sizes.keys()
    house.is_well()


def test_pages(house: Keeper, built: Ran) -> None:
    assert (built.code, built.err) == (0, "")
    sql = "select source_path, title, text from page join capture using (capture_id) order by source_path"
    pages = {row.pop("source_path"): tuple(row.values()) for row in house.query(sql)}
    assert pages["given/invalid.html"] == ("valid é, not \ufffd\ufffd", "x")
    assert pages["given/nul.html"] == ("onetwo", "ab")
    assert [pages[f"given/{name}"] for name in NAMES.values()] == [(None, f"named {n}") for n in range(3)]


def test_tables(house: Keeper, built: Ran) -> None:
    found = house.query("select handle, title from offer_observation order by price nulls first, handle")
    assert [tuple(row.values()) for row in found] == [
        ("a", "caf\xff"),
        ("b", "?"),
        ("a", "thing\ufffds"),
        ("b", "whole"),
        *[("zoé", "été")] * 50,
        ("b", "caf\xff"),
    ]


def test_what_was_mended_is_said(house: Keeper, built: Ran) -> None:
    sql = "select source_path, reason, detail, raw from rejection order by source_path"
    said = {row.pop("source_path"): tuple(row.values()) for row in house.query(sql)}
    assert said["given/invalid.html"] == (
        "invalid_bytes",
        "page: 1 on this page",
        "2 places are not utf-8; U+FFFD stands there",
    )
    charset = "t.a: 1 values are not in the character set of the dump and were read as cp1252"
    assert said["given/nul.sql"] == ("text_not_in_charset", charset, None)
    assert said["given/noise.csv"][0] == "too_few_cells"
