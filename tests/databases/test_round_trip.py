"""Whatever text and bytes go into a real server come out of its dump exactly, in each form that its program writes."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from filature.sources.databases.binary import binary_text
from tests.databases.loading import mysql_literal, postgres_literal
from tests.databases.reads import Read, read
from tests.databases.servers import MariaDB, PostgreSQL

_PIECES = (
    "'", "''", "\\", "\\\\", "\\'", '"', "`", "\n", "\r\n", "\t", "\\n", "\\N", "\\.", "\n\\.\n", ");", "),(", "--", "-- x\n",
    "/*", "*/", "#", ";", ";\nINSERT INTO t VALUES (1);\n", "$$", "$a$", "NULL", "0x41", "E'", "x'", "\x01", "\x1a", "\x7f",
    "\u0085", "\u2028",
    "\ufeff", "\ufffd", "\uffff", "é", "œ", "€", "漢字", "😀", "\U0010ffff", " ", "", "a", "%", "_", "{", "}", ",", "(",
)  # fmt: skip
_LATIN = (*(p for p in _PIECES if p.isascii()), "é", "œ", "€", "ÿ", "Ž")
Texts = list[tuple[str | None, str | None, bytes | None]]


def nasty(rng: random.Random, pieces: tuple[str, ...] = _PIECES) -> str | None:
    """A text that is hard to quote, an ordinary one, any characters at all, or none."""
    kind = rng.randrange(10)
    if kind == 0:
        return None
    if kind == 1 and pieces is _PIECES:
        points = (rng.randrange(1, 0x110000) for _ in range(rng.randrange(40)))
        return "".join(chr(p) for p in points if not 0xD800 <= p < 0xE000)
    if kind == 2:
        return str(rng.randrange(10**9))
    return "".join(rng.choice(pieces) for _ in range(rng.randrange(12)))


def batch(seed: int, pieces: tuple[str, ...] = _PIECES) -> Texts:
    """Seeded rows: two texts and some bytes each."""
    rng = random.Random(seed)
    made: Texts = []
    for _ in range(700):
        data = bytes(rng.choice((rng.randrange(256), 39, 92, 10, 0, 65)) for _ in range(rng.randrange(20)))
        made.append((nasty(rng, pieces), nasty(rng, pieces), rng.choice((data, None, b"", b"text"))))
    return made


def check(found: Read, table: str, rows: Texts) -> None:
    """The raw table holds the rows as they were put in; PostgreSQL does not keep their order."""
    in_file = pq.read_table(found.out / table / "job.parquet").to_pylist()
    assert [r["_row"] for r in in_file] == list(range(1, len(rows) + 1))
    read_rows = sorted(in_file, key=lambda r: int(r["id"]))
    wanted = [(a, b, None if c is None else binary_text(c)) for a, b, c in rows]
    assert [(r["a"], r["b'\"`;("], r["c"]) for r in read_rows] == wanted
    assert (found.tally.rows_out, found.tally.rejected) == (len(rows), 0)


def test_the_rule_for_bytes() -> None:
    """Text where it is UTF-8 without control characters but for line ends and tabs; else hexadecimal digits."""
    cases = {b"": "", b"abc": "abc", "é\t\r\n😀".encode(): "é\t\r\n😀", b"\x00": "0x00", b"a\x1b": "0x611b", b"\x7f": "0x7f",
             b"\xe9": "0xe9", b"\xed\xa0\x80": "0xeda080"}  # fmt: skip
    assert {value: binary_text(value) for value in cases} == cases


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    "options", [(), ("--skip-extended-insert",), ("--hex-blob", "--complete-insert"), ("--tz-utc", "--quick")]
)
def test_mariadb(mariadb_server: MariaDB, tmp_path: Path, seed: int, options: tuple[str, ...]) -> None:
    """utf8mb4 text and blobs."""
    rows, name = batch(seed), f"trip{seed}"
    values = ",".join(f"({i},{','.join(map(mysql_literal, row))})" for i, row in enumerate(rows))
    mariadb_server.sql(
        f"create or replace database {name} character set utf8mb4; use {name};"
        "create table `we'ird \"t` (id int primary key, a longtext, `b'\"``;(` text, c longblob);"
        f"insert into `we'ird \"t` values {values};"
    )
    check(read(mariadb_server.dump(name, *options), tmp_path), f"raw_{name}_we_ird_t", rows)


def test_mariadb_in_latin1(mariadb_server: MariaDB, tmp_path: Path) -> None:
    """A dump in MySQL's latin1, which is cp1252, with raw bytes of blobs among its text."""
    rows = batch(3, _LATIN)
    values = ",".join(f"({i},{','.join(map(mysql_literal, row))})" for i, row in enumerate(rows))
    mariadb_server.sql(
        "create or replace database trip_latin character set latin1; use trip_latin;"
        f"create table t (id int primary key, a longtext, `b'\"``;(` text, c longblob); insert into t values {values};"
    )
    dump = mariadb_server.dump("trip_latin", "--default-character-set=latin1")
    assert b"\xe9" in dump and b"\xc3\xa9" not in dump
    check(read(dump, tmp_path), "raw_trip_latin_t", rows)


@pytest.mark.parametrize("seed", [4, 5])
@pytest.mark.parametrize("options", [(), ("--inserts",), ("--column-inserts", "--rows-per-insert=50")])
def test_postgresql(
    postgresql_server: PostgreSQL, tmp_path: Path, seed: int, options: tuple[str, ...]
) -> None:
    """Text and bytea, over COPY and inserts, with a name that must be quoted."""
    rows, name = batch(seed), f"trip{seed}"
    values = ",".join(f"({i},{','.join(map(postgres_literal, row))})" for i, row in enumerate(rows))
    postgresql_server.sql(f"drop database if exists {name}")
    postgresql_server.sql(f"create database {name}")
    postgresql_server.sql(
        'create schema "Sch.ema"; set search_path = "Sch.ema";'
        'create table "We\'ird"" t" (id int primary key, a text, "b\'""`;(" text, c bytea);'
        f'insert into "We\'ird"" t" values {values};',
        name,
    )
    check(read(postgresql_server.dump(name, *options), tmp_path, "x.sql"), "raw_x_sch_ema_we_ird_t", rows)


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le", "UTF-16be"])
def test_sqlite(tmp_path: Path, encoding: str) -> None:
    """The same rows from an SQLite file. In UTF-16 SQLite itself keeps no U+FFFE and U+FFFF, so none is put in."""
    rows = batch(6)
    if encoding != "UTF-8":
        lost = str.maketrans("\ufffe\uffff", "xx")
        rows = [(a and a.translate(lost), b and b.translate(lost), c) for a, b, c in rows]
    connection = sqlite3.connect(tmp_path / "x.db")
    connection.execute(f"pragma encoding = '{encoding}'")
    connection.execute('create table t (id integer primary key, a text, "b\'""`;(" text, c blob)')
    connection.executemany('insert into t (a, "b\'""`;(", c) values (?, ?, ?)', rows)
    connection.commit()
    connection.close()
    check(read(tmp_path / "x.db", tmp_path, "x.db"), "raw_x_t", rows)
