"""Work for the pool's tests: each task is a list of things to do, good and bad, one for each item."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from filature.errors import BadInput, Malformed


def items(task: list[tuple[Any, ...]], at: Callable[[int], None], lost: dict[int, str]) -> list[Any]:
    """What each item gave, or the reason why it was lost."""
    done: list[Any] = []
    for number, (action, *details) in enumerate(task):
        at(number)
        done.append(lost[number] if number in lost else ACTIONS[action](*details))
    return done


def nothing_reached(task: str, at: Callable[[int], None], lost: dict[int, str]) -> None:
    """Fails before the first item."""
    raise RuntimeError(f"{task} cannot be opened")


def fails_at_the_end(task: int, at: Callable[[int], None], lost: dict[int, str]) -> None:
    """Reaches all its items and fails after the last."""
    for number in range(task):
        at(number)
    raise RuntimeError("the rows cannot be written")


def fails_once(task: tuple[Path, int], at: Callable[[int], None], lost: dict[int, str]) -> int:
    """Dies before its first item when the file is not there yet."""
    marker, value = task
    if not marker.exists():
        marker.touch()
        os._exit(9)
    at(0)
    return value


def _spin() -> None:
    while True:
        pass


def _sleep(seconds: float, value: Any = None) -> Any:
    time.sleep(seconds)
    return value


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def _fail(error: BaseException) -> None:
    raise error


ACTIONS: dict[str, Callable[..., Any]] = {
    "value": lambda value: value,
    "big": bytes,
    "pid": os.getpid,
    "mark": lambda folder: (Path(folder) / str(os.getpid())).touch(),
    "sleep": _sleep,
    "spin": _spin,
    "say": _say,
    "abort": os.abort,
    "segfault": lambda: ctypes.string_at(0),
    "exit": lambda: os._exit(3),
    "raise": lambda: _fail(ZeroDivisionError("in the reader")),
    "malformed": lambda: _fail(Malformed("reason", "detail", "place")),
    "missing_file": lambda: _fail(FileNotFoundError(errno.ENOENT, "No such file", "x")),
    "bad_input": lambda: _fail(BadInput("It is wrong.", "Make it right.")),
    "disk_full": lambda: _fail(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "out.parquet")),
    "engine_full": lambda: _fail(duckdb.IOException("Could not write: No space left on device")),
}
