"""`filature add`: material into the evidence of a case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filature import case as cases
from filature.cli.options import DEFAULT_THREADS, CaseFolder, Json, Threads
from filature.cli.output import emit_json, objects, say
from filature.cli.progress import counting
from filature.cli.wording import with_meanings
from filature.errors import Misuse
from filature.evidence.manifest import Refusal
from filature.i18n import _, ngettext
from filature.sources import adding, walk
from filature.sources.kind import MAPPED


def add(
    folder: CaseFolder,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files, folders, archives; - for standard input."),
    ],
    threads: Threads = DEFAULT_THREADS,
    json: Json = False,
) -> None:
    """Take material into evidence: everything below PATH, sealed and journaled, in one intake."""
    case = cases.open_case(folder)
    inside = case.folder.resolve()
    for path in paths:
        if path != walk.STDIN and (inside == Path(path).resolve() or inside in Path(path).resolve().parents):
            raise Misuse(
                "{path} lies inside the case itself.", "Give the material as it lay before.", path=path
            )
    with counting(_("taking in"), lambda: walk.count(paths)) as progress:
        added = adding.add(case.store, paths, threads, progress)
    mappings = _propose(case, added)
    if json:
        emit_json(
            {
                "intake": added.intake_id,
                "captures": added.captures,
                "already_here": added.already_here,
                "refused": added.refused,
                "rejections": [_refusal(r) for r in added.refusals],
                "mappings": [str(m.relative_to(case.folder)) for m in mappings],
            }
        )
    else:
        _tell(case, added, mappings)
    if added.refused:
        raise typer.Exit(1)


def _propose(case: cases.Case, added: adding.Added) -> list[Path]:
    """The mapping files that what was added lacked."""
    if added.intake_id is None or added.roles.isdisjoint(MAPPED):
        return []
    from filature.pipeline import proposals  # noqa: PLC0415 (pages need none of what reads tables)

    return proposals.write_for_new(case, added.intake_id)


def _tell(case: cases.Case, added: adding.Added, mappings: list[Path]) -> None:
    if added.intake_id is None:
        say(
            ngettext(
                "Nothing new: the case holds all of it already ({count} item, same name and same bytes).",
                "Nothing new: the case holds all of it already ({count} items, same name and same bytes).",
                added.already_here,
            )
        )
    else:
        sealed = ngettext(
            "Intake {intake}: {count} capture sealed and journaled.",
            "Intake {intake}: {count} captures sealed and journaled.",
            added.captures,
            intake=added.intake_id,
        )
        known = ngettext("{count} was here already.", "{count} were here already.", added.already_here)
        say(f"{sealed} {known}" if added.already_here else sealed)
    if added.refusals:
        shown = [
            {"what": r.source_path, "reason": r.reason, "detail": r.detail, "place": r.place}
            for r in added.refusals[:50]
        ]
        objects(_("Not taken, or remarked on"), with_meanings(shown))
        if more := len(added.refusals) - len(shown):
            say(_("… and {count} more: see table rejection after `filature build`.", count=more))
    for mapping in mappings:
        file = mapping.relative_to(case.folder)
        say(_("Columns are mapped by {file}: correct it if need be, then build.", file=file))


def _refusal(refusal: Refusal) -> dict[str, object]:
    return {k: getattr(refusal, k) for k in ("source_path", "reason", "detail", "place", "rows")}
