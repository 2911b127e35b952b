"""`filature new`: a case folder."""

from __future__ import annotations

from typing import Annotated

import typer

from filature import case as cases
from filature.cli.options import CaseFolder, Json
from filature.cli.output import emit_json, say
from filature.i18n import _


def new(
    folder: CaseFolder,
    name: Annotated[str, typer.Option(help="Name of the case.")],
    basis: Annotated[
        str, typer.Option(help="Legal basis, in your words: the text, the authority, the date.")
    ],
    reference: Annotated[str, typer.Option(help="Reference of the proceedings.")] = "",
    retention: Annotated[str, typer.Option(help="Until when the material may be kept, and why.")] = "",
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
