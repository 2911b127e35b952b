"""A full disk: told in words, nothing lost; once there is room the same command ends as it does on a large disk."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.made import http, warc_record
from tests.kill.harness import state
from tests.sources.made import zipped
from tests.zoo.disk import Disk, disk
from tests.zoo.keeper import Keeper, Ran

__all__ = ["disk"]
ROWS = 1_000
UNMAPPED = (
    " is sealed and journaled, but its mapping files could not be written: No space left on device. Nothing is lost: "
    "`filature build` writes them once there is room.\n"
)
TODO = "Free some space, or move the case to a larger disk, and run the command again."


def full(doing: str) -> str:
    """What is said on standard error."""
    return f"The disk is full: {doing} stopped and was rolled back; what the case held before is untouched. {TODO}\n"


def fill(folder: Path) -> None:
    """Pages, a table, a seized database, an archive and a WARC file, of bytes that do not pack well."""
    noise = random.Random(5)
    pages = {
        f"{n:02d}.html": f"<html><title>Page {n}</title><p>{noise.randbytes(20_000).hex()}</p></html>".encode()
        for n in range(20)
    }
    rows = "".join(f"fournisseur{n},article {noise.randbytes(99).hex()},{n}.50\n" for n in range(ROWS))
    values = ",".join(f"({n},'{noise.randbytes(40).hex()}')" for n in range(ROWS))
    files = pages | {
        "table.csv": f"vendor,title,price\n{rows}".encode(),
        "dump.sql": f"CREATE TABLE `users` (`id` int, `name` text);\nINSERT INTO `users` VALUES {values};\n".encode(),
        "pages.zip": zipped({f"in/{n}.html": page[:-9] for n, page in enumerate(pages.values())}),
        "page.warc": warc_record(http(pages["00.html"][:-5])),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)


class Small:
    """A case on a small disk, beside the same on a large one."""

    def __init__(self, keeper: Keeper, disk: Disk) -> None:
        self.keeper, self.disk = keeper, disk
        self.large, self.small = keeper.case, disk.folder / "case"
        fill(keeper.given)
        disk.do("cp", "-a", self.large, self.small)

    def run(self, command: str, *more: object) -> Ran:
        """Run a command on the small disk."""
        return self.keeper.run(command, self.small, *more, wrap=self.disk.wrap)

    def run_large(self, command: str, *more: object) -> None:
        """Run a command on the large disk."""
        assert self.keeper.run(command, self.large, *more).code == 0

    def state(self) -> dict[str, Any]:
        """What the case on the small disk holds."""
        return state(self.disk.seen / "case")

    def until_it_fits(self, steps: Sequence[int], doing: str, *command: object) -> int:
        """Run with more and more room; returns how often it was too little."""
        evidence = self.evidence()
        for number, free in enumerate(steps):
            self.disk.leave_free(free)
            ran = self.run(*map(str, command))
            if ran.code == 0:
                return number
            assert (ran.code, ran.out) == (1, "")
            if ran.err.startswith("Intake int_"):
                assert ran.err.endswith(UNMAPPED)
                evidence = self.evidence()
            else:
                assert ran.err == full(doing)
            assert self.evidence() == evidence
            assert not list((self.disk.seen / "case").glob("*/.incoming")), "half an intake was left"
            assert not list((self.disk.seen / "case" / "tables").glob(".build-*")), "half a build was left"
        self.disk.leave_free(64 << 20)
        assert self.run(*map(str, command)).code == 0
        return len(steps)

    def evidence(self) -> dict[str, Any]:
        """The part of the state that nothing may change but an `add` that succeeds."""
        found = self.state()
        return {k: v for k, v in found.items() if k.startswith("evidence/")} | {
            "journal": [line for line in found["journal"] if line["event"] != "build"]
        }


def add_and_build(small: Small, add_steps: Sequence[int], build_steps: Sequence[int]) -> None:
    given = small.keeper.given
    assert small.until_it_fits(add_steps, "taking material in", "add", given) >= 2
    assert small.until_it_fits(build_steps, "building", "build") >= 2
    small.run_large("add", given)
    small.run_large("build")
    assert small.state() == state(small.large)


def test_a_full_disk(keeper: Keeper, disk: Disk) -> None:
    small = Small(keeper, disk)
    add_and_build(small, (0, 256 << 10), (0, 256 << 10))
    disk.leave_free(0)
    asked = small.run("query", "select count(*) as n from offer_observation", "--json")
    assert (asked.code, asked.document) == (0, [{"n": ROWS}])
    answer = disk.folder / "answer.csv"
    kept = small.run("query", "select * from offer_observation", "--format", "csv", "-o", answer)
    assert (kept.code, kept.err.startswith("The disk is full: writing the answer stopped")) == (1, True)
    new = keeper.run("new", disk.folder / "other", "--name", "A", "--basis", "b", wrap=disk.wrap)
    assert (new.code, new.err.startswith("The disk is full: making the case stopped")) == (1, True)
    assert not (disk.seen / "other").exists()


@pytest.mark.slow
def test_any_room_that_is_too_little(keeper: Keeper, disk: Disk) -> None:
    """So that the disk is full at each step in turn."""
    add_and_build(Small(keeper, disk), range(0, 8 << 20, 64 << 10), range(0, 8 << 20, 64 << 10))
