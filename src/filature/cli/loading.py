"""Commands whose modules are loaded when they are called, so that none pays for what only another one needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

import typer
from typer._click import Command as ClickCommand
from typer._click import Context, HelpFormatter
from typer.main import get_command

from filature.cli.language import Command, Group
from filature.i18n import Message, _


@dataclass(frozen=True, slots=True)
class Entry:
    """One command of the list: ``name``, what the list says of it, and where it lies.

    ``place`` is a module below `filature.cli` and, behind a colon, a function in it, or a `typer.Typer` for a group.
    """

    name: str
    summary: Message
    place: str

    def load(self) -> ClickCommand:
        """The command itself."""
        module, name = self.place.split(":")
        found = getattr(import_module(f"filature.cli.{module}"), name)
        if not isinstance(found, typer.Typer):
            alone = typer.Typer(add_completion=False, rich_markup_mode=None)
            alone.command(self.name, cls=Command, short_help=self.summary)(found)
            found = alone
        command = get_command(found)
        command.name = self.name
        return command


class _Loaded(Mapping[str, ClickCommand]):
    """The commands by name: names are there at once, each command is loaded when it is asked for."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = {entry.name: entry for entry in entries}
        self._loaded: dict[str, ClickCommand] = {}

    def __getitem__(self, name: str) -> ClickCommand:
        if name not in self._loaded:
            self._loaded[name] = self._entries[name].load()
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


class Listing(Group):
    """A group that lists ``entries`` without loading them; a subclass sets them."""

    entries: tuple[Entry, ...] = ()

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = cast(MutableMapping[str, ClickCommand], _Loaded(self.entries))  # nobody adds to it

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002
        """The names, in the order of the entries."""
        return list(self.commands)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands in the help of the group."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(entry.name, _(entry.summary)) for entry in self.entries])
