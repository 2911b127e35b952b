"""The reference of tables, made from `filature.tables`: one chapter for each of its modules."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import filature.tables
from filature.tables import Table

HEAD = """# Tables

A case keeps what was derived from its evidence in these tables, as Parquet below `tables/`. `filature query` reads
them; `filature tables` prints this reference. Every row leads back to the capture on which it rests (`capture_id`),
and an empty value means that the material does not say.

Types: *text*; *integer* (64 bits); *real* (a double); *decimal(28,12)*, exact, for money; *true/false*;
*moment (UTC)*, to the microsecond; *list of text*. A column marked **always** is never empty.

Beside these, each table of a seized database is kept as it was, all columns as text, in a table of its own whose name
begins with `raw_`; [`raw_relation`](#raw_relation) lists them.
"""


def chapters() -> Iterator[tuple[str, tuple[Table, ...]]]:
    """Title and tables of each module of `filature.tables` that defines some, in the order of the reference."""
    order = list(filature.tables.ALL)
    found = []
    for module in pkgutil.iter_modules(filature.tables.__path__, "filature.tables."):
        loaded = importlib.import_module(module.name)
        tables: tuple[Table, ...] = getattr(loaded, "TABLES", ())
        if tables:
            title = (loaded.__doc__ or module.name).split(":")[0].split(".")[0].removeprefix("Tables of ")
            found.append((order.index(tables[0].name), title, tables))
    for _, title, tables in sorted(found, key=lambda chapter: chapter[0]):
        yield title, tables


def text() -> str:
    """The page in Markdown."""
    parts = [HEAD]
    for title, tables in chapters():
        parts.append(f"## {title[0].upper()}{title[1:]}\n")
        parts += [_table(table) for table in tables]
    return "\n".join(parts)


def _table(table: Table) -> str:
    made = "Made once for the case" if table.scope == "case" else "Made for each intake"
    order = f", ordered by {', '.join(f'`{c}`' for c in table.order)}" if table.order else ""
    lines = [f"### {table.name}", "", table.meaning, "", f"*{made}{order}.*", ""]
    lines += ["| column | type | meaning |", "|---|---|---|"]
    for column in table.columns:
        kind = column.type_name + (", **always**" if column.required else "")
        lines.append(f"| `{column.name}` | {kind} | {column.meaning.replace('|', chr(92) + '|')} |")
    return "\n".join(lines) + "\n"
