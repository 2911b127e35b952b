"""`filature query`: a question to the tables of a case."""

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
from filature.errors import BadInput, Misuse


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
