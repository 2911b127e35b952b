"""The commands of `filature`: what the list says of each, and the module that holds it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from filature import __version__
from filature.cli.loading import Entry, Listing
from filature.i18n import Message, speak


class Commands(Listing):
    """The commands, in the order of the work."""

    entries = (
        Entry("new", Message("Make a new case folder."), "making:new"),
        Entry("add", Message("Take material into evidence."), "adding:add"),
        Entry("build", Message("Derive all tables from the evidence."), "building:build"),
        Entry("status", Message("How the case stands."), "standing:status"),
        Entry("query", Message("Ask the tables a question."), "asking:query"),
        Entry("show", Message("Show one thing, and the evidence behind it."), "showing:show"),
        Entry("tables", Message("The reference of tables and columns."), "reference:tables"),
        Entry("demo", Message("Make the demo case, and say what was found."), "demo:demo"),
        Entry("scan", Message("Find identifiers in a text."), "scanning:scan_text"),
        Entry("mentions", Message("The identifiers that the case mentions."), "mentions:mentions"),
        Entry("site", Message("Site files: how the pages of a site are read."), "sites:app"),
    )


app = typer.Typer(
    name="filature",
    cls=Commands,
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
