"""Feeds the animals: runs `filature` on hostile material in a process of its own and says what came of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

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
    def document(self) -> dict[str, Any]:
        """Its JSON answer."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def told(self) -> dict[str, tuple[str, str]]:
        """Reason and words of each refusal and remark, by path."""
        return {r["source_path"]: (r["reason"], r["detail"]) for r in self.document["rejections"]}


class Keeper:
    """A case, and the commands on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.case = folder / "case"
        self.given = folder / "given"
        self.given.mkdir()
        (self.given / "0-healthy.html").write_bytes(HEALTHY)
        (self.given / "~healthy.html").write_bytes(HEALTHY)
        assert self.run("new", self.case, "--name", "Zoo", "--basis", "aucune").code == 0

    def run(
        self, *arguments: object, wrap: Sequence[str] = (), stdin: bytes = b"", limit: float = 120
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
        assert ran.memory < MEMORY, f"{ran.memory} MiB"
        return ran

    def add(self, *paths: Path, **more: Any) -> Ran:
        """`filature add --json`, of the given folder unless told otherwise."""
        return self.run("add", self.case, *(paths or (self.given,)), "--json", **more)

    def evidence(self) -> dict[str, bytes]:
        """Every file below `evidence/`."""
        folder = self.case / "evidence"
        return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}

    def captures(self) -> dict[str, dict[str, Any]]:
        """The captures of all intakes, by path."""
        lines = (
            json.loads(line)
            for manifest in sorted((self.case / "evidence").glob("int_*/manifest.jsonl"))
            for line in manifest.read_bytes().splitlines()
        )
        return {line["source_path"]: line for line in lines if line["type"] == "capture"}

    def is_well(self) -> None:
        """The healthy neighbours arrived, and the case can be used."""
        captures = self.captures()
        assert {"given/0-healthy.html", "given/~healthy.html"} <= captures.keys()
        assert self.run("status", self.case, "--json").code == 0


def _path(argument: object) -> str | os.PathLike[str]:
    return argument if isinstance(argument, os.PathLike) else str(argument)


Make = Callable[[Path], None]


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    """A case with healthy material beside which an animal is put."""
    return Keeper(tmp_path)
