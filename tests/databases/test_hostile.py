"""Material made to break a reader: it takes bounded time and memory, and its names do no harm."""

from __future__ import annotations

import gzip
import resource
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from filature.errors import Malformed
from filature.reading.seized.naming import raw_columns, raw_tables, slug
from filature.sources.databases import copies, inserts, packing
from filature.sources.databases.sniff import looks_like_database
from tests.databases.collecting import collect
from tests.databases.reads import read

MB = 1 << 20
PATIENCE = 15.0


@pytest.mark.parametrize(
    "data",
    [
        b"INSERT INTO t VALUES (" + b"(" * (MB // 4),
        b"INSERT INTO t VALUES (" + b"f(" * 60_000 + b")" * 60_000 + b");",
        b"INSERT INTO t VALUES ('" + b"\\'" * (MB // 4),
        b"INSERT INTO t VALUES (" + b"'',''" * 80_000,
        b"INSERT INTO t VALUES " + b"(1),(2,3)," * 20_000,
        b"INSERT INTO t VALUES (1)" + b";" * (MB // 4),
        b"INSERT INTO t VALUES " + b'("a"),' * 20_000 + b"(1);",
        b"CREATE TABLE t (" + b"(" * (MB // 4),
        b"CREATE TABLE t (" + b"a int," * 60_000 + b"b int);",
        b"/*" * (MB // 4),
        b"-- x\n" * 80_000,
        b"'" * (MB // 4),
        b"DELIMITER ;;\n" + b"x;;" * 80_000,
        b"\\" * (MB // 4),
        b"SET NAMES " * 60_000,
        b"INSERT " * 60_000,
        b"INSERT INTO t (" + b"a," * 80_000 + b"a) VALUES (1);",
        b"COPY t (a) FROM stdin;\n" + b"\t\n" * 60_000,
        b"CREATE FUNCTION f() BEGIN ATOMIC " + b"select 1;" * 20_000,
        b"$a$" * 200_000,
        b"\x00" * (MB // 4),
        bytes(range(256)) * 1024,
    ],
    ids=lambda d: d[:34].decode("latin-1"),
)
@pytest.mark.parametrize("kind", ["mysql", "postgres", "sqlite_dump"])
def test_time_is_linear(data: bytes, kind: str) -> None:
    """A quarter of a megabyte of each trap is done in seconds, with what can be read and no error."""
    before = time.monotonic()
    collect(data, kind)
    assert time.monotonic() - before < PATIENCE


def test_a_row_beyond_all_measure_is_rejected_and_the_next_ones_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A row that is longer than the limit, between two others."""
    for module in (inserts, copies):
        monkeypatch.setattr(module, "ROW_LIMIT", MB)
    long = b"x" * (20 * MB)
    found = collect(
        b"INSERT INTO t VALUES (1);\nINSERT INTO t VALUES ('" + long + b"');\nINSERT INTO t VALUES (3);\n"
    )
    assert found.tables == {"t": [("1",), ("3",)]}
    assert [(r.reason, r.place) for r in found.rejects] == [("row_too_long", "byte 47")]
    found = collect(b"COPY t (a) FROM stdin;\n1\n" + long + b"\n3\n\\.\n", "postgres")
    assert (found.tables, [(r.reason, r.place) for r in found.rejects]) == (
        {"t": [("1",), ("3",)]},
        [("row_too_long", "byte 25")],
    )


def test_memory_stays_flat(tmp_path: Path) -> None:
    """200 MB on a single line, packed to a few: read in a bounded amount of memory."""
    row = b"(%d,'" + b"abcdefghij" * 40 + b"',NULL),"
    with gzip.open(tmp_path / "a.sql.gz", "wb", 1) as sink:
        sink.write(b"CREATE TABLE t (id int, a text, b text);\nINSERT INTO t VALUES ")
        for start in range(0, 480_000, 4_000):
            sink.write(b"".join(row % n for n in range(start, start + 4_000)))
        sink.write(b"(480000,'end',NULL);\n")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = read(tmp_path / "a.sql.gz", tmp_path, "a.sql.gz")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert found.tally.rows_out == 480_001
    assert grown < 400, f"{grown} MB"
    table = pq.read_table(found.out / "raw_a_t" / "job.parquet", columns=["_row", "id"])
    assert table["id"].to_pylist() == [str(n) for n in range(480_001)]


def test_a_bomb_is_left_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A packed file that grows without end is read as far as dumps grow."""
    monkeypatch.setattr(packing, "BOMB_SIZE", 8 * MB)
    (tmp_path / "b.gz").write_bytes(gzip.compress(b"INSERT INTO t VALUES (1);\n" + b" " * (64 * MB)))
    found = read(tmp_path / "b.gz", tmp_path, "b.sql.gz")
    assert (found.tally.rows_out, [r for r, _ in found.reasons()]) == (1, ["expands_too_much"])


def test_rows_of_many_tables_in_turn(tmp_path: Path) -> None:
    """Each row of another table than the one before: all arrive, in order."""
    lines = [f"INSERT INTO t{n % 50} VALUES ({n},'x');\n" for n in range(5_000)]
    found = read("".join(lines).encode(), tmp_path, "x.sql")
    assert found.tally.rows_out == 5_000
    assert [r["column1"] for r in found.rows("raw_x_t7")] == [str(n) for n in range(7, 5_000, 50)]


def test_columns_that_come_late_are_in_one_file(tmp_path: Path) -> None:
    """The parts of a table whose columns grew, and of one that was put aside for others, are joined."""
    text = "INSERT INTO t (a) VALUES (1);\n" + "".join(f"INSERT INTO u{n} VALUES (0);\n" for n in range(40))
    found = read((text + "INSERT INTO t (b, a) VALUES (2, 3);\n").encode(), tmp_path, "x.sql")
    assert found.rows("raw_x_t") == [{"_row": 1, "a": "1"}, {"_row": 2, "a": "3", "b": "2"}]
    schema = pq.read_schema(found.out / "raw_x_t" / "job.parquet")
    assert schema.names == ["capture_id", "_row", "a", "b"]


HOSTILE = [
    "../../etc/passwd",
    "a/b",
    "x" * 1_000,
    "",
    ".",
    "..",
    "raw",
    "é",
    "E",
    "e",
    "'; drop table x; --",
    "\x00",
    "漢字",
    "имя",
    "a b",
    "A-B",
]


def test_hostile_names_are_safe_and_told_apart(tmp_path: Path) -> None:
    """Paths hold letters, digits and `_` alone; names that become the same get a digest of the name."""
    names = raw_tables("../Sho p", HOSTILE)
    assert len(set(names.values())) == len(HOSTILE)
    assert all(
        set(n) <= set("abcdefghijklmnopqrstuvwxyz0123456789_") and len(n) < 110 for n in names.values()
    )
    assert (names["a/b"], names["e"][:13], names["é"]) == (
        "raw_sho_p_a_b",
        "raw_sho_p_e_b"[:12] + names["e"][12:13],
        "raw_sho_p_e",
    )
    assert (slug("Shop 1"), slug("été")) == ("shop_1", "ete")
    columns = raw_columns(["a", "A", "capture_id", "_ROW", "x" * 300, "\x00", ""])
    assert columns[:4] == ["a", "A_2", "capture_id_2", "_ROW_2"]
    assert (len(columns[4]), columns[5:]) == (200, ["\ufffd", "column"])


def test_a_dump_full_of_hostile_names(tmp_path: Path) -> None:
    """Every name arrives: in the index as it is, on disk as a safe one; nothing is written elsewhere."""
    text = "".join(
        f"INSERT INTO `{name.replace('`', '``')}` (`{name.replace('`', '``')}`, `id`) VALUES ('v', 1);\n"
        for name in HOSTILE
        if name
    )
    found = read(text.encode(), tmp_path, "../../x.sql")
    assert [r["relation"] for r in found.rows("raw_relation")] == [n for n in HOSTILE if n]
    assert {p.parent.parent for p in tmp_path.rglob("*.parquet")} == {tmp_path / "out"}
    assert found.tally.rows_out == len(HOSTILE) - 1
    for row in found.rows("raw_relation"):
        assert pq.read_table(found.out / row["raw_table"] / "job.parquet").num_rows == 1


def test_what_is_no_database_after_all(tmp_path: Path) -> None:
    """Recognised by its name or its head, and then without a table: said in words."""
    for data in (
        b"-- MySQL dump 10\nSELECT 1;\n",
        b"",
        b"\x1f\x8b broken",
        b"SQLite format 3\x00" + b"\xff" * 200,
    ):
        with pytest.raises(Malformed) as error:
            read(data, tmp_path / str(len(data)), "x.sql")
        assert error.value.reason in ("no_tables", "packed_data_cut", "sqlite_unreadable")


@pytest.mark.parametrize(
    ("name", "head", "wanted"),
    [
        ("a.csv", b"id,name\nINSERT INTO x VALUES (1)\n", False),
        ("a.html", b"<html><pre>INSERT INTO x VALUES (1)</pre>", False),
        ("note.txt", b"Create table reservations for two", False),
        ("x.sql", b"hello\nINSERT INTO x VALUES (1)\n", True),
        ("x.sql", b"hello", False),
        ("a", b"-- foo\nSET NAMES utf8;\nINSERT INTO `a b`.`c` (`x`,`y`) VALUES (1,2)", True),
        ("a", b"\xef\xbb\xbfCREATE TABLE x (a int)", True),
        ("a", "-- MariaDB dump 10.19\n".encode("utf-16"), True),
        ("a", gzip.compress(b"-- PostgreSQL database dump\n"), True),
        ("dump.sql.bz2", b"BZh91AY&SY", True),
        ("dump.txt.bz2", b"BZh91AY&SY", False),
        ("a", b"PGDMP\x01\x0e", True),
        ("a", b"SQLite format 3\x00\x10\x00", True),
        ("a", b"COPY public.t (a, b) FROM stdin;\n", True),
        ("a", b"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", True),
        ("a", b"", False),
    ],
)
def test_recognition(name: str, head: bytes, wanted: bool) -> None:
    """By its head, whatever it is called; by its name only with a statement in its head."""
    assert looks_like_database(name, head) is wanted


def test_recognition_takes_no_time() -> None:
    """64 kB of each opening, over and over."""
    for trap in (
        b"SET ",
        b"/*",
        b"-- ",
        b"INSERT INTO a.",
        b'INSERT INTO "',
        b"CREATE TABLE ",
        b"insert into x (",
        b" ",
        b"\\x\n",
    ):
        before = time.monotonic()
        looks_like_database("x.sql", trap * (65_536 // len(trap)))
        assert time.monotonic() - before < 2, trap
