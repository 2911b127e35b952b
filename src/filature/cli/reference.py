"""`filature tables`: the reference of tables and columns."""

from __future__ import annotations

from typing import Annotated

import typer

from filature.cli.options import Json
from filature.cli.output import emit_json, say, table
from filature.errors import Misuse
from filature.i18n import _
from filature.tables import ALL


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
