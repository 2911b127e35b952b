"""Dumps written by hand: every form in which programs and people write rows, and what stands between them."""

from __future__ import annotations

import pytest

from tests.databases.collecting import collect

_HAND_WRITTEN = r"""
-- Host: 127.0.0.1    Database: petite
# a comment of MySQL; with a ' in it
/*!40101 SET NAMES utf8mb4 */;
/* INSERT INTO `notes` VALUES (0,'not a row'); */
DROP TABLE IF EXISTS `notes`;
CREATE TABLE `notes` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT COMMENT 'a, (b) ''c''',
  `text` varchar(99) DEFAULT 'x;y',
  `data` blob,
  `bits` bit(9) DEFAULT b'0',
  PRIMARY KEY (`id`), KEY `t` (`text`(10)), CONSTRAINT `k` FOREIGN KEY (`bits`) REFERENCES `autres` (`n`) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='fin;' PARTITION BY HASH (`id`) PARTITIONS 4;
LOCK TABLES `notes` WRITE;
/*!40000 ALTER TABLE `notes` DISABLE KEYS */;
INSERT INTO `notes` VALUES
(1,'l\'été ''\"\\\n\t\0\Z\%\_\q',_binary 'a\0\xFF',b'101'),
( 2 , NULL , 0x00FF , 0x0005 ),(-3,"deux \"mots\" ""ici"" ",X'4142',NULL)
,/* between */(4,N'n',_binary 'texte','\0'),
(5, _latin1 'abc', NULL, b'1') ,(6,'a' 'b' "c", '', null);
INSERT IGNORE INTO petite.notes (`text`, `id`) VALUES ('sept', 7), (CONCAT('a,b', UPPER('(c')), 8);
REPLACE INTO `notes` (id) VALUES (9) ON DUPLICATE KEY UPDATE text = 'a;b';
INSERT INTO notes SET id = 10, text = 'ten';
INSERT INTO notes SELECT * FROM other;
INSERT INTO notes VALUES (11,'trois'),(12,'a','b',NULL,'too many'),(13,'ok',NULL,NULL);
UPDATE notes SET text = 'INSERT INTO notes VALUES (1);';
DELIMITER ;;
/*!50003 CREATE*/ /*!50003 TRIGGER t BEFORE INSERT ON notes FOR EACH ROW BEGIN
INSERT INTO notes VALUES (99,'never',NULL,NULL); END */;;
DELIMITER ;
INSERT INTO `autres` VALUES (1,'x'),(2,'y');
"""


def test_mysql_in_all_its_forms() -> None:
    """Each row is read or rejected with its byte and a reason; nothing of a trigger becomes a row."""
    found = collect(_HAND_WRITTEN.encode())
    assert found.database.name == "petite"
    assert found.tables == {
        "notes": [
            ("1", "l'été '\"\\\n\t\x00\x1a\\%\\_q", "0x6100784646", "5"),
            ("2", None, "0x00ff", "5"),
            ("-3", 'deux "mots" "ici" ', "AB", None),
            ("4", "n", "texte", "0"),
            ("5", "abc", None, "1"),
            ("6", "'a' 'b' \"c\"", "", None),
            ("sept", "7"),
            ("CONCAT('a,b', UPPER('(c'))", "8"),
            ("9",),
            ("13", "ok", None, None),
        ],
        "autres": [("1", "x"), ("2", "y")],
    }
    assert [(r.reason, r.raw[:30]) for r in found.rejects] == [
        ("insert_not_understood", "INSERT INTO notes SET id = 10,"),
        ("insert_not_understood", "INSERT INTO notes SELECT * FRO"),
        ("column_count", "(11,'trois')"),
        ("column_count", "(12,'a','b',NULL,'too many')"),
    ]
    data = _HAND_WRITTEN.encode()
    assert [data[int(r.place.split()[1]) :][: len(r.raw)].decode() for r in found.rejects] == [
        r.raw for r in found.rejects
    ]
    notes = found.database.tables["notes"]
    assert [(c.name, c.type) for c in notes.columns] == [
        ("id", "int(10) unsigned"), ("text", "varchar(99)"), ("data", "blob"), ("bits", "bit(9)"),
    ]  # fmt: skip
    assert (notes.key, [(k.column, k.table, k.references) for k in notes.foreign_keys]) == (
        "id",
        [("bits", "autres", "n")],
    )
    assert found.database.tables["autres"].names == ("column1", "column2")
    assert [(reason, detail) for reason, detail, _ in found.remarks] == [
        ("expression_kept", "notes.text: 2 values are expressions, not literals, and stand as written"),
        ("changes_not_applied", "statements that change or remove rows were not applied: 1 UPDATE"),
        ("not_evaluated", "views, triggers and functions are not evaluated: 1 TRIGGER"),
    ]


