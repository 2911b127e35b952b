"""The commands in processes of their own, as a person runs them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Ran:
    """What a command left."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Its one JSON document."""
        return json.loads(self.out)


Filature = Callable[..., Ran]


def run(*arguments: object, stdin: bytes = b"") -> Ran:
    """Run `filature` with these arguments; asserts that nothing ever shows a traceback."""
    command = [sys.executable, "-W", "error", "-m", "filature", *map(str, arguments)]
    environment = {"FILATURE_LANG": "en", **os.environ, "LANG": "C.UTF-8"}
    done = subprocess.run(command, input=stdin, capture_output=True, check=False, env=environment)
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8")
    assert "Traceback" not in err, err
    return Ran(done.returncode, out, err)


@pytest.fixture
def filature() -> Filature:
    """`run`."""
    return run


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with material and the case that was built from it."""
    folder = tmp_path_factory.mktemp("built")
    material = folder / "2031-02-03"
    material.mkdir()
    for number in range(3):
        text = f"<html><title>Page {number}</title><body><h1>Article fictif {number}</h1><p>texte</p></body></html>"
        (material / f"http _exemple.onion_article_{number}_.htm").write_text(text, "utf-8")
    (material / "market.csv").write_text(
        "vendor,title,price\nalba,=1+1,12.50 EUR\nbruno,\u202earticle\x1b[31m,7 USD\n", "utf-8"
    )
    case = folder / "case"
    for command in (
        ("new", case, "--name", "Essai", "--basis", "aucune"),
        ("add", case, material),
        ("build", case),
    ):
        assert run(*command).code == 0
    return folder


@pytest.fixture
def built(tmp_path: Path, _made: Path) -> Path:
    """A case with three pages and a table, built; a copy of its own for each test, beside its material."""
    shutil.copytree(_made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "case"
