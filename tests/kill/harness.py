"""Commands that are killed, at a random moment or at the n-th step that touches the disk, and run again."""

from __future__ import annotations

import hashlib
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_SELF_KILL = """
import os, pathlib, signal, sys
left = [int(sys.argv.pop(1))]
def dying(call):
    def counted(*given, **named):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*given, **named)
    return counted
os.fsync, os.rename, os.replace, os.unlink = map(dying, (os.fsync, os.rename, os.replace, os.unlink))
pathlib.Path.rename, pathlib.Path.replace = map(dying, (pathlib.Path.rename, pathlib.Path.replace))
from filature.cli import main
if __name__ == "__main__":
    main()
"""
# What only says when something happened, or that it was finished later; and the key, which is drawn for each case.
_TIMES = ("time", "local_time", "hash", "previous", "recovered", "key_sha256")


def command(*arguments: object) -> list[str]:
    """The command line of `filature` with this interpreter."""
    return [sys.executable, "-m", "filature", *map(str, arguments)]


def run(*arguments: object) -> float:
    """Run to the end; the seconds it took. AssertionError with what it said when it fails."""
    started = time.monotonic()
    done = subprocess.run(command(*arguments), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return time.monotonic() - started


def run_killed_at(script: Path, step: int, *arguments: object) -> bool:
    """Run until the ``step``-th call that touches the disk; whether it was killed (else it came to its end)."""
    script.write_text(_SELF_KILL, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(step), *map(str, arguments)], capture_output=True, check=False
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode("utf-8", "replace")
    return done.returncode != 0


def run_killed_after(seconds: float, *arguments: object) -> bool:
    """Run and kill after so many seconds; whether it was still running."""
    with subprocess.Popen(
        command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
    return False


def run_through_kills(rng: random.Random, usual: float, kills: int, *arguments: object) -> int:
    """Kill up to ``kills`` times at random moments of a run that usually takes ``usual`` seconds, then let it end."""
    killed = sum(run_killed_after(rng.uniform(0, usual), *arguments) for _ in range(kills))
    run(*arguments)
    return killed


def state(case: Path) -> dict[str, Any]:
    """Digest of every file that counts, and the journal without what only says when."""
    found: dict[str, Any] = {}
    for part in ("evidence", "tables", "inputs"):
        for path in sorted((case / part).rglob("*")):
            if path.is_file() and not path.name.startswith(".") and path.name != "journal.jsonl":
                found[str(path.relative_to(case))] = hashlib.sha256(path.read_bytes()).hexdigest()
    lines = [
        json.loads(line) for line in (case / "evidence" / "journal.jsonl").read_text("utf-8").splitlines()
    ]
    found["journal"] = [{k: v for k, v in line.items() if k not in _TIMES} for line in lines]
    return found
