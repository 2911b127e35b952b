"""A kill -9 at any moment loses nothing that was acknowledged, and one more run gives what a run never killed gives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from filature.evidence.store import Store
from tests.kill.harness import run, run_killed_at, run_through_kills, state
from tests.pipeline.keys import same_key

CSV = "vendor,title,price,date\n" + "".join(
    f"v{n % 7},article fictif {n},{n}.50 EUR,2031-02-03\n" for n in range(300)
)
SHORT_KILLS = 4
LONG_KILLS = 60
STEPS = 400
"""More steps than any of the two commands has: the sweep ends when a run is no longer killed."""


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages and a table that the test makes."""
    folder = tmp_path_factory.mktemp("kill") / "2031-02-03"
    folder.mkdir()
    for number in range(60):
        text = f"<html><title>Page {number}</title><body><h1>Article {number}</h1><p>{'texte ' * 300}</p></body></html>"
        (folder / f"page {number}.html").write_text(text, "utf-8")
    (folder / "market.csv").write_text(CSV, "utf-8")
    return folder


@pytest.fixture(scope="module")
def never_killed(material: Path) -> Path:
    """The case of a run that nobody killed."""
    return complete(material.parent / "never", material)


def complete(case: Path, material: Path) -> Path:
    """A case with the material taken in and built."""
    new(case)
    run("add", case, material)
    run("build", case)
    return case


def new(case: Path) -> None:
    run("new", case, "--name", "kill", "--basis", "none: a test")
    same_key(case / "inputs")


def check(case: Path, expected: Path) -> None:
    """The case equals the other one but for times, and its journal is one valid chain."""
    assert state(case) == state(expected)
    assert [line["event"] for line in Store(case / "evidence").journal.lines()] == ["case", "intake", "build"]


def sweep(every: int, tmp_path: Path, material: Path, never_killed: Path) -> int:
    """Kill `add` and `build` at each ``every``-th step that touches the disk; how many kills there were."""
    kills = 0
    for name in ("add", "build"):
        for step in range(1, STEPS, every):
            case = tmp_path / f"{name}-{step}"
            new(case)
            if name == "build":
                run("add", case, material)
            arguments = (name, case, material) if name == "add" else (name, case)
            killed = run_killed_at(tmp_path / "killed.py", step, *arguments)
            run(*arguments)
            if name == "add":
                run("build", case)
            check(case, never_killed)
            if not killed:
                break
            kills += 1
        else:
            raise AssertionError(f"{name} has more than {STEPS} steps")
    return kills


def random_kills(count: int, tmp_path: Path, material: Path, never_killed: Path) -> int:
    """Kill `add` and `build` ``count`` times in all, at random moments; how many found the command running."""
    rng, killed, round_number = random.Random(7), 0, 0
    while killed < count:
        round_number += 1
        case = tmp_path / f"random-{round_number}"
        new(case)
        killed += run_through_kills(rng, 3.0, 2, "add", case, material)
        killed += run_through_kills(rng, 6.0, 2, "build", case)
        check(case, never_killed)
    return killed


def test_kills_at_random_moments(tmp_path: Path, material: Path, never_killed: Path) -> None:
    assert random_kills(SHORT_KILLS, tmp_path, material, never_killed) >= SHORT_KILLS


def test_kills_at_some_steps(tmp_path: Path, material: Path, never_killed: Path) -> None:
    assert sweep(23, tmp_path, material, never_killed) >= 2


@pytest.mark.slow
def test_kills_at_random_moments_long(tmp_path: Path, material: Path, never_killed: Path) -> None:
    assert random_kills(LONG_KILLS, tmp_path, material, never_killed) >= LONG_KILLS


@pytest.mark.slow
@pytest.mark.timeout(5_400)  # some hundred cases, each made three times over
def test_kills_at_every_step(tmp_path: Path, material: Path, never_killed: Path) -> None:
    assert sweep(1, tmp_path, material, never_killed) > 20


@pytest.mark.slow
def test_kills_on_real_pages(tmp_path: Path, shared_data: Path) -> None:
    real = shared_data / "pages" / "cryptonia"
    expected = complete(tmp_path / "never", real)
    assert random_kills(50, tmp_path, real, expected) >= 50