_POSTGRES = r"""
\restrict abc
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC
 SELECT 1; INSERT INTO "T" VALUES (1); END;
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $_$ begin insert into "T" values (2); return new; end $_$;
CREATE TABLE public."T" (id integer NOT NULL, key text, b bytea, "a, b" text[] DEFAULT '{}'::text[], e character varying(9));
CREATE TABLE s.t (id integer);
COPY public."T" (id, key, b, "a, b", e) FROM stdin;
1	a\\b\tc\nd\x41\101	\\x00ff	{"x","y,z"}	\N
2	\\N	\\x6162		é
3	too few
\.

INSERT INTO public."T" VALUES (4, 'it''s \n', '\x6a6b', NULL, E'a\'b\\c\n\x41\u00e9'),
  (5, $q$it's$q$, '\001a\\', ARRAY['x'], 'y'::text);
INSERT INTO s.t OVERRIDING SYSTEM VALUE VALUES (-1), ('-2'::integer);
SET standard_conforming_strings = off;
INSERT INTO s.t VALUES ('a\'b');
ALTER TABLE ONLY public."T" ADD CONSTRAINT p PRIMARY KEY (id);
ALTER TABLE ONLY s.t
    ADD CONSTRAINT q FOREIGN KEY (id) REFERENCES public."T"(id) NOT VALID;
CREATE VIEW v AS SELECT 1;
SELECT pg_catalog.setval('x', 1, true);
"""


def test_postgresql_in_all_its_forms() -> None:
    """COPY and INSERT, dollar quotes, E'…', both settings of backslashes, quoted names, schemas."""
    found = collect(_POSTGRES.encode(), "postgres")
    assert found.tables == {
        "T": [
            ("1", "a\\b\tc\ndAA", "0x00ff", '{"x","y,z"}', None),
            ("2", "\\N", "ab", "", "é"),
            ("4", "it's \\n", "jk", None, "a'b\\c\nAé"),
            ("5", "it's", "0x01615c", "ARRAY['x']", "y"),
        ],
        "s.t": [("-1",), ("-2",), ("a'b",)],
    }
    assert [(r.reason, r.raw) for r in found.rejects] == [("column_count", "3\ttoo few")]
    tables = found.database.tables
    assert [(c.name, c.type) for c in tables["T"].columns] == [
        ("id", "integer"), ("key", "text"), ("b", "bytea"), ("a, b", "text[]"), ("e", "character varying(9)"),
    ]  # fmt: skip
    keys = [(k.column, k.table, k.references) for k in tables["s.t"].foreign_keys]
    assert (tables["T"].key, keys) == ("id", [("id", "T", "id")])
    assert (
        "not_evaluated",
        "views, triggers and functions are not evaluated: 2 FUNCTION, 1 VIEW",
        "",
    ) in found.remarks


def test_a_dump_of_sqlite() -> None:
    """Backslashes are letters there, blobs are X'…', a trigger holds statements of its own."""
    found = collect(
        rb"""PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "a b" (id INTEGER PRIMARY KEY AUTOINCREMENT, t TEXT REFERENCES [c d](e), x);
INSERT INTO "a b" VALUES(1,'a\''b',X'00ff');
INSERT INTO "a b" VALUES(2,'c',1.5);
CREATE TRIGGER tr AFTER INSERT ON "a b" BEGIN INSERT INTO "a b" VALUES(9,'no',1); UPDATE x SET y = 1; END;
INSERT INTO "a b" VALUES(3,'d',NULL);
COMMIT;
""",
        "sqlite_dump",
    )
    assert found.tables == {"a b": [("1", "a\\'b", "0x00ff"), ("2", "c", "1.5"), ("3", "d", None)]}
    assert [(k.column, k.table, k.references) for k in found.database.tables["a b"].foreign_keys] == [
        ("t", "c d", "e")
    ]


