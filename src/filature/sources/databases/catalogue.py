"""The tables that a dump names, under names that tell them apart: schemas and further databases go before a dot."""

from __future__ import annotations

from filature.sources.databases.charset import to_text
from filature.sources.databases.ddl import Definition
from filature.sources.databases.grammar import Grammar, plain_name
from filature.sources.databases.schema import MOST_COLUMNS, ColumnInfo, Database, ForeignKey, TableInfo

_DEFAULT_SCHEMAS = ("", "public", "main", "dbo")
MOST_TABLES = 5_000


class Catalogue:
    """Collects what CREATE, ALTER and USE say. ``current`` is the database that USE or \\connect chose."""

    def __init__(self) -> None:
        self.database = Database()
        self.current = ""
        self.codec = "utf-8"

    def text(self, name: bytes) -> str:
        """A name as text."""
        return to_text(name, self.codec) or name.decode("utf-8", "backslashreplace")

    def use(self, name: str) -> None:
        """Tables that follow are of the database ``name``; the first one gives the whole its name."""
        self.current = name
        self.database.name = self.database.name or name

    def name_of(self, written: bytes, grammar: Grammar) -> str:
        """The table's name: alone where it is in the first database and the usual schema, else with what leads to it."""
        fold = grammar.kind == "postgres"
        parts = [self.text(plain_name(p, fold)) for p in grammar.part.findall(written)]
        if grammar.kind == "mysql":
            database = parts[0] if len(parts) > 1 else self.current
            self.database.name = self.database.name or database
            lead = [] if database in ("", self.database.name) else [database]
        else:
            schema = parts[-2] if len(parts) > 1 else ""
            lead = [] if self.current in ("", self.database.name) else [self.current]
            lead += [] if schema.lower() in _DEFAULT_SCHEMAS else [schema]
        return ".".join([*lead, parts[-1]])

    def table(self, written: bytes, grammar: Grammar) -> TableInfo | None:
        """The table that a statement names; made when nothing declared it, None when there are too many."""
        name = self.name_of(written, grammar)
        tables = self.database.tables
        if name not in tables:
            if len(tables) >= MOST_TABLES:
                return None
            tables[name] = TableInfo(name, declared=False)
        return tables[name]

    def create(self, definition: Definition, grammar: Grammar) -> bool:
        """Take in a CREATE TABLE; False when the table was declared before (its columns then only grow)."""
        table = self.table(definition.table, grammar)
        if table is None:
            return True
        fresh = not table.declared and not table.columns
        add_columns(table, definition.columns)
        fresh, table.declared = fresh or not table.declared, True
        self.alter(definition, grammar)
        return fresh

    def alter(self, definition: Definition, grammar: Grammar) -> None:
        """Take in keys. A table that nothing declared, and a view, is left alone."""
        table = self.database.tables.get(self.name_of(definition.table, grammar))
        if table is not None:
            table.key = definition.key or table.key
            table.foreign_keys += [
                ForeignKey(column, self.name_of(target, grammar), there)
                for column, target, there in definition.foreign_keys
            ]


def add_columns(table: TableInfo, columns: list[ColumnInfo]) -> None:
    """Append those that the table lacks; beyond 4,096 none is taken."""
    known = set(table.names)
    for column in columns:
        if column.name not in known and len(known) < MOST_COLUMNS:
            table.columns.append(column)
            known.add(column.name)
