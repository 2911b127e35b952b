"""Cost of a command as a whole process tree: CPU seconds, wall seconds, peak memory; and ratios of two."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psutil

SAMPLE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU and wall in seconds; peak of the summed memory (PSS where readable, else RSS) of all processes, in bytes."""

    cpu: float
    wall: float
    peak: int


def cost(command: Sequence[str], stdout: int = subprocess.DEVNULL) -> Cost:
    """Run ``command`` once; CalledProcessError when it fails. Children it waited for are counted in."""
    peak = [0]
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=stdout)
    watcher = threading.Thread(target=_watch, args=(process.pid, peak), daemon=True)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, wall, peak[0])


def _watch(pid: int, peak: list[int]) -> None:
    while True:
        try:
            root = psutil.Process(pid)
            peak[0] = max(peak[0], sum(_memory(p) for p in (root, *root.children(recursive=True))))
        except psutil.NoSuchProcess:
            return
        time.sleep(SAMPLE_SECONDS)


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return 0


@dataclass(frozen=True, slots=True)
class Ratio:
    """Median ratios of ours to the peer's, run in turn, and the largest peak memory of ours."""

    name: str
    cpu: float
    wall: float
    limit: float
    peak: int

    @property
    def kept(self) -> bool:
        """Whether both ratios are within the limit."""
        return self.cpu <= self.limit and self.wall <= self.limit

    def line(self) -> str:
        """One line for the report."""
        verdict = "within" if self.kept else "OVER"
        return (
            f"{self.name:44} cpu {self.cpu:5.2f}x  wall {self.wall:5.2f}x  limit {self.limit}x  {verdict}"
            f"  peak {self.peak / 1e6:,.0f} MB"
        )


def compare(
    name: str, ours: Sequence[Sequence[str]], peer: Sequence[Sequence[str]], limit: float, rounds: int = 3
) -> Ratio:
    """Run the commands of both sides in turn, ``rounds`` times; each side's cost is the sum over its commands."""
    pairs = [(_sum(ours), _sum(peer)) for _ in range(rounds)]
    return Ratio(
        name,
        statistics.median(a.cpu / b.cpu for a, b in pairs),
        statistics.median(a.wall / b.wall for a, b in pairs),
        limit,
        max(a.peak for a, _ in pairs),
    )


def _sum(commands: Sequence[Sequence[str]]) -> Cost:
    costs = [cost(c) for c in commands]
    return Cost(sum(c.cpu for c in costs), sum(c.wall for c in costs), max(c.peak for c in costs))


def module(name: str, *arguments: object) -> list[str]:
    """The command that runs a module of this checkout with this interpreter."""
    return [sys.executable, "-m", name, *(str(a) for a in arguments)]


def shell(script: str) -> list[str]:
    """The command that runs a shell line."""
    return ["sh", "-c", script]
