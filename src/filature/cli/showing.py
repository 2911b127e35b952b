"""`filature show`: one thing of a case."""

from __future__ import annotations

from typing import Annotated

import typer

from filature import case as cases
from filature.cli.options import CaseFolder, Json
from filature.cli.output import emit_json, objects, say, table
from filature.i18n import _
from filature.pipeline import tracing


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
