"""An answer of `filature query` as a table, CSV, JSON or Parquet, a batch at a time."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import IO, Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from filature.cli.output import as_json, plain, safe, say, table
from filature.errors import BadInput, Misuse
from filature.evidence.disk import plain_disk_errors
from filature.i18n import Message, _, ngettext

SHOWN = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Format(StrEnum):
    """What `--format` can be."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def write(reader: pa.RecordBatchReader, form: Format, output: Path | None) -> None:
    """Write all rows of ``reader`` to ``output``, else to standard output. `Misuse` for Parquet on a terminal."""
    if form is Format.table and output is None:
        _table(reader)
        return
    if form is Format.parquet:
        if output is None and sys.stdout.isatty():
            raise Misuse("Parquet is not for a terminal.", "Give --output FILE, or send it through a pipe.")
        with _sink(output) as sink, pq.ParquetWriter(sink, reader.schema) as writer:
            for batch in reader:
                writer.write_batch(batch)
        return
    with _sink(output) as raw:
        (_json if form is Format.json else _csv)(reader, _Text(raw, output is None and sys.stdout.isatty()))


class _Text:
    """UTF-8 text onto a binary stream that somebody else closes; ``shown`` when it is a terminal."""

    def __init__(self, raw: IO[bytes], shown: bool) -> None:
        self._raw = raw
        self._shown = shown

    def write(self, text: str) -> int:
        """Write ``text``; a lone surrogate becomes `?`, and on a terminal nothing in it is obeyed."""
        return self._raw.write((safe(text) if self._shown else text).encode("utf-8", "replace"))


def _rows(reader: pa.RecordBatchReader) -> Iterator[tuple[Any, ...]]:
    try:
        for batch in reader:
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
    except (duckdb.Error, pa.ArrowException) as error:
        raise BadInput("The query stopped: {reason}", reason=str(error).splitlines()[0]) from error


def _table(reader: pa.RecordBatchReader) -> None:
    rows = _rows(reader)
    shown = list(islice(rows, SHOWN))
    more = sum(1 for row in rows)
    table("", reader.schema.names, shown)
    count = ngettext("{count} row", "{count} rows", len(shown) + more)
    cut = _("the first {count} shown; use --format csv for all", count=SHOWN)
    say(f"{count}, {cut}" if more else count)


def _csv(reader: pa.RecordBatchReader, sink: _Text) -> None:
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(reader.schema.names)
    for row in _rows(reader):
        writer.writerow([_cell(v) for v in row])


def _cell(value: Any) -> str:
    """One CSV cell. Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, bool | int | float | Decimal):
        return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, list | dict):
        return json.dumps(value, default=plain, ensure_ascii=False)
    return str(plain(value))


def _json(reader: pa.RecordBatchReader, sink: _Text) -> None:
    names = reader.schema.names
    sink.write("[")
    for number, row in enumerate(_rows(reader)):
        text = as_json(dict(zip(names, row, strict=True)))
        sink.write(("," if number else "") + "\n" + text)
    sink.write("\n]\n")


@contextmanager
def _sink(output: Path | None) -> Iterator[IO[bytes]]:
    opened = nullcontext(sys.stdout.buffer) if output is None else None
    with plain_disk_errors(Message("writing the answer")):
        if opened is not None:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        elif output is not None:
            with output.open("wb") as sink:
                yield sink
