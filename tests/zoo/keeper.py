"""Feeds the animals: runs `filature` on hostile material in a process of its own and says what came of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.keys import same_key

ROOT = Path(__file__).parents[2]
HEALTHY = "<html><title>Saine</title><body><p>Article fictif en bonne santé</p></body></html>".encode()
# What the command line takes before it does anything is about 200 MiB.
MEMORY = 480


@dataclass(frozen=True)
class Ran:
    """What a command left: exit code, output, seconds, peak memory in MiB."""

    code: int
    out: str
    err: str
    seconds: float
    memory: int

    @property
    def document(self) -> Any:
        """Its JSON answer."""
        return json.loads(self.out)

    def told(self, path: str) -> list[tuple[str, str]]:
        """Reason and words of each refusal and remark on what was given as ``path``, in their order."""
        return [
            (r["reason"], r["detail"])
            for r in self.document["rejections"]
            if r["source_path"] == f"given/{path}"
        ]


class Keeper:
    """A case, the material ``given`` to it between two healthy pages, and the commands on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.case = folder / "case"
        self.given = folder / "given"
        self.given.mkdir()
        self.put({"0-healthy.html": HEALTHY, "~healthy.html": HEALTHY})

    def put(self, animals: Mapping[str, bytes]) -> None:
        """Write files into the given folder."""
        for name, content in animals.items():
            (self.given / name).write_bytes(content)

    def run(
        self,
        *arguments: object,
        wrap: Sequence[str] = (),
        stdin: bytes = b"",
        limit: float = 300,
        memory: int = MEMORY,
    ) -> Ran:
        """Run one command; asserts that it shows no traceback and stays within its memory."""
        peak = self.folder / "peak"
        command = [
            *wrap,
            sys.executable,
            "-W",
            "error",
            "-m",
            "tests.zoo.measured",
            str(peak),
            *(os.fspath(_path(a)) for a in arguments),
        ]
        started = time.monotonic()
        done = subprocess.run(command, input=stdin, capture_output=True, check=False, cwd=ROOT, timeout=limit)
        seconds = time.monotonic() - started
        out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        assert "Traceback" not in out + err, err
        ran = Ran(done.returncode, out, err, seconds, int(peak.read_text()) >> 10 if peak.exists() else 0)
        assert ran.memory < memory, f"{ran.memory} MiB"
        return ran

    def add(self, *paths: Path, **more: Any) -> Ran:
        """`filature add --json`, of the given folder unless told otherwise."""
        return self.run("add", self.case, *(paths or (self.given,)), "--json", **more)

    def evidence(self) -> dict[str, bytes]:
        """Every file below `evidence/`."""
        folder = self.case / "evidence"
        return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}

    def every_capture(self) -> list[dict[str, Any]]:
        """The captures of all intakes, in their order."""
        lines = (
            json.loads(line)
            for manifest in sorted((self.case / "evidence").glob("int_*/manifest.jsonl"))
            for line in manifest.read_bytes().splitlines()
        )
        return [line for line in lines if line["type"] == "capture"]

    def captures(self) -> dict[str, dict[str, Any]]:
        """The same by path: of each WARC file, the last."""
        return {line["source_path"]: line for line in self.every_capture()}

    def query(self, sql: str, **more: Any) -> list[dict[str, Any]]:
        """The rows of `filature query --format json`."""
        ran = self.run("query", self.case, sql, "--json", **more)
        assert ran.code == 0, ran.err
        rows: list[dict[str, Any]] = json.loads(ran.out)
        return rows

    def is_well(self) -> None:
        """The healthy neighbours arrived."""
        assert {"given/0-healthy.html", "given/~healthy.html"} <= self.captures().keys()


def _path(argument: object) -> str | os.PathLike[str]:
    return argument if isinstance(argument, os.PathLike) else str(argument)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new case, to be copied: to start the command line takes its time."""
    keeper = Keeper(tmp_path_factory.mktemp("blank"))
    assert keeper.run("new", keeper.case, "--name", "Zoo", "--basis", "aucune").code == 0
    same_key(keeper.case / "inputs")
    return keeper.case


def _keeper(folder: Path, blank: Path) -> Keeper:
    made = Keeper(folder)
    shutil.copytree(blank, made.case)
    return made


@pytest.fixture
def keeper(tmp_path: Path, blank: Path) -> Keeper:
    """A case of its own for one test."""
    return _keeper(tmp_path, blank)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Keeper:
    """A case that the tests of one module share: its animals are given together, none may harm another."""
    return _keeper(tmp_path_factory.mktemp("house"), blank)
