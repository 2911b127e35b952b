"""Captured strings that are meant for the terminal or the spreadsheet of who looks at them: shown, never obeyed."""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
import subprocess
import sys
import unicodedata

import pytest

from tests.evidence.made import http, warc_record
from tests.zoo.keeper import Keeper, Ran

CLEAR, TITLE, LINK = "\x1b[2J", "\x1b]0;owned\x07", "\x1b]8;;http://evil.example\x1b\\"
BIDI, CSI8, ZERO = "\u202egnp.exe\u2066", "\x9b31m", "\u200b\ufeff"
ATTACK = f"A{CLEAR}B{TITLE}C{LINK}D{BIDI}E{CSI8}F{ZERO}G\rH\x08I\x7fJ[red]K"
FILE = f"name{CLEAR}{BIDI}\n\r[bold].html"
FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "harmless", "a=b", "'quoted"]


@pytest.fixture(scope="module")
def built(house: Keeper) -> Ran:
    """A page, a table and a WARC record that attack; the words of `add` for a person."""
    html = f"<html><title>{ATTACK}</title><p>x</p></html>".encode()
    rows = "".join(f'vendor{n},"{formula}",{n}.5\n' for n, formula in enumerate([*FORMULAS, ATTACK]))
    house.put(
        {
            FILE: html,
            "empty\x1b[31m.html": b"",
            "table.csv": f"vendor,title,price\n{rows}".encode(),
            "a.warc": warc_record(http(html), WARC_Target_URI="http://exemple.onion/\x1b[2J\u202e"),
        }
    )
    added = house.run("add", house.case, house.given)
    assert (added.code, house.run("build", house.case).code) == (0, 0)
    return added


def tame(text: str) -> bool:
    """Whether a terminal would print all of it and do nothing else."""
    return all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in text)


def test_add_shows_names_tamely(built: Ran) -> None:
    assert tame(built.out + built.err), ascii(built.out)
    assert "given/empty\\x1b[31m.html" in built.out


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("query", "select * from page"),
        ("query", "select title, url, site from offer_observation"),
    ],
)
def test_commands_show_captured_text_tamely(command: tuple[str, ...], house: Keeper, built: Ran) -> None:
    ran = house.run(command[0], house.case, *command[1:])
    assert (ran.code, tame(ran.out + ran.err)) == (0, True), ascii(ran.out)


def test_show_is_tame(house: Keeper, built: Ran) -> None:
    (page,) = house.query("select capture_id from capture where source_path like '%name%'")
    shown = house.run("show", house.case, page["capture_id"])
    assert (shown.code, tame(shown.out)) == (0, True), ascii(shown.out)
    assert "name\\x1b[2J\\u202egnp.exe\\u2066\\n\\r[bold].html" in shown.out


def test_errors_are_tame(house: Keeper, built: Ran) -> None:
    hostile = ATTACK + FILE
    for arguments in (
        ("add", house.case, house.folder / "none" / hostile),
        ("show", house.case, hostile),
        ("query", house.case, f"select '{hostile}' from nowhere"),
        ("tables", hostile),
    ):
        ran = house.run(*arguments)
        assert ran.code in (1, 2)
        assert tame(ran.out + ran.err), (arguments[0], ascii(ran.out + ran.err))
    mistaken = house.run("add", house.case, f"--{hostile}")  # as `filature add case *` may come to it
    assert mistaken.code == 2
    assert not [c for c in mistaken.err if unicodedata.category(c) == "Cc" and c != "\n"]


def test_json_escapes_what_would_command(house: Keeper, built: Ran) -> None:
    ran = house.run("query", house.case, "select title from page where title like '%[red]%'", "--json")
    assert tame(ran.out), ascii(ran.out)
    assert "\\u009b31m" in ran.out
    assert all(f"{BIDI}E{CSI8}F{ZERO}" in row["title"] for row in json.loads(ran.out))


def test_csv_on_a_terminal_is_tame(house: Keeper, built: Ran) -> None:
    """In a pipe or a file it is the captured text itself."""
    shell = ["script", "--quiet", "--return", "--command"]
    if not shutil.which(shell[0]):
        pytest.skip("script, which gives a command a terminal, is not there")
    sql = "select title from page"
    command = [sys.executable, "-m", "filature", "query", str(house.case), sql, "--format", "csv"]
    shown = subprocess.run(
        [*shell, shlex.join(command), "/dev/null"], capture_output=True, check=True, text=True
    )
    assert "\\u009b31m" in shown.stdout
    assert tame(shown.stdout.replace("\r\n", "\n")), ascii(shown.stdout)


def test_csv_cells_are_no_formulas(house: Keeper, built: Ran) -> None:
    """As OWASP advises ("CSV Injection"): an apostrophe before what a spreadsheet would run. Numbers stay numbers."""
    sql = "select title, -price as minus from offer_observation order by price"
    header, *rows = csv.reader(io.StringIO(house.run("query", house.case, sql, "--format", "csv").out))
    assert header == ["title", "minus"]
    assert not [r for r in rows if r[0].startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [r[1] for r in rows] == [f"-{n}.5" for n in range(len(rows))]
    kept = house.query(sql)
    assert [r["title"] for r in kept][:4] == FORMULAS[:4]
