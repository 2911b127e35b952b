"""Any captured table to relations: the form is told by content, the ending helps only where content cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb

from filature.errors import Malformed
from filature.sources.relation import Reject, Relation
from filature.sources.tabular import clean_csv, delimited, first_bytes, json_table, structured
from filature.sources.tabular.packed import unpack

_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def open_relations(
    connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path, known: Collection[str], fast: bool
) -> list[Relation]:
    """The relations of one captured table. ``known`` holds names of columns in their plain form.

    ``fast`` lets DuckDB read what looks like clean CSV, which it does as a relation is used: its error then says
    that it was not clean, and to ask again without.

    `Malformed` when it is of a known form but broken, or holds no row. Of a packed table that is cut or damaged the
    whole lines before are read, and the one at the damage is rejected.
    """
    plain, damage = unpack(path, scratch)
    if damage is None:
        return _relations(connection, plain, scratch, known, fast)
    try:
        found = _relations(connection, plain, scratch, known, fast)
    except Malformed:
        raise damage from None
    found[0].rejects.append(Reject(damage.place, damage.reason, damage.detail))
    return found


def _relations(
    connection: duckdb.DuckDBPyConnection, plain: Path, scratch: Path, known: Collection[str], fast: bool
) -> list[Relation]:
    with plain.open("rb") as source:
        head = source.read(4096)
    if head.startswith(b"PAR1"):
        return structured.read_parquet(connection, plain)
    if head.startswith(_WORKBOOK):
        return list(_workbook(connection, plain, scratch, known))
    if _is_json(head):
        return json_table.read_json(connection, plain, scratch)
    clean = clean_csv.read(connection, plain, known) if fast else None
    return [clean] if clean else delimited.read(connection, plain, scratch, known)


def _is_json(head: bytes) -> bool:
    return head.decode(first_bytes.guess(head), "replace").lstrip("\ufeff \t\r\n").startswith(("{", "["))


def _workbook(
    connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path, known: Collection[str]
) -> Iterator[Relation]:
    found = False
    for name, sheet in structured.sheets(path, scratch):
        if sheet.read_bytes().strip(b",\r\n "):
            found = True
            for relation in delimited.read(connection, sheet, scratch, known):
                yield replace(relation, name=name)
    if not found:
        raise Malformed("empty_table", "no sheet holds a row")
