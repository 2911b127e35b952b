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
from filature.cli.output import emit_json, say, table
from filature.errors import BadInput, Misuse
from filature.i18n import _
from filature.pipeline import tracing
from filature.tables import ALL


def query(
    folder: CaseFolder,
    sql: Annotated[
        str, typer.Argument(help=_("One SELECT in DuckDB's SQL; - reads it from standard input."))
    ],
    format: Annotated[Format, typer.Option(help=_("How to print the answer."))] = Format.table,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=_("Write to this file instead."))
    ] = None,
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
            f"The query cannot be run: {first}", "See `filature tables` for tables and columns."
        ) from error


def show(
    folder: CaseFolder,
    identity: Annotated[
        str, typer.Argument(metavar="ID", help=_("A capture (cap_…), account, offer, order or intake."))
    ],
    json: Json = False,
) -> None:
    """Show one thing: its fields, and the evidence behind each."""
    found = tracing.find(cases.open_case(folder), identity)
    if json:
        emit_json(found)
        return
    say(f"{found['id']}  ({found['kind']})")
    table(
        "Fields",
        ("field", "value"),
        [(k, v) for k, v in found["fields"].items() if v not in (None, "", [])],
        300,
    )
    for name, rows in found["rows"].items():
        if rows:
            headers = [h for h in rows[0] if any(r[h] not in (None, "", []) for r in rows)]
            shown = [[r[h] for h in headers] for r in rows[:40]]
            table(f"{name} ({len(rows)})", headers, shown, 60)
    evidence = [tuple(e.values()) for e in found["evidence"]]
    if evidence:
        table(_("Evidence"), tuple(found["evidence"][0]), evidence, 120)


def tables(
    name: Annotated[str, typer.Argument(metavar="[TABLE]", help=_("Only this table."))] = "",
    json: Json = False,
) -> None:
    """The reference: every table, column, type and meaning."""
    if name and name not in ALL:
        raise Misuse(_("There is no table {name}.", name=name), _("Tables: {names}.", names=", ".join(ALL)))
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
        say(f"{definition.name}: {definition.meaning}")
        table(
            "",
            ("column", "type", "meaning"),
            [(c.name, c.type_name, c.meaning) for c in definition.columns],
            400,
        )
        say("")
