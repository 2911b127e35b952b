"""One process of the pool: what it runs, and what its parent knows of it while it runs."""

from __future__ import annotations

import ctypes
import errno
import gc
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, TypeVar

import duckdb
import pyarrow as pa

from filature.errors import FilatureError

Task_contra = TypeVar("Task_contra", contravariant=True)
Result_co = TypeVar("Result_co", covariant=True)
# A worker that waits (for a disk, for its turn on a busy machine) is not stuck: it may take so much longer.
PATIENCE = 15.0
# After how many new objects Python looks for cycles: rows live until they are written, and to go over them each few
# hundred objects takes a fifth of all the time of reading.
OBJECTS = (100_000, 20, 20)
START_SECONDS = 300.0
_PR_SET_PDEATHSIG = 1
_MACHINE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM)
_ITEM, _WALL, _CPU = 0, 1, 2


class Work(Protocol[Task_contra, Result_co]):
    """What a worker runs. ``at`` is called with the number of each item before it is begun; ``lost`` maps the
    items that must not be tried again to the reason (``timeout`` or ``reader_crashed``)."""

    def __call__(self, task: Task_contra, at: Callable[[int], None], lost: dict[int, str]) -> Result_co: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a task: its result, or an error that no other worker would fare better with."""

    result: Any = None
    error: FilatureError | OSError | None = None


class Worker:
    """A running process. ``task`` is the number of the task that it has, or None."""

    def __init__(self, log: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.task: int | None = None
        self._beat: Any = context.RawArray("d", 3)
        self._process = context.Process(
            target=serve, args=(theirs, self._beat, str(log), os.getpid()), daemon=True
        )
        with _without_main():
            self._process.start()
        theirs.close()

    def give(self, number: int, work: Work[Any, Any], task: Any, lost: dict[int, str]) -> bool:
        """Hand out a task; False when the process is gone."""
        self.task = number
        self._beat[:] = (-1.0, time.monotonic(), 0.0)
        try:
            self.pipe.send((work, task, lost))
        except OSError:
            return False
        return True

    def answer(self) -> Answer | None:
        """What came of the task, waited for; None when the process died over it."""
        try:
            answer: Answer = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return answer

    @property
    def item(self) -> int:
        """The item that was begun last; -1 before the first."""
        return int(self._beat[_ITEM])

    def overdue(self, deadline: float) -> bool:
        """Whether it is at one item for longer than ``deadline`` seconds of its own CPU time, or waits far longer."""
        waited = time.monotonic() - self._beat[_WALL]
        if self.item < 0:
            return bool(waited > START_SECONDS)
        used = _cpu_seconds(self._process.pid)
        if used is None:
            return bool(waited > deadline)
        return bool(used - self._beat[_CPU] > deadline or waited > deadline * PATIENCE)

    def end(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.pipe.close()


@contextmanager
def _without_main() -> Iterator[None]:
    """A new process imports the main module of its parent, here the whole command line, of which it needs nothing."""
    real = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = real


def _cpu_seconds(pid: int | None) -> float | None:
    """CPU time of a process so far, from Linux's proc(5); None elsewhere, or when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / float(os.sysconf("SC_CLK_TCK"))


def serve(pipe: Connection, beat: Any, log: str, parent: int) -> None:
    """What a worker process does until its parent is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            return
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644), 2)

    gc.set_threshold(*OBJECTS)

    def at(item: int) -> None:
        beat[_WALL], beat[_CPU] = time.monotonic(), time.process_time()
        beat[_ITEM] = float(item)

    while True:
        try:
            work, task, lost = pipe.recv()
        except EOFError:
            return
        pipe.send(_answer(work, task, at, lost))


def _answer(work: Work[Any, Any], task: Any, at: Callable[[int], None], lost: dict[int, str]) -> Answer:
    """The result, or the error when it is one of the machine or for people; any other ends the process."""
    try:
        return Answer(work(task, at, lost))
    except FilatureError as error:
        return Answer(error=error)
    except OSError as error:
        if error.errno not in _MACHINE:
            raise
        return Answer(error=OSError(error.errno, error.strerror, error.filename))
    except (duckdb.Error, pa.ArrowException) as error:
        if os.strerror(errno.ENOSPC) not in str(error):  # as DuckDB and Arrow say it
            raise
        return Answer(error=OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
