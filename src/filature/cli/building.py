"""`filature build` and `filature status`: everything derived, and how things stand."""

from __future__ import annotations

from typing import Any

from filature import case as cases
from filature.cli.options import DEFAULT_THREADS, CaseFolder, Json, Threads
from filature.cli.output import emit_json, objects, say
from filature.cli.progress import stage_bars
from filature.cli.wording import with_meanings, wording
from filature.i18n import _, ngettext
from filature.pipeline import build as builds
from filature.pipeline import standing
from filature.pipeline.listener import Step


def build(folder: CaseFolder, threads: Threads = DEFAULT_THREADS, json: Json = False) -> None:
    """Derive all tables from the evidence; only what is stale is run."""
    case = cases.open_case(folder)
    with stage_bars() as bars:
        steps = builds.build(case, threads, bars)
    if json:
        emit_json({"steps": steps})
        return
    ran = [s for s in steps if s.ran]
    if not ran:
        say(_("Everything is up to date: no stage had to run."))
        return
    objects(_("Stages that ran"), [_line(step) for step in ran])
    fresh = len(steps) - len(ran)
    say(
        ngettext(
            "{count} of {all} steps was up to date. See: filature status {folder}",
            "{count} of {all} steps were up to date. See: filature status {folder}",
            fresh,
            all=len(steps),
            folder=folder,
        )
    )


def _line(step: Step) -> dict[str, object]:
    counts = {name: getattr(step, name) or "" for name in ("rows_in", "rows_out", "rejected")}
    return {"stage": step.stage, "on": step.intake or _("the case"), **counts}


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
