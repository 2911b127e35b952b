"""Terminal sessions in README and walk-through: the commands are run on the demonstration, their output put in place.

A session stands between `<!-- session -->` and `<!-- end -->` as a console block. Each `$` line in it is run anew, with
the `> ` lines that go on from it; `  # the first 12 lines` behind it (in French `  # les 12 premières lignes`) keeps that much
of its output. One thing is not as it was printed: `TIME` stands for the time at which material was added, so that the pages
do not change with each run.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

TIME = "2024-04-02T09:00:00Z"
_SESSION = re.compile(r"(<!-- session -->\n)```console\n(.*?)```\n(?=<!-- end -->)", re.S)
_COMMAND = re.compile(
    r"^\$ (?P<command>.*?(?:\n> .*?)*)(?:  # (?:the first|les) (?P<lines>\d+) (?:lines|premières lignes))?$",
    re.M,
)
_MAKE = {"make demo": "filature demo demo"}


class Terminal:
    """Runs commands in a folder of its own, as a person would who has Filature in the path and speaks ``language``."""

    def __init__(self, folder: Path, language: str) -> None:
        self._folder = folder
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self._environment = {
            **os.environ,
            "PATH": path,
            "FILATURE_LANG": language,
            "FILATURE_PERSON": "analyst",
        }

    def run(self, command: str) -> str:
        """What ``command`` prints on standard output; CalledProcessError when it fails."""
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", _MAKE.get(command, command)],
            cwd=self._folder, env=self._environment, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        return self._timeless(done.stdout)

    def _timeless(self, text: str) -> str:
        for journal in self._folder.glob("*/**/journal.jsonl"):
            for line in journal.read_text("utf-8").splitlines():
                text = text.replace(f"{json.loads(line)['time'][:19]}Z", TIME)
        return text


def filled(page: str, terminal: Terminal) -> str:
    """``page`` with every session in it run anew."""
    return _SESSION.sub(lambda found: f"{found[1]}```console\n{_block(found[2], terminal.run)}```\n", page)


def _block(block: str, run: Callable[[str], str]) -> str:
    shown = []
    for found in _COMMAND.finditer(block):
        lines = [line.rstrip() for line in run(found["command"].replace("\n> ", "\n")).splitlines()]
        if found["lines"] and len(lines) > int(found["lines"]):
            lines = [*lines[: int(found["lines"])], "…"]
        shown.append("\n".join([found[0], *lines]))
    return "\n\n".join(shown) + "\n"
