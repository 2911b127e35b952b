"""What is known of a database when its mapping is proposed: tables, columns, keys, and a look at the first rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import duckdb

from filature.engine.duck import quote_name, quote_text
from filature.ids import short_id
from filature.reading.seized.naming import raw_columns
from filature.sources.databases.schema import Database, TableInfo

SAMPLE = 2_000


class Shape:
    """A database with its raw tables as views of ``connection``: ``view(table)`` is the quoted name of one."""

    def __init__(
        self, database: Database, files: Mapping[str, Path], connection: duckdb.DuckDBPyConnection
    ) -> None:
        self.tables: dict[str, TableInfo] = {t.name: t for t in database.tables.values() if t.columns}
        self.connection = connection
        self._numbers = {name: number for number, name in enumerate(self.tables)}
        for name in self.tables:
            source = f"read_parquet({quote_text(str(files[name]))})"
            connection.execute(f"create view {self.view(name)} as select * from {source}")

    @cached_property
    def id(self) -> str:
        """Eight letters made of all tables and columns: equal for two copies of one database at different times."""
        parts = [f"{name}\x1e" + "\x1e".join(sorted(t.names)) for name, t in sorted(self.tables.items())]
        return short_id("shape", *parts).removeprefix("shape_")[:8]

    def view(self, table: str) -> str:
        """The view of its rows."""
        return quote_name(f"relation {self._numbers[table]}")

    def column(self, table: str, column: str) -> str:
        """The quoted name of a column in that view."""
        info = self.tables[table]
        return quote_name(raw_columns(info.names)[info.names.index(column)])

    def sample(self, table: str, column: str, most: int = 200) -> list[str]:
        """Different values among the first 2,000 rows, most frequent first, nulls and empty ones left out."""
        name = self.column(table, column)
        return [
            value
            for (value,) in self.connection.execute(
                f"select {name} from {self.view(table)} where _row <= {SAMPLE} and {name} <> '' "
                f"group by {name} order by count(*) desc, {name} limit {int(most)}"
            ).fetchall()
        ]

    def shared(self, table: str, column: str, other: str, there: str) -> int:
        """How many different values of the sample of ``column`` stand in ``there`` of table ``other``'s sample."""
        mine, theirs = self.column(table, column), self.column(other, there)
        row = self.connection.execute(
            f"select count(*) from (select distinct {mine} as v from {self.view(table)} where _row <= {SAMPLE}) "
            f"semi join (select {theirs} as v from {self.view(other)} where _row <= {SAMPLE}) using (v)"
        ).fetchone()
        return int(row[0]) if row else 0
