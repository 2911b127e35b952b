"""What CREATE TABLE and ALTER TABLE say, against a general SQL parser where that one understands them."""

from __future__ import annotations

import re

import pytest
import sqlglot
from sqlglot import exp

from filature.sources.databases.ddl import Definition, alter_table, create_table
from filature.sources.databases.grammar import grammar, plain_name
from tests.databases import shop
from tests.databases.loading import statements
from tests.databases.shapes import FLAGS, FORUM, PROFILES

_DIALECTS = {"mysql": "mysql", "postgres": "postgres", "sqlite_dump": "sqlite"}


def told(statement: bytes, kind: str) -> Definition:
    """What our reading says of a CREATE TABLE."""
    definition = create_table(statement, grammar(kind, kind == "mysql"), bytes.decode)
    assert definition is not None
    return definition


@pytest.mark.parametrize("kind", ["mysql", "postgres"])
def test_it_agrees_with_a_general_parser(kind: str) -> None:
    """Tables, columns, keys and references of all shops of these tests."""
    text = statements(shop.tables(), kind) + (FLAGS + FORUM + PROFILES if kind == "mysql" else "")
    found = re.findall(r"^CREATE TABLE .*?;$", text, re.MULTILINE | re.DOTALL)
    assert len(found) == (11 + 6 + 7 + 4 if kind == "mysql" else 11)
    for statement in found:
        mine = told(statement.encode(), kind)
        tree = sqlglot.parse_one(statement, dialect=_DIALECTS[kind])
        assert isinstance(tree, exp.Create)
        columns = [c for c in tree.find_all(exp.ColumnDef) if c.parent is tree.this]
        assert [c.name for c in mine.columns] == [c.name for c in columns]
        assert [c.type.split("(")[0].split()[0] for c in mine.columns] == [
            _type_name(c, statement) for c in columns
        ]
        keys = [k.expressions[0].name for k in tree.find_all(exp.PrimaryKey)]
        keys += [c.name for c in columns if c.find(exp.PrimaryKeyColumnConstraint)]
        assert mine.key == (keys[0] if keys else "")
        foreign = [
            (k.expressions[0].name, k.args["reference"].this.this.name) for k in tree.find_all(exp.ForeignKey)
        ]
        assert [(c, plain_name(t, False).decode()) for c, t, _ in mine.foreign_keys] == foreign


def _type_name(column: exp.ColumnDef, statement: str) -> str:
    """The first word of the type as it stands in the statement: the parser gives its own names to some."""
    found = re.search(rf"[(,\s][\"`]?{re.escape(column.name)}[\"`]?\s+([A-Za-z]+)", statement)
    assert found
    return found[1].lower()


def test_statements_that_the_general_parser_gives_up() -> None:
    """Partitions and geometry, as MariaDB dumps them: the reason why the columns are read here."""
    statement = (
        b"CREATE TABLE `p` (\n  `id` bigint(20) DEFAULT NULL,\n  `at` point DEFAULT NULL,\n"
        b"  `g` varchar(9) GENERATED ALWAYS AS (concat(`id`,')')) VIRTUAL,\n"
        b"  `meta` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`meta`)),\n"
        b"  UNIQUE KEY `u` (`id`,`g`(3)) USING BTREE,\n  FULLTEXT KEY `f` (`g`),\n  SPATIAL KEY `s` (`at`),\n"
        b"  PERIOD FOR SYSTEM_TIME (`a`, `b`)\n) ENGINE=InnoDB\n PARTITION BY HASH (`id`)\nPARTITIONS 2"
    )
    columns = [(c.name, c.type, c.form("mysql")) for c in told(statement, "mysql").columns]
    assert columns == [
        ("id", "bigint(20)", "text"), ("at", "point", "binary"), ("g", "varchar(9)", "text"), ("meta", "longtext", "text"),
    ]  # fmt: skip


def test_names_and_keys_in_all_quotes() -> None:
    """Quotes of each dialect, keys beside the column, names that are words of SQL, keys of several columns."""
    mine = told(
        b'CREATE TABLE IF NOT EXISTS "a ""b".c (key text PRIMARY KEY, "x,y" int REFERENCES t, z int REFERENCES "T t"(u) ON DELETE CASCADE,'
        b" exclude bool, CONSTRAINT k FOREIGN KEY (z, key) REFERENCES o (a, b), CHECK (z > 0), FOREIGN KEY (exclude) REFERENCES s.v)",
        "postgres",
    )
    assert (mine.table, mine.key) == (b'"a ""b".c', "key")
    assert [c.name for c in mine.columns] == ["key", "x,y", "z", "exclude"]
    assert mine.foreign_keys == [("x,y", b"t", ""), ("z", b'"T t"', "u"), ("exclude", b"s.v", "")]
    assert told(b"CREATE TABLE [a] ([b c] int, `d``e` text)", "sqlite_dump").columns[1].name == "d`e"
    assert told(b'CREATE TABLE T (Ab int, "Cd" int)', "postgres").columns[0].name == "ab"


def test_what_a_comment_says_is_no_key() -> None:
    """Words in quotes and comments are not statements."""
    mine = told(
        b"CREATE TABLE t (a int COMMENT 'REFERENCES x (y), PRIMARY KEY', b int -- REFERENCES z\n, c enum('PRIMARY KEY','x') /* REFERENCES q */)",
        "mysql",
    )
    assert ([c.name for c in mine.columns], mine.key, mine.foreign_keys) == (["a", "b", "c"], "", [])


def test_alter_table() -> None:
    """Keys that are added later, several in one statement; all other changes say nothing."""
    rules = grammar("mysql", True)
    added = alter_table(
        b"ALTER TABLE `o` ADD PRIMARY KEY (`id`), ADD KEY `b` (`b`), ADD CONSTRAINT `c` FOREIGN KEY (`b`) REFERENCES `u` (`id`)",
        rules,
        bytes.decode,
    )
    assert added == Definition(b"`o`", [], "id", [("b", b"`u`", "id")])
    assert alter_table(b"ALTER TABLE `o` MODIFY `id` int AUTO_INCREMENT", rules, bytes.decode) == Definition(
        b"`o`"
    )
    assert create_table(b"CREATE TABLE a AS SELECT 1", rules, bytes.decode) is None
