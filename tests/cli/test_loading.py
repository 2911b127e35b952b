"""Each command loads what it needs and no more, and the list of commands loads none of them."""

from __future__ import annotations

import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.main import get_command

from filature.cli.app import Commands, app
from filature.cli.language import Command

HEAVY = (
    "duckdb",
    "numpy",
    "numba",
    "pyarrow",
    "pydantic",
    "rich",
    "yaml",
    "re2",
    "lxml",
    "selectolax",
    "filature.reading",
)
_RUN = """
import sys
from filature.cli import main
try:
    main()
except SystemExit as stopped:
    code = stopped.code
print(code, *(name for name in {heavy!r} if name in sys.modules), file=sys.stderr)
"""


def loaded(*arguments: str | Path) -> str:
    """The exit code of a command, and what of `HEAVY` it loaded."""
    command = [sys.executable, "-c", _RUN.format(heavy=HEAVY), *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stderr.splitlines()[-1]


def test_the_list_of_commands_loads_no_room() -> None:
    assert loaded("--help") == "0"
    assert loaded("--version") == "0"


def test_making_a_case_and_adding_pages_load_no_library_for_tables(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "a.html").write_text("<html><body>a page</body></html>", "utf-8")
    assert loaded("new", tmp_path / "case", "--name", "n", "--basis", "b") == "0"
    assert loaded("add", tmp_path / "case", tmp_path / "given") == "0"
    assert loaded("add", tmp_path / "case", tmp_path / "given", "--json") == "0"
    assert loaded("new", tmp_path / "case", "--name", "n", "--basis", "b") == "2"


def test_adding_a_table_loads_what_proposes_its_mapping(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("vendor,title,price\na,b,1\n", "utf-8")
    assert loaded("new", tmp_path / "case", "--name", "n", "--basis", "b") == "0"
    assert "duckdb" in loaded("add", tmp_path / "case", tmp_path / "t.csv").split()
    assert [p.suffix for p in (tmp_path / "case" / "inputs" / "mappings").iterdir()] == [".yaml"]


def test_every_entry_leads_to_its_command() -> None:
    """Under the name, with the summary, that the list has; and the list is in the order of the work."""
    group = get_command(app)
    assert isinstance(group, Commands)
    commands = {name: group.commands[name] for name in group.commands}
    assert list(commands) == [entry.name for entry in Commands.entries]
    assert all(commands[e.name].name == e.name and commands[e.name].help for e in Commands.entries)
    assert group.commands["add"] is group.commands["add"]
    assert group.commands.get("nothing") is None


class Colour(StrEnum):
    """A choice."""

    red = "red"
    blue = "blue"


def _said(
    where: Path,
    names: Annotated[list[str], typer.Argument()],
    colour: Colour = Colour.blue,
    count: Annotated[int, typer.Option(min=1, max=9)] = 4,
    text: str = "t",
    output: Path | None = None,
    flag: bool = False,
) -> None:
    typer.echo(repr((where, names, colour, count, text, output, flag)))


@pytest.mark.parametrize(
    "arguments",
    [
        ["a", "b"],
        ["", "b", "c", "--colour", "red", "--count", "9", "--text", "", "--output", "x/../y", "--flag"],
        ["é/\udcff", "-"],
        ["a"],
        ["a", "b", "--colour", "green"],
        ["a", "b", "--count", "0"],
        ["a", "b", "--count", "x"],
        ["a", "b", "--count", "10"],
    ],
)
def test_values_are_those_that_typer_reads(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """With and without the short way, value by value and error by error."""
    told = []
    for kind in (None, Command):
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(cls=kind)(_said) if kind else single.command()(_said)
        try:
            single(arguments, standalone_mode=False, prog_name="said")
            told.append(capsys.readouterr().out)
        except Exception as error:  # noqa: BLE001 (whatever it is, both must raise the same)
            told.append(f"{type(error).__name__}: {error}")
    assert told[0] == told[1]
