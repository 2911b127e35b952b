"""The statements of a dump that hold no rows: settings, definitions, and what is only counted."""

from __future__ import annotations

import re
from collections import Counter

from filature.sources.databases.catalogue import Catalogue
from filature.sources.databases.charset import stated_charset
from filature.sources.databases.ddl import alter_table, create_table
from filature.sources.databases.grammar import Grammar, grammar, plain_name

_WORDS = re.compile(rb"[A-Za-z]+")
_CHANGING = {"UPDATE", "DELETE", "MERGE", "TRUNCATE", "LOAD", "IMPORT"}
_EVALUATED = re.compile(
    rb"\bCREATE\b[^(]{0,400}?\b(VIEW|TRIGGER|FUNCTION|PROCEDURE|EVENT|RULE|VIRTUAL)\b", re.IGNORECASE
)
_CONFORMING = re.compile(rb"standard_conforming_strings\s*(?:=|TO)\s*'?(on|off)", re.IGNORECASE)
_SQL_MODE = re.compile(rb"\bSQL_MODE\s*=\s*'([^']*)'", re.IGNORECASE)
_CONNECT = re.compile(rb"\\connect\s+(?:-reuse-previous=\w+\s+)?(?:\"dbname='([^']+)'\"|(\S+))")
_CREATE_TABLE = re.compile(rb"CREATE\s+(?:[A-Za-z]+\s+){0,4}?TABLE\b", re.IGNORECASE)
_ADDS_KEY = re.compile(rb"\b(?:PRIMARY|FOREIGN)\s+KEY\b", re.IGNORECASE)


class Statements:
    """Takes statements one by one; holds the settings in force: ``grammar`` and the catalogue's character set.

    ``counted`` has what was met and not carried out: ``changes`` (UPDATE, DELETE …) and ``evaluated`` (views,
    triggers, functions); ``again`` the tables that were declared twice.
    """

    def __init__(self, kind: str, catalogue: Catalogue, recoded: bool) -> None:
        self.kind, self.catalogue, self._recoded = kind, catalogue, recoded
        self.grammar: Grammar = grammar(kind, kind == "mysql")
        self.counted: Counter[tuple[str, str]] = Counter()
        self.again: list[str] = []

    def take(self, statement: bytes) -> None:
        """Carry out one statement, given without its semicolon or the marks of a conditional comment."""
        word = _WORDS.match(statement)
        first = word[0].decode("ascii").upper() if word else ""
        if first == "CREATE":
            self._create(statement)
        elif first == "ALTER" and _ADDS_KEY.search(statement):
            added = alter_table(statement, self.grammar, self.catalogue.text)
            if added:
                self.catalogue.alter(added, self.grammar)
        elif first == "SET":
            self._set(statement)
        elif first == "USE":
            name = self.grammar.part.search(statement, 3)
            if name:
                self.catalogue.use(self.catalogue.text(plain_name(name[0], False)))
        elif first in _CHANGING:
            self.counted["changes", first] += 1

    def _create(self, statement: bytes) -> None:
        if _CREATE_TABLE.match(statement):
            definition = create_table(statement, self.grammar, self.catalogue.text)
            if definition and not self.catalogue.create(definition, self.grammar):
                self.again.append(self.catalogue.name_of(definition.table, self.grammar))
        elif evaluated := _EVALUATED.match(statement):
            self.counted["evaluated", evaluated[1].decode("ascii").upper()] += 1

    def _set(self, statement: bytes) -> None:
        codec = stated_charset(statement)
        if codec and not self._recoded:
            self.catalogue.codec = codec
        if self.kind == "postgres" and (conforming := _CONFORMING.search(statement)):
            self.grammar = grammar(self.kind, conforming[1].lower() == b"off")
        elif self.kind == "mysql" and (mode := _SQL_MODE.search(statement)):
            self.grammar = grammar(self.kind, b"NO_BACKSLASH_ESCAPES" not in mode[1].upper())

    def command(self, line: bytes) -> None:
        r"""Carry out a line for psql itself: ``\connect`` chooses a database, all others do nothing to rows."""
        if connect := _CONNECT.match(line):
            self.catalogue.use(self.catalogue.text((connect[1] or connect[2]).strip(b'"')))

    def remarks(self) -> list[tuple[str, str]]:
        """What was met and not carried out, as reason and detail."""
        found = []
        for group, reason, detail in _REMARKS:
            counts = sorted((what, n) for (kind, what), n in self.counted.items() if kind == group)
            if counts:
                found.append((reason, f"{detail}: " + ", ".join(f"{n} {what}" for what, n in counts)))
        if self.again:
            names = ", ".join(sorted(set(self.again))[:20])
            found.append(("table_declared_again", f"declared more than once, rows of all are kept: {names}"))
        return found


_REMARKS = (
    ("changes", "changes_not_applied", "statements that change or remove rows were not applied"),
    ("evaluated", "not_evaluated", "views, triggers and functions are not evaluated"),
)
