"""`filature demo`: the fictional case that Filature makes of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from filature import case as cases
from filature.cli.bars import stage_bars
from filature.cli.options import DEFAULT_THREADS, Json, Threads
from filature.cli.output import emit_json, say
from filature.cli.progress import counting
from filature.demo import MATERIAL, make
from filature.demo.account import account
from filature.i18n import _, speaking
from filature.pipeline import build as builds
from filature.sources import adding, walk


def demo(
    folder: Annotated[Path, typer.Argument(help="New folder for the material and the case.")] = Path("demo"),
    threads: Threads = DEFAULT_THREADS,
    json: Json = False,
) -> None:
    """Make the demo case from a seed, build it, and say what was found against what was planted."""
    place = folder / "case"
    planted = make(folder)
    case = cases.create(place, cases.Settings("Affaire fictive de démonstration", "none: fictional material"))
    given = [str(p) for p in sorted((folder / MATERIAL).iterdir())]
    with counting(_("taking in"), lambda: walk.count(given)) as progress:
        adding.add(case.store, given, threads, progress)
    with stage_bars() as bars:
        builds.build(case, threads, bars)
    if json:
        with speaking("en"):
            told = account(case.connect(), planted)
        emit_json({"case": str(place), "material": str(folder / MATERIAL), "account": told})
    else:
        say(account(case.connect(), planted))
