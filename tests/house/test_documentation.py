"""The documentation says what the program does: no command, option, table or column without words."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import typer
from typer.main import get_command

from filature.cli.app import app
from filature.tables import ALL
from tests.house.code import ROOT, SOURCE

REFERENCE = ROOT / "docs" / "reference"


def _commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    yield name, command
    for child in getattr(command, "commands", {}).values():
        yield from _commands(child, f"{name} {child.name}")


def test_no_generated_page_is_stale() -> None:
    """`make docs` would write references and terminal sessions as they stand in the repository."""
    check = [sys.executable, str(ROOT / "docs" / "gen"), "--sessions", "--check"]
    done = subprocess.run(check, check=False, capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_every_command_and_option_is_documented() -> None:
    """Each command has help, each argument and option too, and the reference page names them."""
    page = (REFERENCE / "commands.md").read_text("utf-8")
    silent = []
    for name, command in _commands(get_command(app), "filature"):
        assert f"## `{name}`\n" in page or name == "filature"
        silent += [name] * (not command.help)
        for parameter in command.params:
            silent += [f"{name} {parameter.name}"] * (not parameter.help)
            if parameter.opts[0].startswith("-"):
                assert parameter.opts[0] in page, f"{name} {parameter.opts[0]}"
    assert silent == []


def test_every_table_and_column_is_documented() -> None:
    """Each table and column has a meaning that ends as a sentence, and stands on the reference page."""
    page = (REFERENCE / "tables.md").read_text("utf-8")
    for table in ALL.values():
        assert table.meaning.endswith("."), table.name
        chapter = page.split(f"\n### {table.name}\n")[1].split("\n#")[0]
        for column in table.columns:
            assert column.meaning.endswith((".", "…")), f"{table.name}.{column.name}"
            assert f"| `{column.name}` | {column.type_name}" in chapter


def test_every_module_of_tables_is_on_the_page() -> None:
    """A module below `tables` defines the model or its form in Arrow, or has its tables on the page; none is left out."""
    modules = {
        p.stem: import_module(f"filature.tables.{p.stem}") for p in (SOURCE / "tables").glob("[!_]*.py")
    }
    defined = [table.name for module in modules.values() for table in getattr(module, "TABLES", ())]
    assert sorted(defined) == sorted(ALL)
    assert {name for name, module in modules.items() if not hasattr(module, "TABLES")} == {"arrow", "model"}


def test_commands_and_targets_that_the_pages_show_exist() -> None:
    """Every `filature x` and `make x` in a console block or in code of a page is a command or a target."""
    commands = {name for name, _ in _commands(get_command(app), "filature")}
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    shown = {m for p in pages for m in re.findall(r"[$`] ?(filature|make) ([a-z]+)", p.read_text("utf-8"))}
    assert ("filature", "add") in shown
    assert ("make", "demo") in shown
    assert {what for tool, what in shown if tool == "make"} - targets == set()
    assert {f"{tool} {what}" for tool, what in shown if tool == "filature"} - commands == set()


def test_a_command_without_words_would_be_found() -> None:
    """The walk over the commands sees an option and a command that have no help."""
    bare = typer.Typer()
    bare.command("said", help="Said.")(_silent)
    bare.command("silent")(_silent)
    found = dict(_commands(get_command(bare), "bare"))
    assert sorted(found) == ["bare", "bare said", "bare silent"]
    assert not found["bare silent"].help
    assert [p.name for p in found["bare silent"].params if not p.help] == ["wordless"]


def _silent(wordless: str = "") -> str:
    return wordless