def test_databases_and_schemas_are_told_apart() -> None:
    """The tables of the first database stand under their names, those of another one behind its name."""
    found = collect(
        b"CREATE DATABASE a; USE `a`; CREATE TABLE t (x int); INSERT INTO t VALUES (1);"
        b"USE b; CREATE TABLE t (x int, y int); INSERT INTO t VALUES (2, 3);"
        b"INSERT INTO a.t VALUES (4); INSERT INTO c.t VALUES (5);"
    )
    assert (found.database.name, found.tables) == (
        "a",
        {"t": [("1",), ("4",)], "b.t": [("2", "3")], "c.t": [("5",)]},
    )
    found = collect(
        b"\\connect -reuse-previous=on \"dbname='one'\"\nINSERT INTO t VALUES (1);\n"
        b"\\connect two\nINSERT INTO public.t VALUES (2);\n",
        "postgres",
    )
    assert (found.database.name, found.tables) == ("one", {"t": [("1",)], "two.t": [("2",)]})


def test_columns_that_rows_bring_along() -> None:
    """A table that nothing declares gets its columns from the rows, also later ones; names match in any case."""
    found = collect(
        b"INSERT INTO t (a) VALUES (1); INSERT INTO t (a, b) VALUES (2, 3);"
        b"CREATE TABLE u (`Id` int); INSERT INTO u (id) VALUES (4);INSERT INTO u (id, ID) VALUES (5, 6);"
    )
    assert (found.database.tables["t"].names, found.database.tables["u"].names) == (("a", "b"), ("Id",))
    assert (found.tables["t"], found.columns["u"]) == ([("1",), ("2", "3")], ("Id",))
    assert [r.reason for r in found.rejects] == ["columns_unusable"]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (
            "SET NAMES latin1; INSERT INTO t VALUES ('é€\x81');".encode("latin-1", "ignore").replace(
                b"\xe9", b"\xe9\x80"
            ),
            "é€\x81",
        ),
        ("SET NAMES utf8; INSERT INTO t VALUES ('é');".encode("latin-1"), "é"),
        (b"SET NAMES utf8; INSERT INTO t VALUES ('a\x00" + b"\xff');", "0x6100ff"),
        ("SET NAMES sjis; INSERT INTO t VALUES ('表\\'ソ');".encode("cp932"), "表'ソ"),
        ("SET NAMES gbk; INSERT INTO t VALUES ('誠\\\\');".encode("gbk"), "誠\\"),
        ("SET NAMES koi8r; INSERT INTO t VALUES ('да');".encode("koi8-r"), "да"),
        ("\ufeffINSERT INTO t VALUES ('é');".encode(), "é"),
        ("INSERT INTO t VALUES ('é😀');".encode("utf-16"), "é😀"),
    ],
)
def test_character_sets(data: bytes, wanted: str) -> None:
    """The dump's own character set, one that hides backslashes in letters, marks of byte order, and none."""
    assert collect(data, piece=3).tables == {"t": [(wanted,)]}


def test_reading_goes_on_behind_a_broken_row_of_mysql() -> None:
    """Its programs write no line end inside of a string, so a line that begins a statement is one."""
    found = collect(
        b"INSERT INTO t VALUES (1),(2 ; oops,\nINSERT INTO t VALUES (3);\n"
        b"INSERT INTO t VALUES (4,'x\\ny);\nCREATE TABLE u (a int);\nINSERT INTO t VALUES (5);\n"
    )
    assert found.tables == {"t": [("1",), ("3",), ("5",)]}
    assert [(r.reason, r.place) for r in found.rejects] == [
        ("row_malformed", "byte 25"),
        ("truncated", "byte 83"),
    ]
    assert "u" in found.database.tables


def test_nothing_is_guessed_behind_a_broken_row_of_postgresql() -> None:
    """There the text of a message may look like a statement: reading stops, and says how much it left."""
    message = (
        "INSERT INTO m VALUES (1, 'a'; b);\nINSERT INTO m VALUES (2, '\nINSERT INTO admins VALUES (3);\n');\n"
    )
    found = collect(message.encode(), "postgres")
    assert (found.tables, [r.reason for r in found.rejects]) == ({}, ["row_malformed"])
    assert [reason for reason, _, _ in found.remarks] == ["not_read"]
