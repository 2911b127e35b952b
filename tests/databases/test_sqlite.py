"""SQLite files: read as they lie, whole or broken, and nothing of them is carried out."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from filature.errors import Malformed
from filature.sources.databases import sqlite_guard
from filature.sources.databases.sqlite import read_sqlite
from tests.databases.collecting import Collect
from tests.databases.reads import read


def make(path: Path, script: str, *pragmas: str) -> Path:
    """A file made by a script."""
    connection = sqlite3.connect(path)
    for pragma in pragmas:
        connection.execute(f"pragma {pragma}")
    connection.executescript(script)
    connection.commit()
    connection.close()
    return path


def reading(path: Path) -> Collect:
    """What the reader gives."""
    sink = Collect()
    sink.database = read_sqlite(path, sink)
    return sink


def test_tables_of_every_kind(tmp_path: Path) -> None:
    """Types, computed columns, tables without row ids, foreign keys, SQLite's own tables."""
    path = make(
        tmp_path / "a.db",
        """
        create table "a'b" (id integer primary key autoincrement, t text, r real, b blob,
            v text as (t || 'x') virtual, s text as (t || 'y') stored);
        create table w (k text primary key, a references "a'b", b references "a'b" (t)) without rowid;
        insert into "a'b" (t, r, b) values ('é', 1.5, x'00ff'), (null, 1e300, x'6162'), ('', -0.5, null),
            (cast(x'e9e8' as text), 9, cast(x'ff00' as text));
        insert into w values ('z', 1, null), ('a', null, 'é');
        create index i on w (a); create view vue as select * from w;
        create trigger tr after insert on w begin delete from w; end;
        create virtual table suche using fts5(x);
        """,
    )
    found = reading(path)
    assert found.tables["a'b"] == [
        ("1", "é", "1.5", "0x00ff", "éy"),
        ("2", None, "1e+300", "ab", None),
        ("3", "", "-0.5", None, "y"),
        ("4", "éè", "9.0", "0xff00", "éèy"),
    ]
    assert found.tables["w"] == [("a", None, "é"), ("z", "1", None)]
    assert found.tables["sqlite_sequence"] == [("a'b", "4")]
    assert "suche" not in found.database.tables and "vue" not in found.database.tables
    w = found.database.tables["w"]
    assert sorted((k.column, k.table, k.references) for k in w.foreign_keys) == [
        ("a", "a'b", ""),
        ("b", "a'b", "t"),
    ]
    assert (w.key, found.rejects) == ("k", [])
    assert {(reason, detail) for reason, detail, _ in found.remarks} == {
        ("not_evaluated", "a'b: computed columns are not evaluated: v"),
        ("virtual_table", "suche is a virtual table: it is not evaluated"),
        ("text_not_in_charset", "a'b: 3 values are not UTF-8 and were read as cp1252, or stand as 0x"),
    }


def test_a_long_blob_is_cut_and_said_to_be(tmp_path: Path) -> None:
    """64 kB of its bytes stand, with its size."""
    path = make(
        tmp_path / "a.db",
        "create table t (b blob); insert into t values (zeroblob(70000)), (zeroblob(65536));",
    )
    found = reading(path)
    assert found.tables["t"] == [("0x" + "00" * 65_536 + "… (70000 bytes)",), ("0x" + "00" * 65_536,)]
    assert [(reason, detail[:12]) for reason, detail, _ in found.remarks] == [("binary_cut", "t: 1 values ")]


def test_nothing_but_reading_is_allowed(tmp_path: Path) -> None:
    """On a connection that is guarded no function runs, nothing is attached, nothing is written."""
    path = make(tmp_path / "a.db", "create table t (a); insert into t values (1);")
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    sqlite_guard.harden(connection)
    for statement in ("select upper('a')", "attach ':memory:' as x", "insert into t values (2)", "create table u (a)",
                      "select load_extension('x')", "delete from t", "create temp table u (a)"):  # fmt: skip
        with pytest.raises(sqlite3.Error):
            connection.execute(statement)
    assert connection.execute("select a from t").fetchall() == [(1,)]
    connection.close()


def _big(path: Path) -> Path:
    rows = ", ".join(f"({n}, 'text {n} {'x' * 50}')" for n in range(1, 3_001))
    return make(path, f"create table t (id integer primary key, a text); insert into t values {rows}; create table u (a);"
                      "insert into u values ('seen');", "page_size = 512")  # fmt: skip


