"""What must not stand in the repository, and what its locks must hold."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.house.code import ROOT, repository_files

# Written in pieces, so that this file does not hold what it forbids.
_FORBIDDEN = re.compile(
    rb"/" + rb"work/(?:main|shared)|/" + rb"opt/(?:pypi|wheels)|/" + rb"root/|\bfile:///" + rb"opt"
    rb"|https?://[^\s\"'<>]*/" + rb"simple\b|files\." + rb"pythonhosted|(?<!-no-emit)--(?:extra-)?index" + rb"-url"
)  # fmt: skip
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
_PIN = re.compile(r"^([a-z0-9-]+)==(\S+)( ;[^\\]*)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", re.M)


def test_no_file_names_this_machine_or_a_registry() -> None:
    """No path of the machine it was written on, no address of a package registry."""
    found = {
        str(p.relative_to(ROOT)): m[0] for p in repository_files() if (m := _FORBIDDEN.search(p.read_bytes()))
    }
    assert found == {}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_a_lock_pins_every_package_with_its_hashes(lock: Path) -> None:
    """Each line of a lock belongs to a pin with hashes, or is a comment."""
    text = lock.read_text("utf-8")
    left = _PIN.sub("", text)
    assert [line for line in left.splitlines() if not line.lstrip().startswith("#")] == []


def test_the_locks_agree_and_hold_what_the_project_asks_for() -> None:
    """Every lock is a cut of check.txt, and each dependency of pyproject.toml is in the lock of its purpose."""
    pins = {p.stem: {(m[1], m[2]) for m in _PIN.finditer(p.read_text("utf-8"))} for p in LOCKS}
    assert sorted(pins) == ["bench", "check", "docs", "runtime", "test"]
    assert all(pins[name] <= pins["check"] for name in pins)
    assert all(pins["runtime"] <= pins[name] for name in pins)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = {
        "runtime": project["project"]["dependencies"] + project["dependency-groups"]["build"],
        **project["project"]["optional-dependencies"],
    }
    for name, requirements in asked.items():
        names = {re.split(r"[^A-Za-z0-9._-]", r)[0].lower().replace("_", "-") for r in requirements}
        assert names - {pin[0] for pin in pins[name]} == set(), name
