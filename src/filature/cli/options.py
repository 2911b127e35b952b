"""Arguments and options that several commands share; `filature.cli.language` translates what they say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from filature.cli.output import answer_in_json

CaseFolder = Annotated[Path, typer.Argument(metavar="CASE", help="Folder of the case.")]
Json = Annotated[
    bool,
    typer.Option(
        "--json",
        callback=lambda wanted: answer_in_json(wanted) or wanted,
        help="Answer with one JSON document.",
    ),
]
Threads = Annotated[
    int,
    typer.Option(
        "--threads",
        min=1,
        max=64,
        show_default="one for each processor",  # the reference must not depend on this machine
        help="Processes to use; the result does not depend on it.",
    ),
]
DEFAULT_THREADS = os.cpu_count() or 1
