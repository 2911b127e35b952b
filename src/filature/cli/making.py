"""`filature new` and `filature add`: a case folder, and material into its evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filature import case as cases
from filature.cli.options import DEFAULT_THREADS, CaseFolder, Json, Threads
from filature.cli.output import emit_json, say, table
from filature.cli.progress import counting
from filature.errors import Misuse
from filature.evidence.manifest import Refusal
from filature.i18n import _
from filature.pipeline import proposals
from filature.sources import adding, walk


def new(
    folder: CaseFolder,
    name: Annotated[str, typer.Option(help=_("Name of the case."))],
    basis: Annotated[
        str, typer.Option(help=_("Legal basis, in your words: the text, the authority, the date."))
    ],
    reference: Annotated[str, typer.Option(help=_("Reference of the proceedings."))] = "",
    retention: Annotated[str, typer.Option(help=_("Until when the material may be kept, and why."))] = "",
    json: Json = False,
) -> None:
    """Make a new case folder."""
    case = cases.create(folder, cases.Settings(name, basis, reference, retention=retention))
    if json:
        emit_json({"case": str(case.folder), "name": name, "basis": basis, "reference": reference})
    else:
        say(
            _("Made the case {folder}. Put material into it with: filature add {folder} PATH…", folder=folder)
        )


def add(
    folder: CaseFolder,
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help=_("Files, folders, archives; - for standard input.")),
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
                _("{path} lies inside the case itself.", path=path), _("Give the material as it lay before.")
            )
    with counting(_("taking in"), walk.count(paths)) as progress:
        added = adding.add(case.store, paths, threads, progress)
    mappings = proposals.write_for_new(case, added.intake_id) if added.intake_id else []
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


def _tell(case: cases.Case, added: adding.Added, mappings: list[Path]) -> None:
    if added.intake_id is None:
        say(
            f"Nothing new: the case holds all of it already ({added.already_here} items, same name and same bytes)."
        )
    else:
        sealed = _(
            "Intake {intake}: {count} captures sealed and journaled.",
            intake=added.intake_id,
            count=added.captures,
        )
        known = _("{count} were here already.", count=added.already_here) if added.already_here else ""
        say(f"{sealed} {known}".rstrip())
    if added.refusals:
        rows = [(r.source_path, r.reason, r.detail, r.place) for r in added.refusals[:50]]
        table(_("Not taken, or remarked on"), (_("what"), _("reason"), _("detail"), _("place")), rows)
        if len(added.refusals) > len(rows):
            more = len(added.refusals) - len(rows)
            say(_("… and {count} more: see table rejection after `filature build`.", count=more))
    for mapping in mappings:
        file = mapping.relative_to(case.folder)
        say(_("Columns are mapped by {file}: correct it if need be, then build.", file=file))


def _refusal(refusal: Refusal) -> dict[str, object]:
    return {k: getattr(refusal, k) for k in ("source_path", "reason", "detail", "place", "rows")}
