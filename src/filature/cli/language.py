"""Help in the language of the person: declared in English beside each command, translated when it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from typer._click import Command as ClickCommand
from typer._click import Context, HelpFormatter
from typer.core import TyperCommand, TyperGroup, TyperOption

from filature.cli.values import read_plainly
from filature.i18n import Message, _

WORDS_OF_TYPER = (
    Message("Arguments"),
    Message("Commands"),
    Message("Options"),
    Message("[OPTIONS]"),
    Message("COMMAND [ARGS]..."),
    Message("Missing command."),
    Message("No such command {name!r}."),
    Message("default: {default}"),
    Message("required"),
)
"""What Typer says itself: through the standard library's gettext, or as fixed text that is translated here."""
_SHOWN = ("help", "metavar", "show_default")


class _Translated(ClickCommand):
    """What `Command` and `Group` share."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for parameter in self.params:
            read_plainly(parameter)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """The option `--help`, explained in the language of the person."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _(Message("Show this message and exit."))
            read_plainly(option)
        return option

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The line of usage."""
        with translated(self.get_params(ctx)):
            pieces = map(_, self.collect_usage_pieces(ctx))
            formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage: "))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The whole help of the command."""
        with translated([self, *self.get_params(ctx)]):
            super().format_help(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The beginning of the help, for the list of commands."""
        with translated([self]):
            return super().get_short_help_str(limit)


class Command(_Translated, TyperCommand):
    """A command of `filature`."""


class Group(_Translated, TyperGroup):
    """A group of commands of `filature`."""


@contextmanager
def translated(things: Iterable[Any]) -> Iterator[None]:
    """What ``things`` (commands, arguments, options) say of themselves, translated for as long as the block lasts."""
    before = [(thing, name, getattr(thing, name, None)) for thing in things for name in _SHOWN]
    texts = [(thing, name, text) for thing, name, text in before if isinstance(text, str)]
    for thing, name, text in texts:
        setattr(thing, name, _(text))
    try:
        yield
    finally:
        for thing, name, text in texts:
            setattr(thing, name, text)
