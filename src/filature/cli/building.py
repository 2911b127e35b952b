"""`filature build`: everything that is derived from the evidence."""

from __future__ import annotations

from filature import case as cases
from filature.cli.bars import stage_bars
from filature.cli.options import DEFAULT_THREADS, CaseFolder, Json, Threads
from filature.cli.output import emit_json, objects, say
from filature.i18n import _, ngettext
from filature.pipeline import build as builds
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
