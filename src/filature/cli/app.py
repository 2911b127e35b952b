"""The commands of `filature`, gathered from the modules that hold them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from filature import __version__
from filature.cli import building, demo, looking, making, selectors, sites
from filature.cli.language import Command, Group
from filature.i18n import speak

app = typer.Typer(
    name="filature",
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Language(StrEnum):
    """What `--lang` can be."""

    en = "en"
    fr = "fr"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"filature {__version__}")
        raise typer.Exit


def _speak(chosen: Language | None) -> Language | None:
    if chosen:
        speak(chosen)
    return chosen


@app.callback()
def _main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
    lang: Annotated[
        Language | None,
        typer.Option(
            "--lang",
            callback=_speak,
            is_eager=True,
            help="Language of messages and help, given before the command; else that of FILATURE_LANG or of the "
            "system. JSON is the same in every language.",
        ),
    ] = None,
) -> None:
    """Begin with `filature new`, then `add`, `build` and `status`."""


for command in (
    making.new,
    making.add,
    building.build,
    building.status,
    looking.query,
    looking.show,
    looking.tables,
    demo.demo,
):
    app.command(cls=Command)(command)
app.command("scan", cls=Command)(selectors.scan_text)
app.command(cls=Command)(selectors.mentions)
app.add_typer(sites.app, name="site")
