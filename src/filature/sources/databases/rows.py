"""INSERT and COPY: what names the table and its columns, and the reading of the rows that follow."""

from __future__ import annotations

import re
from functools import cache

from filature.errors import Malformed
from filature.sources.databases.batches import Batches, Target
from filature.sources.databases.catalogue import MOST_TABLES, add_columns
from filature.sources.databases.cells import Style
from filature.sources.databases.copies import read_copy
from filature.sources.databases.grammar import Grammar, plain_name
from filature.sources.databases.inserts import InsertReader, row_values
from filature.sources.databases.schema import MOST_COLUMNS, ColumnInfo, Sink, TableInfo
from filature.sources.databases.statements import Statements
from filature.sources.databases.window import Window

_COPY_END = re.compile(rb"^\\\.\r?(?:\n|\Z)", re.MULTILINE)


@cache
def _headings(grammar: Grammar) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    table = rb"(?P<name>" + grammar.name + rb")\s*+"
    columns = rb"(?P<columns>\((?:" + grammar.part.pattern + rb"|[\s,])*+\))?+\s*+"
    insert = (
        rb"(?:INSERT|REPLACE)\b(?:\s+(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|OR\s+\w+))*+(?:\s+INTO)?\s+"
        + table + rb"(?:PARTITION\s*\([^()]*\)\s*)?" + columns + rb"(?:OVERRIDING\s+\w+\s+VALUE\s+)?VALUES?\s*+(?=\()"
    )  # fmt: skip
    copy = rb"COPY\s+" + table + columns + rb"FROM\s+stdin\b(?P<options>[^;\n]*);[^\n]*\n"
    return re.compile(insert, re.IGNORECASE), re.compile(copy, re.IGNORECASE)


def rows_statement(grammar: Grammar, data: bytes, at: int) -> re.Match[bytes] | None:
    """The heading of an INSERT … VALUES or of a COPY … FROM stdin that begins at ``at``, up to its first row."""
    insert, copy = _headings(grammar)
    return insert.match(data, at) or (copy.match(data, at) if grammar.kind == "postgres" else None)


def read_rows(
    window: Window, heading: re.Match[bytes], statements: Statements, batches: Batches, sink: Sink
) -> None:
    """Read the rows behind ``heading``, which begins at the window's position.

    Raises Malformed at what cannot be read; the window is then where it begins.
    """
    grammar, catalogue = statements.grammar, statements.catalogue
    place, head, is_copy = f"byte {window.place}", heading[0], "options" in heading.groupdict()
    table = catalogue.table(heading["name"], grammar)
    if table is None:
        raise Malformed("too_many_tables", f"more than {MOST_TABLES} tables", place)
    names = [
        catalogue.text(plain_name(p, grammar.kind == "postgres"))
        for p in grammar.part.findall(heading["columns"] or b"")
    ]
    window.pos = heading.end()
    if is_copy and heading["options"].strip():
        _skip_copy(window)
        raise Malformed(
            "copy_format", f"COPY with{heading['options'].decode('utf-8', 'replace')} is not read", place
        )
    columns = _columns(window, table, names, is_copy, grammar, place)
    if not columns:  # PostgreSQL has tables without columns; their rows say nothing
        _skip_copy(window)
        return
    style = Style(grammar.kind, grammar.backslash, catalogue.codec)
    if not is_copy:
        InsertReader(window, grammar, head, Target(table, columns, style), batches, sink.reject).read()
    complete = not is_copy or read_copy(window, Target(table, columns, style), batches, sink.reject)
    if not complete or not window.look(1):
        sink.remark("truncated", f"the dump ends inside of the rows of {table.name}", f"byte {window.place}")


def _columns(
    window: Window, table: TableInfo, names: list[str], is_copy: bool, grammar: Grammar, place: str
) -> tuple[str, ...]:
    """The columns that the rows fill: those named, else the table's, else as many as the first row has values."""
    if len(names) > MOST_COLUMNS:
        raise Malformed("columns_unusable", f"{len(names)} columns for {table.name}", place)
    if names:
        names = [table.column(name).name for name in names]
        add_columns(table, [ColumnInfo(name) for name in names])
    elif table.columns or (is_copy and grammar.kind == "postgres" and table.declared):
        names = list(table.names)
    else:
        count = (
            window.look(1 << 20).split(b"\n", 1)[0].count(b"\t") + 1
            if is_copy
            else len(row_values(window, grammar)[0])
        )
        names = [f"column{n}" for n in range(1, count + 1)]
        add_columns(table, [ColumnInfo(name) for name in names])
    if len(set(names)) < len(names) or not set(names) <= set(table.names):
        raise Malformed(
            "columns_unusable", f"a column of {table.name} is named twice, or there are too many", place
        )
    return tuple(names)


def _skip_copy(window: Window) -> None:
    while not (end := _COPY_END.search(window.data, window.pos)):
        window.pos = max(window.pos, window.data.rfind(b"\n", window.pos))
        if not window.grow():
            window.pos = len(window.data)
            return
    window.pos = end.end()
