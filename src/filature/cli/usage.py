"""A command that was called wrongly: what Typer says of it, in the language of the person."""

from __future__ import annotations

import re

from typer._click.exceptions import ClickException, NoArgsIsHelpError, UsageError

from filature.i18n import Message, _

# Typer writes these in English without gettext. The names of the groups are the names in the message.
_SAID = (
    (r"Missing option (?P<name>.+)\.", Message("Option {name} is missing.")),
    (r"Missing argument (?P<name>.+)\.", Message("Argument {name} is missing.")),
    (
        r"No such option: (?P<name>\S+) \(Possible options: (?P<others>.+)\)",
        Message("No such option: {name} (possible: {others})."),
    ),
    (r"No such option: (?P<name>\S+)", Message("No such option: {name}.")),
    (r"Got unexpected extra argument\(s\) \((?P<names>.+)\)", Message("Too many arguments: {names}.")),
    (r"Option (?P<name>.+) requires an argument\.", Message("Option {name} needs a value.")),
    (r"Option (?P<name>.+) does not take a value\.", Message("Option {name} takes no value.")),
    (
        r"Invalid value for (?P<name>.+?): (?:Value error, )?(?P<value>.+) is not one of (?P<known>.+)\.",
        Message("Option {name}: {value} is not one of {known}."),
    ),
    (
        r"Invalid value for (?P<name>.+?): Input should be a valid integer.*",
        Message("Option {name} needs a whole number."),
    ),
    (
        r"Invalid value for (?P<name>.+?): Input should be less than or equal to (?P<bound>\d+)",
        Message("Option {name} can be {bound} at most."),
    ),
    (
        r"Invalid value for (?P<name>.+?): Input should be greater than or equal to (?P<bound>\d+)",
        Message("Option {name} must be {bound} at least."),
    ),
    (r"(?P<what>.+)\. Did you mean (?P<names>.+)\?", Message("{what}. Did you mean {names}?")),
)


def words(error: ClickException) -> str:
    """What a person is told: usage, where help is, what was wrong; all help when no command was given."""
    if isinstance(error, NoArgsIsHelpError):
        return error.message
    lines = []
    if isinstance(error, UsageError) and error.ctx is not None:
        command = error.ctx.command_path
        lines = [error.ctx.get_usage(), _(Message("Try '{command} --help' for help."), command=command), ""]
    return "\n".join([*lines, _(Message("Error: {what}"), what=_wrong(error.format_message()))])


def _wrong(said: str) -> str:
    for pattern, message in _SAID:
        if found := re.fullmatch(pattern, said, re.S):
            return _(message, **found.groupdict())
    return said
