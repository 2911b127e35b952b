"""Checks of read tables that do not use the readers: rows counted with `csv` alone, text searched for garbling."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

# Runs that are UTF-8 once they are encoded again: what one saving in the wrong encoding makes.
_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_AGAIN = ("cp1252", "mac_roman", "latin-1")
# The apostrophe and the quotes of Mac Roman read as cp1252 (`donÕt`, `ÒsoÓ`), and of cp1252 read as Mac Roman.
_MAC = re.compile(r"[a-z]Õ(?:t|s|ll|re|ve|m|d)\b|\bÒ\w[^ÒÓ]*Ó")
_WINDOWS = re.compile(r"[a-z][íÍ](?:t|s|ll|re|ve|m|d)\b|\bì\w[^ìî]*î")
_CONTROL = re.compile(r"[\x80-\x9f]")
_SIGNS = {
    "U+FFFD": re.compile("\ufffd"),
    "control": _CONTROL,
    "mac as cp1252": _MAC,
    "cp1252 as mac": _WINDOWS,
}


def records(path: Path) -> int | None:
    """Records of a CSV or TSV file that are no blank line, its header among them; None for another form.

    All that matters to the count is ASCII, so the bytes are read as Latin-1, or as UTF-16 where a mark says so.
    """
    raw = path.read_bytes()
    if path.suffix == ".parquet":
        return int(pq.read_metadata(path).num_rows) + 1
    if path.suffix not in (".csv", ".tsv"):
        return None
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    text = io.StringIO(raw.decode(encoding).replace("\x00", ""), newline=None)
    csv.field_size_limit(1 << 24)
    delimiter = "\t" if path.suffix == ".tsv" else ","
    return sum(1 for cells in csv.reader(text, delimiter=delimiter) if cells)


def garbling(text: str) -> str:
    """The sign of a wrong encoding that ``text`` bears; empty when it bears none."""
    if text.isascii():
        return ""
    for name, sign in _SIGNS.items():
        if sign.search(text):
            return name
    return "utf-8 read as another" if any(map(_is_utf8, _RUN.findall(text))) else ""


def _is_utf8(run: str) -> bool:
    for encoding in _AGAIN:
        try:
            run.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        return True
    return False


def garbled(rows: pa.Table) -> Counter[str]:
    """How many different texts of each column bear a sign of a wrong encoding."""
    found: Counter[str] = Counter()
    for name in rows.column_names:
        if pa.types.is_string(rows[name].type):
            found[name] += sum(bool(garbling(text)) for text in rows[name].unique().to_pylist() if text)
    return +found
