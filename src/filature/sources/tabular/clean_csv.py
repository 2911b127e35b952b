"""Clean CSV, read by DuckDB straight from the file: UTF-8, no bare carriage returns, no NUL, one width, quotes in place."""

from __future__ import annotations

import csv
import mmap
import re
from collections.abc import Collection
from itertools import islice
from pathlib import Path

import duckdb

from filature.engine.duck import quote_name, quote_text
from filature.sources.relation import Relation
from filature.sources.tabular import decoders, first_bytes, frame, header
from filature.sources.tabular.delimited import find_delimiter

_HEAD = 1 << 20


class NotClean(Exception):
    """The file turned out not to be clean CSV after all."""


_BARE_RETURN = re.compile(rb"\r(?!\n)")
# A line beyond it is not clean; the other reader rejects it.
MAX_LINE = 2_000_000


def read(connection: duckdb.DuckDBPyConnection, path: Path, known: Collection[str]) -> Relation | None:
    """The table as a relation over the file itself; None when its first megabyte, or a sign in it, is not clean, or
    when its text was garbled before.

    A query over the relation raises `duckdb.Error` when the file turns out not to be clean further on.
    """
    if path.stat().st_size == 0 or not _is_plain(path):
        return None
    with path.open("rb") as source:
        head = source.read(_HEAD)
    whole = len(head) < _HEAD
    try:
        text = decoders.head_of_utf8(head, whole)
    except UnicodeDecodeError:
        return None
    if first_bytes.looks_garbled(head):
        return None
    lines = text.replace("\r\n", "\n").split("\n")
    sample = [line + "\n" for line in (lines if whole else lines[:-1])]
    return _over_file(connection, path, sample, whole, known)


def _is_plain(path: Path) -> bool:
    """No NUL and no carriage return that stands alone, anywhere in the file."""
    with path.open("rb") as source, mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(b"\x00") < 0 and (data.find(b"\r") < 0 or _BARE_RETURN.search(data) is None)


def _over_file(
    connection: duckdb.DuckDBPyConnection, path: Path, sample: list[str], whole: bool, known: Collection[str]
) -> Relation | None:
    delimiter = find_delimiter(sample)
    try:
        rows = list(islice(csv.reader(sample, delimiter=delimiter, strict=True), 200))
    except csv.Error:
        return None
    rows = rows if whole or len(rows) == 200 else rows[:-1]
    widths = {len(r) for r in rows}
    if len(rows) < 2 or len(widths) != 1 or widths == {1}:
        return None
    named = header.is_header(rows[0], rows[1:], known)
    names = frame.unique(rows[0] if named else [f"column{n}" for n in range(1, len(rows[0]) + 1)])
    columns = ", ".join(f"{quote_text(name)}: 'VARCHAR'" for name in names)
    view = quote_name("clean_csv")
    connection.execute(
        f"create or replace view {view} as select row_number() over () as _row, * from read_csv({quote_text(str(path))}, "
        f"auto_detect = false, delim = {quote_text(delimiter)}, quote = '\"', escape = '\"', header = {str(named).lower()}, "
        f"columns = {{{columns}}}, strict_mode = true, max_line_size = {MAX_LINE}, buffer_size = {4 * MAX_LINE})"
    )
    return Relation("", view, names, named, consecutive=True)
