"""`filature mentions`: the identifiers of a case."""

from __future__ import annotations

from typing import Annotated

import typer

from filature import case as cases
from filature.cli.options import CaseFolder, Json
from filature.cli.output import emit_json, objects, say
from filature.i18n import _, ngettext
from filature.pipeline import mentioned

SHOWN = 200


def mentions(
    folder: CaseFolder,
    kind: Annotated[str, typer.Option(help="Only this kind, as `btc` or `email`.")] = "",
    value: Annotated[str, typer.Option(help="Only this value, in its canonical form.")] = "",
    json: Json = False,
) -> None:
    """The identifiers that the case mentions, and where."""
    rows = mentioned.find(cases.open_case(folder), kind, value)
    if json:
        emit_json({"mentions": rows})
    elif rows:
        objects("", [{name: row[name] for name in _COLUMNS} for row in rows[:SHOWN]])
        count = ngettext("{count} mention", "{count} mentions", len(rows))
        cut = _("the first {count} shown; use --json for all", count=SHOWN)
        say(f"{count}, {cut}" if len(rows) > SHOWN else count)
    else:
        say(_("The case mentions no such identifier. Run `filature build` when material was added since."))


_COLUMNS = ("kind", "value", "check", "context", "seen_at", "account_id", "capture_id")
