"""`filature site`: site files, which say how the pages of a site are read."""

from __future__ import annotations

from typing import Annotated

import typer

from filature import case as cases
from filature.cli.language import Command, Group
from filature.cli.options import CaseFolder, Json
from filature.cli.output import emit_json, say, table
from filature.i18n import _
from filature.pipeline import drafting

app = typer.Typer(cls=Group, no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@app.callback()
def _site() -> None:
    """Site files: how the pages of a site are read."""


@app.command(cls=Command)
def draft(
    folder: CaseFolder,
    capture: Annotated[
        str,
        typer.Argument(metavar="CAPTURE", help="A page (cap_…) of a site that no site file describes."),
    ],
    json: Json = False,
) -> None:
    """Write a first site file from a page, with a preview of what each field gives, for a person to correct."""
    drafted = drafting.draft(cases.open_case(folder), capture)
    if json:
        emit_json({"file": str(drafted.path), "preview": drafted.preview})
        return
    say(_("Wrote {file}. Correct it, then: filature build {folder}", file=drafted.path, folder=folder))
    table(
        _("What each field gives on this page"), (_("field"), _("selector"), _("value")), drafted.preview, 200
    )
