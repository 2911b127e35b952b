"""Every text of the program that is shown to people, as it stands in the source: what the catalogues must hold.

Three places hold such texts: calls with a literal (`_`, `Message`, `ngettext`, the errors for people), the application
of the command line (help of commands and options), and data (meanings of tables, columns and reasons).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from filature.cli.app import app
from filature.reasons import REASONS, UNREADABLE
from filature.tables import ALL

SOURCE = Path(__file__).resolve().parents[2] / "src" / "filature"
ARGUMENTS = {
    "_": (0,), "Message": (0,), "FilatureError": (0, 1), "BadInput": (0, 1), "Misuse": (0, 1), "Damaged": (0, 1),
    "wrong": (1, 2),
}  # fmt: skip
"""Which arguments of which call are texts for people."""

Key = str | tuple[str, str]
"""A text, or singular and plural."""


def messages() -> list[Key]:
    """Every text once, sorted."""
    found: set[Key] = {*_of_commands(get_command(app)), *_of_data()}
    for module in SOURCE.rglob("*.py"):
        found.update(literals(ast.parse(module.read_text("utf-8"))))
    plurals = {one for one, _ in (key for key in found if isinstance(key, tuple))}
    return sorted((key for key in found if key and key not in plurals), key=str)


def literals(tree: ast.AST) -> Iterator[Key]:
    """The texts in the calls of one module."""
    for name, call in calls(tree):
        if name == "ngettext":
            one, many = (text for text in map(literal, call.args[:2]))
            if one is not None and many is not None:
                yield one, many
        else:
            yield from (text for text in map(literal, shown(name, call)) if text)


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each call that takes texts for people, with the name that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
            if name in ARGUMENTS or name == "ngettext":
                yield name, node


def shown(name: str, call: ast.Call) -> list[ast.expr]:
    """The arguments of ``call`` that are texts for people."""
    return [call.args[number] for number in ARGUMENTS[name] if number < len(call.args)]


def literal(node: ast.expr) -> str | None:
    """The text of a literal; None for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _of_commands(command: Any) -> Iterator[str]:
    """Help, names of arguments and defaults of a command and of all below it."""
    for thing in (command, *command.params):
        for name in ("help", "metavar", "show_default"):
            text = getattr(thing, name, None)
            if isinstance(text, str):
                yield text
    for child in getattr(command, "commands", {}).values():
        yield from _of_commands(child)


def _of_data() -> Iterator[str]:
    yield from (UNREADABLE, *REASONS.values())
    for table in ALL.values():
        yield table.meaning
        for column in table.columns:
            yield from (column.meaning, column.type_name)
