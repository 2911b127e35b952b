"""CREATE TABLE and ALTER TABLE of a dump: names, types and keys, by the dialect's own lexical rules.

A general SQL parser is not asked: on what the servers themselves dump (PARTITION BY HASH, POINT columns) the one
at hand gives up on the whole statement, and a table whose columns are not known is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from filature.sources.databases.grammar import Grammar, plain_name
from filature.sources.databases.schema import MOST_COLUMNS, ColumnInfo

_CREATE = re.compile(
    rb"CREATE\s+(?:OR\s+REPLACE\s+)?(?:GLOBAL\s+|LOCAL\s+)?(?:TEMP(?:ORARY)?\s+|UNLOGGED\s+|FOREIGN\s+)?TABLE\s+"
    rb"(?:IF\s+NOT\s+EXISTS\s+)?", re.IGNORECASE)  # fmt: skip
_ALTER = re.compile(rb"ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?", re.IGNORECASE)
_NAMED = re.compile(
    rb"\s*(?:ADD\s+)?(?:CONSTRAINT\s+(?:\"[^\"]+\"|`[^`]+`|[\w$\x80-\xff]+)\s+)?", re.IGNORECASE
)
_TABLE_PART = re.compile(
    rb"(?:PRIMARY\s+KEY|UNIQUE|FOREIGN\s+KEY|CHECK|EXCLUDE\s+(?:USING|\()|LIKE|CONSTRAINT)\b", re.IGNORECASE
)
_MYSQL_PART = re.compile(rb"(?:(?:UNIQUE|FULLTEXT|SPATIAL)\s+)?(?:KEY|INDEX)\b|PERIOD\s+FOR\b", re.IGNORECASE)
_PRIMARY = re.compile(rb"PRIMARY\s+KEY\s*(?:USING\s+\w+\s*)?", re.IGNORECASE)
_FOREIGN = re.compile(rb"FOREIGN\s+KEY\s*(?:\"[^\"]+\"|`[^`]+`|\w+)?\s*", re.IGNORECASE)
_REFERENCES = re.compile(rb"\s*\bREFERENCES\s+", re.IGNORECASE)
_TYPE_END = re.compile(
    r"\b(?:NOT|NULL|DEFAULT|PRIMARY|UNIQUE|KEY|REFERENCES|CHECK|COLLATE|COMMENT|AUTO_INCREMENT|AUTOINCREMENT|GENERATED|"
    r"CONSTRAINT|CHARACTER\s+SET|CHARSET|ON\s+UPDATE|AS)\b|/\*", re.IGNORECASE)  # fmt: skip


@dataclass(slots=True)
class Definition:
    """What one statement says: of which table (its name as written), its columns, its key, and what refers where.

    ``foreign_keys`` are column, table as written, column there (empty when not named). Keys of several columns
    are left out: no reference is made by them.
    """

    table: bytes
    columns: list[ColumnInfo] = field(default_factory=list)
    key: str = ""
    foreign_keys: list[tuple[str, bytes, str]] = field(default_factory=list)


def create_table(statement: bytes, grammar: Grammar, text: Callable[[bytes], str]) -> Definition | None:
    """What a CREATE TABLE says; None when it lists no columns (CREATE TABLE … AS, … PARTITION OF)."""
    start = _CREATE.match(statement)
    name = re.compile(grammar.name).match(statement, start.end()) if start else None
    opening = re.compile(rb"\s*\(").match(statement, name.end()) if name else None
    if name is None or opening is None:
        return None
    definition = Definition(name[0])
    for item in _items(statement, opening.end(), grammar):
        if not _table_part(item, definition, grammar, text):
            _column(item, definition, grammar, text)
    return definition if definition.columns else None


def alter_table(statement: bytes, grammar: Grammar, text: Callable[[bytes], str]) -> Definition | None:
    """The keys that an ALTER TABLE adds; None for any other ALTER."""
    start = _ALTER.match(statement)
    name = re.compile(grammar.name).match(statement, start.end()) if start else None
    if name is None:
        return None
    definition = Definition(name[0])
    for item in _items(statement, name.end(), grammar):
        _table_part(item, definition, grammar, text)
    return definition


def _items(statement: bytes, position: int, grammar: Grammar) -> list[bytes]:
    """The parts between top-level commas, up to the closing bracket or the end."""
    items = []
    while found := grammar.value.match(statement, position):
        items.append(grammar.space.sub(b" ", found[0], count=1).strip())
        position = found.end() + 1
        if statement[found.end() : position] != b"," or len(items) > MOST_COLUMNS:
            break
    return [item for item in items if item]


def _table_part(item: bytes, definition: Definition, grammar: Grammar, text: Callable[[bytes], str]) -> bool:
    """Take in a constraint or an index; False when the item is a column."""
    at = _NAMED.match(item)
    body = item[at.end() :] if at else item
    if not (_TABLE_PART.match(body) or (grammar.kind == "mysql" and _MYSQL_PART.match(body))):
        return False
    if primary := _PRIMARY.match(body):
        columns = _name_list(body, primary.end(), grammar, text)
        definition.key = columns[0] if len(columns) == 1 else definition.key
    elif foreign := _FOREIGN.match(body):
        columns = _name_list(body, foreign.end(), grammar, text)
        closing = body.find(b")", foreign.end())
        target = _REFERENCES.match(body, closing + 1)
        if len(columns) == 1 and target:
            _reference(columns[0], body, target.end(), definition, grammar, text)
    return True


def _reference(
    column: str,
    body: bytes,
    position: int,
    definition: Definition,
    grammar: Grammar,
    text: Callable[[bytes], str],
) -> None:
    table = re.compile(grammar.name).match(body, position)
    if table:
        columns = _name_list(body, table.end(), grammar, text)
        if len(columns) <= 1:
            definition.foreign_keys.append((column, table[0], columns[0] if columns else ""))


def _name_list(body: bytes, position: int, grammar: Grammar, text: Callable[[bytes], str]) -> list[str]:
    """The names in the brackets at ``position``; MySQL's prefix lengths (``name(10)``) are passed over."""
    opening = re.compile(rb"\s*\(\s*").match(body, position)
    names: list[str] = []
    while opening:
        name = grammar.part.match(body, opening.end())
        if name is None:
            break
        names.append(text(plain_name(name[0], grammar.kind == "postgres")))
        opening = re.compile(rb"\s*(?:\(\d+\))?\s*(?:ASC|DESC)?\s*,\s*").match(body, name.end())
    return names


def _column(item: bytes, definition: Definition, grammar: Grammar, text: Callable[[bytes], str]) -> None:
    name = grammar.part.match(item)
    if name is None:
        return
    column, rest = text(plain_name(name[0], grammar.kind == "postgres")), item[name.end() :]
    bare = grammar.quoted.sub(b"", rest)
    declared = text(bare).strip()
    end = _TYPE_END.search(declared)
    definition.columns.append(
        ColumnInfo(column, " ".join(declared[: end.start() if end else None].split()).lower())
    )
    if re.search(rb"\bPRIMARY\s+KEY\b", bare, re.IGNORECASE):
        definition.key = column
    if target := re.search(rb"\bREFERENCES\s+", bare, re.IGNORECASE):
        _reference(column, bare, target.end(), definition, grammar, text)
