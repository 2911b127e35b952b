"""`filature query`, `show` and `tables`: questions to a case, one thing in it, and the reference of its tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import duckdb
import pyarrow as pa
import typer

from filature import case as cases
from filature.cli.export import Format, write
from filature.cli.options import CaseFolder, Json
from filature.cli.output import emit_json, objects, say, table
from filature.errors import BadInput, Misuse
from filature.i18n import _
from filature.pipeline import tracing
from filature.tables import ALL


def query(
    folder: CaseFolder,
    sql: Annotated[str, typer.Argument(help="One SELECT in DuckDB's SQL; - reads it from standard input.")],
    format: Annotated[Format, typer.Option(help="How to print the answer.")] = Format.table,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead.")] = None,
    json: Json = False,
) -> None:
    """Ask the tables a question. The query can read the case's tables and nothing else."""
    text = sys.stdin.read() if sql == "-" else sql
    write(_ask(cases.open_case(folder), text), Format.json if json else format, output)


def _ask(case: cases.Case, sql: str) -> pa.RecordBatchReader:
    connection = case.connect()
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise Misuse(
                "A query is one SELECT.", "The tables are read only; see `filature tables` for their columns."
            )
        return connection.sql(statements[0]).to_arrow_reader(10_000)
    except duckdb.Error as error:
        first = str(error).split("\n\n")[0]
        raise BadInput(
            "The query cannot be run: {reason}", "See `filature tables` for tables and columns.", reason=first
        ) from error


def show(
    folder: CaseFolder,
    identity: Annotated[
        str, typer.Argument(metavar="ID", help="A capture (cap_…), account, offer, order or intake.")
    ],
    json: Json = False,
) -> None:
    """Show one thing: its fields, and the evidence behind each."""
    found = tracing.find(cases.open_case(folder), identity)
    if json:
        emit_json(found)
        return
    say(f"{found['id']}  ({_(tracing.KINDS[found['kind']])})")
    table(
        _("Fields"),
        (_("field"), _("value")),
        [(k, v) for k, v in found["fields"].items() if v not in (None, "", [])],
        300,
    )
    for name, rows in found["rows"].items():
        if rows:
            headers = [h for h in rows[0] if any(r[h] not in (None, "", []) for r in rows)]
            shown = [[r[h] for h in headers] for r in rows[:40]]
            table(f"{name} ({len(rows)})", headers, shown, 60)
    if found["evidence"]:
        objects(_("Evidence"), [{**e, "offset": str(e["offset"])} for e in found["evidence"]], 120)


def tables(
    name: Annotated[str, typer.Argument(metavar="[TABLE]", help="Only this table.")] = "",
    json: Json = False,
) -> None:
    """The reference: every table, column, type and meaning."""
    if name and name not in ALL:
        raise Misuse("There is no table {name}.", "Tables: {names}.", name=name, names=", ".join(ALL))
    chosen = [ALL[name]] if name else list(ALL.values())
    if json:
        emit_json(
            [
                {
                    "table": t.name,
                    "meaning": t.meaning,
                    "scope": t.scope,
                    "columns": [
                        {"name": c.name, "type": c.type_name, "meaning": c.meaning} for c in t.columns
                    ],
                }
                for t in chosen
            ]
        )
        return
    for definition in chosen:
        say(_("{table}: {meaning}", table=definition.name, meaning=_(definition.meaning)))
        table(
            "",
            (_("column"), _("type"), _("meaning")),
            [(c.name, _(c.type_name), _(c.meaning)) for c in definition.columns],
            400,
        )
        say("")
