"""JSON and JSON lines to relations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from filature.errors import Malformed
from filature.sources.relation import Reject, Relation
from filature.sources.tabular import encoding, frame, lines
from filature.sources.tabular.mending import Mender

MAX_JSON = 512 << 20
MAX_DEPTH = 6


def read_json(connection: duckdb.DuckDBPyConnection, path: Path, scratch: Path) -> list[Relation]:
    """Relations of a JSON document or of JSON lines. `Malformed` when it is neither, or too large."""
    if path.stat().st_size > MAX_JSON:
        raise Malformed(
            "too_large", f"JSON of more than {MAX_JSON >> 20} MiB: split it, or convert it to JSON lines"
        )
    told = encoding.tell_encoding(path)
    mender = Mender(told.garbled) if told.garbled else None
    with path.open("r", encoding=told.name, errors=told.errors, newline=None) as source:
        text = source.read().replace("\x00", "\ufffd")  # not by lines: programs write a document as one
    relations = _of_json(connection, mender.mend(text) if mender else text, scratch)
    if relations and mender:
        relations[0].remarks.extend(mender.remarks())
    return relations


def _of_json(connection: duckdb.DuckDBPyConnection, text: str, scratch: Path) -> list[Relation]:
    try:
        document = json.loads(text)
    except RecursionError as error:
        raise Malformed("too_deep", "JSON nested too deeply") from error
    except ValueError as error:
        found = _json_lines(connection, text, scratch)
        if found is None:
            raise Malformed("not_json", str(error)) from error
        return [found]
    tables = list(_tables(document, ""))
    return [_table(connection, scratch, name, rows, []) for name, rows in tables if rows]


def _json_lines(connection: duckdb.DuckDBPyConnection, text: str, scratch: Path) -> Relation | None:
    rows: list[dict[str, Any]] = []
    rejects: list[Reject] = []
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > lines.MAX_LINE:
            long = f"over {lines.MAX_LINE:,} characters"
            rejects.append(Reject(f"line {number}", "line_too_long", long))
        elif line.strip():
            try:
                value = json.loads(line)
                rows.append(value if isinstance(value, dict) else {"value": value})
            except (ValueError, RecursionError) as error:
                rejects.append(Reject(f"line {number}", "not_json", str(error), line[:200]))
    return _table(connection, scratch, "", rows, rejects) if len(rows) > len(rejects) else None


def _tables(value: Any, name: str, depth: int = 0) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Lists of objects, objects of objects (keyed by their id), lists and maps of plain values."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        yield name, [v if isinstance(v, dict) else {"value": v} for v in value]
    elif isinstance(value, dict) and value:
        inner = list(value.values())
        if all(isinstance(v, dict) for v in inner):
            yield name, [{"_key": key, **v} for key, v in value.items()]
        elif any(isinstance(v, dict | list) for v in inner):
            for key, v in value.items():
                yield from _tables(
                    v if isinstance(v, dict | list) else {key: v}, f"{name}.{key}".strip("."), depth + 1
                )
        else:
            yield name, [{"_key": key, "value": v} for key, v in value.items()]


def _table(
    connection: duckdb.DuckDBPyConnection,
    scratch: Path,
    name: str,
    rows: list[dict[str, Any]],
    rejects: list[Reject],
) -> Relation:
    flat = [_flat(row) for row in rows]
    columns = list(dict.fromkeys(key for row in flat for key in row))
    short = _short(columns)
    cells = ((number, [_text(row.get(c)) for c in columns]) for number, row in enumerate(flat, 1))
    return frame.relation(connection, scratch, name, tuple(short), cells, rejects)


def _flat(row: dict[str, Any], prefix: str = "", depth: int = 0) -> dict[str, Any]:
    """Nested objects taken apart; names joined by a dot. Objects whose keys are data stay whole."""
    found: dict[str, Any] = {}
    for key, value in row.items():
        if (
            isinstance(value, dict)
            and depth < 2
            and value
            and all(len(k) < 40 and k.isidentifier() for k in value)
        ):
            found |= _flat(value, f"{prefix}{key}.", depth + 1)
        else:
            found[f"{prefix}{key}"] = value
    return found


def _short(columns: list[str]) -> list[str]:
    """The last part of each dotted name where that is unambiguous."""
    last = [c.rsplit(".", 1)[-1] for c in columns]
    return [part if last.count(part) == 1 else whole for part, whole in zip(last, columns, strict=True)]


def _text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else repr(value)
