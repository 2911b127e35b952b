"""`filature status`: how a case stands."""

from __future__ import annotations

from typing import Any

from filature import case as cases
from filature.cli.options import CaseFolder, Json
from filature.cli.output import emit_json, objects, say
from filature.cli.wording import with_meanings, wording
from filature.i18n import _
from filature.pipeline import standing


def status(folder: CaseFolder, json: Json = False) -> None:
    """How the case stands: intakes, rows in, out and rejected, page kinds, what is unrecognised, what is stale."""
    found = standing.of(cases.open_case(folder))
    if json:
        emit_json(found)
        return
    say(f"{found['case']['name']} ({folder}) — {found['case']['basis']}")
    for title, rows in _sections(found):
        if rows:
            objects(title, rows)
            say("")
    if found["stale"]:
        names = ", ".join(sorted({s["stage"] for s in found["stale"]}))
        say(_("Stale: {stages}. Run: filature build {folder}", stages=names, folder=folder))


def _sections(found: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    return [
        (_("Intakes"), found["intakes"]),
        (_("Page kinds"), [{**row, "site": wording(row["site"])} for row in found["page_kinds"]]),
        (_("Unrecognised pages, by host or folder"), found["unrecognised"]),
        (_("Rejections and remarks"), with_meanings(found["rejections"])),
        (_("Rows in tables"), found["tables"]),
        (_("Visits"), found["visits"]),
    ]
