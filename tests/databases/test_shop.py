"""A fictional shop with planted orders, dumped by the real programs, ends in the same linked rows each time."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from tests.databases import shop
from tests.databases.expected import Expected
from tests.databases.loading import sqlite_file, statements
from tests.databases.reads import Read, read
from tests.databases.servers import MariaDB, PostgreSQL

TABLES = shop.tables()
_MYSQL_EXTRAS = """
create view vue as select * from commandes;
delimiter //
create trigger t before insert on commandes for each row
begin insert into reglages values ('x;y', 'z'); set new.quantite = 1; end//
create procedure p() begin select 'INSERT INTO commandes VALUES (1)'; end//
delimiter ;
"""
_POSTGRES_EXTRAS = """
create view vue as select * from commandes;
create function f() returns bigint language sql begin atomic select 1; select 2; end;
create function g() returns trigger language plpgsql as $x$ begin insert into reglages values ('x;y', $$z$$); return new; end $x$;
create trigger t before insert on commandes for each row execute function g();
"""


def _plain(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {
        table: [{k: v for k, v in row.items() if v is not None} for row in found]
        for table, found in rows.items()
    }


EXPECTED = _plain(Expected(TABLES).tables())


@pytest.fixture(scope="module")
def in_mariadb(mariadb_server: MariaDB) -> MariaDB:
    """The shop in MariaDB, with a view, a trigger and a procedure."""
    mariadb_server.sql(f"create database {shop.SITE} character set utf8mb4;")
    mariadb_server.sql(statements(TABLES, "mysql") + _MYSQL_EXTRAS, shop.SITE)
    return mariadb_server


@pytest.fixture(scope="module")
def in_postgresql(postgresql_server: PostgreSQL) -> PostgreSQL:
    """The shop in PostgreSQL, with a view, functions and a trigger."""
    postgresql_server.sql(f"create database {shop.SITE}")
    postgresql_server.sql(statements(TABLES, "postgres") + _POSTGRES_EXTRAS, shop.SITE)
    return postgresql_server


def check(found: Read) -> None:
    """All linked rows are as planted, and no row was lost."""
    linked = found.linked()
    for table, rows in EXPECTED.items():
        assert linked.get(table, []) == rows, table
    assert set(linked) == set(EXPECTED)
    total = sum(len(t.rows) for t in TABLES.values())
    assert (found.tally.rows_in, found.tally.rows_out, found.tally.rejected) == (total, total, 0)
    troubles = {
        (r["reason"], r.get("raw"))
        for r in found.rows("rejection")
        if r["reason"] not in ("not_evaluated", "no_end_mark")
    }
    assert troubles == {("reference_unresolved", "99"), ("role_unknown", "observateur")}


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--skip-extended-insert",),
        ("--hex-blob",),
        ("--complete-insert", "--skip-extended-insert", "--hex-blob"),
        ("--skip-comments", "--compact"),
        ("--compatible=ansi",),
        ("--routines", "--events", "--replace"),
        ("--insert-ignore", "--net-buffer-length=4096"),
        ("--databases",),
    ],
    ids=" ".join,
)
def test_each_way_of_mariadb_dump(in_mariadb: MariaDB, tmp_path: Path, options: tuple[str, ...]) -> None:
    """Extended or single inserts, hexadecimal or escaped bytes, with column lists, without comments."""
    check(read(in_mariadb.dump(shop.SITE, *options), tmp_path))


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--inserts",),
        ("--column-inserts",),
        ("--inserts", "--rows-per-insert=7"),
        ("--create",),
        ("--no-owner", "--no-comments"),
    ],
    ids=" ".join,
)
def test_each_way_of_pg_dump(in_postgresql: PostgreSQL, tmp_path: Path, options: tuple[str, ...]) -> None:
    """COPY or inserts, with column lists, several rows to a statement."""
    check(read(in_postgresql.dump(shop.SITE, *options), tmp_path))


def test_an_sqlite_file(tmp_path: Path) -> None:
    """The same rows from a file that no program wrote out."""
    check(read(sqlite_file(TABLES, tmp_path / "shop.db"), tmp_path, "quincaillerie.sqlite"))


@pytest.mark.parametrize("kind", ["mysql", "postgres"])
def test_statements_written_by_hand(tmp_path: Path, kind: str) -> None:
    """Without any server: the statements with which the shop is loaded are a dump as well."""
    check(read(statements(TABLES, kind).encode(), tmp_path))


def test_packed_and_twice(in_mariadb: MariaDB, tmp_path: Path) -> None:
    """A packed dump gives the same files, byte for byte, at one thread and at three."""
    dump = gzip.compress(in_mariadb.dump(shop.SITE))
    one, three = read(dump, tmp_path / "one"), read(dump, tmp_path / "three", threads=3)
    check(one)
    assert one.names() == three.names()
    for table in one.names():
        assert (one.out / table / "job.parquet").read_bytes() == (
            three.out / table / "job.parquet"
        ).read_bytes(), table


def test_an_archive_of_pg_dump_is_refused_with_advice(in_postgresql: PostgreSQL, tmp_path: Path) -> None:
    """The custom format is recognised, and the way to make text of it is told."""
    from filature.errors import Malformed
    from filature.sources.databases.sniff import looks_like_database

    dump = in_postgresql.dump(shop.SITE, "--format=custom")
    assert looks_like_database("backup", dump[:65_536])
    with pytest.raises(Malformed, match=r"pg_restore -f dump\.sql"):
        read(dump, tmp_path)
