"""The commands of `filature`, gathered from the modules that hold them."""

from __future__ import annotations

import inspect

import typer

from filature import __version__
from filature.cli import building, demo, looking, making, sites
from filature.i18n import _

app = typer.Typer(
    name="filature",
    help=_(
        "From captured pages, tables and seized databases to one case whose every statement leads back to sealed bytes."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"filature {__version__}")
        raise typer.Exit


@app.callback(help=_("Begin with `filature new`, then `add`, `build` and `status`."))
def _main(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help=_("Print the version.")
    ),
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
    app.command(help=_(inspect.getdoc(command) or ""))(command)
app.add_typer(sites.app, name="site")