def test_a_file_that_is_cut_gives_what_is_left(tmp_path: Path) -> None:
    """The rows before the cut, a remark on the size, and a rejection for each table that ends in it."""
    whole = _big(tmp_path / "a.db").read_bytes()
    seen = []
    for part in (0.3, 0.6, 0.9):
        cut = tmp_path / f"{part}.db"
        cut.write_bytes(whole[: int(len(whole) * part)])
        found = reading(cut)
        rows = found.tables.get("t", [])
        assert rows == [(str(n), f"text {n} {'x' * 50}") for n in range(1, len(rows) + 1)]
        assert "sqlite_cut" in [reason for reason, _, _ in found.remarks]
        assert ("table t", "sqlite_corrupt") in [(r.place, r.reason) for r in found.rejects]
        seen.append(len(rows))
    assert 0 < seen[0] < seen[1] < seen[2] < 3_000
    (tmp_path / "head.db").write_bytes(whole[:60])
    with pytest.raises(Malformed, match="sqlite_unreadable"):
        reading(tmp_path / "head.db")


def test_damage_anywhere_ends_in_rows_and_rejections(tmp_path: Path) -> None:
    """Random bytes over random pages: never more than was there, never an error that a person cannot read."""
    whole = _big(tmp_path / "a.db").read_bytes()
    rng = random.Random(1)
    for number in range(60):
        data = bytearray(whole)
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(100, len(data) - 64)
            data[at : at + 64] = rng.randbytes(64)
        broken = tmp_path / f"{number}.db"
        broken.write_bytes(bytes(data))
        try:
            found = reading(broken)
        except Malformed as error:
            assert error.reason == "sqlite_unreadable"
            continue
        assert len(found.tables.get("t", [])) <= 3_100
        assert {r.reason for r in found.rejects} <= {"sqlite_corrupt"}


def test_pages_that_lead_to_the_same_rows_over_and_over_end(tmp_path: Path) -> None:
    """A small file whose branches all lead to one leaf would give rows by the million: no file holds more than its size."""
    path = _big(tmp_path / "a.db")
    connection = sqlite3.connect(path)
    (root,) = connection.execute("select rootpage from sqlite_master where name = 't'").fetchone()
    connection.close()
    data = bytearray(path.read_bytes())
    pages = range(2, len(data) // 512 + 1)
    inner = [n for n in pages if data[(n - 1) * 512] == 5 and n != root]
    leaf = next(n for n in pages if data[(n - 1) * 512] == 13)
    for page, child in ((root, inner[0]), (inner[0], inner[1]), (inner[1], inner[2]), (inner[2], leaf)):
        _lead_all_to(data, (page - 1) * 512, child)
    (tmp_path / "b.db").write_bytes(bytes(data))
    found = reading(tmp_path / "b.db")
    assert 3_000 < len(found.tables["t"]) < 100_000
    assert [(r.place, r.detail[:50]) for r in found.rejects] == [
        ("table t", "reading stopped: more rows than a file of this siz")
    ]
    assert found.tables["u"] == [("seen",)]


def _lead_all_to(data: bytearray, start: int, child: int) -> None:
    """Have all branches of the inner page at ``start`` lead to the page ``child``."""
    data[start + 8 : start + 12] = child.to_bytes(4, "big")
    for cell in range(int.from_bytes(data[start + 3 : start + 5], "big")):
        at = start + int.from_bytes(data[start + 12 + 2 * cell : start + 14 + 2 * cell], "big")
        data[at : at + 4] = child.to_bytes(4, "big")


def test_changes_beside_the_file_are_remarked_upon(tmp_path: Path) -> None:
    """A file in WAL mode may lack its last changes."""
    path = make(tmp_path / "a.db", "create table t (a); insert into t values (1);", "journal_mode = wal")
    assert [reason for reason, _, _ in reading(path).remarks] == ["sqlite_wal"]


def test_a_packed_file_is_unpacked_first(tmp_path: Path) -> None:
    """SQLite moves about in its file, so a packed one is written out; one that is cut gives what is left of it."""
    import gzip

    whole = gzip.compress(_big(tmp_path / "a.db").read_bytes())
    assert read(whole, tmp_path / "one", "x.db.gz").tally.rows_out == 3_001
    found = read(whole[: len(whole) // 2], tmp_path / "two", "x.db.gz")
    assert 0 < found.tally.rows_out < 3_000
    assert {"packed_data_cut", "sqlite_cut", "sqlite_corrupt"} <= {reason for reason, _ in found.reasons()}
