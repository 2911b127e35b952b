"""The reference of commands, as Typer's own documentation command writes it from the application."""

from __future__ import annotations

import os
import re
import subprocess
import sys

HEAD = """# Commands

Every command answers `--help`. With `--json` it prints one JSON document on standard output, and everything else goes
to standard error. Exit codes: **0** done; **1** findings or unusable input; **2** the command was called wrongly.
"""
_SHORT_HELP = re.compile(r"^\* `([a-z]+)`: .*$", re.M)


def text() -> str:
    """The page in Markdown."""
    command = [sys.executable, "-m", "typer", "filature.cli.app", "utils", "docs", "--name", "filature"]
    english = {**os.environ, "FILATURE_LANG": "en"}
    made = subprocess.run(command, check=True, capture_output=True, text=True, env=english).stdout
    whole = _SHORT_HELP.sub(r"* `\1`", made.split("\n", 1)[1])  # Typer cuts it; the whole stands below
    return HEAD + whole.rstrip() + "\n"
