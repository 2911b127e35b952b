"""A pool of processes in which one bad item cannot stop the work.

Each worker says which item of its task it is at. An item that takes longer than the deadline, or that ends the
process, costs the worker; the task is given out again with that item marked, and the rest of it goes on.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Protocol, TypeVar

from filature.errors import FilatureError

Task = TypeVar("Task", contravariant=True)
Result = TypeVar("Result", covariant=True)
POLL_SECONDS = 0.2
_PR_SET_PDEATHSIG = 1


class Work(Protocol[Task, Result]):
    """What a worker runs. ``at`` is called with the number of each item before it is begun; ``lost`` maps the
    items that must not be tried again to the reason (``timeout`` or ``reader_crashed``)."""

    def __call__(self, task: Task, at: Callable[[int], None], lost: dict[int, str]) -> Result: ...


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    beat: Any
    task: int | None = None
    seen: int = 0


@dataclass(slots=True)
class _Run:
    work: Any
    tasks: Sequence[Any]
    deadline: float
    log: Path
    results: dict[int, Any] = field(default_factory=dict)
    lost: dict[int, dict[int, str]] = field(default_factory=dict)
    queue: deque[int] = field(default_factory=deque)


def run(
    work: Work[Any, Any],
    tasks: Sequence[Any],
    workers: int,
    deadline: float,
    log: Path,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Any]:
    """Results of ``work`` for ``tasks``, in their order. ``deadline`` is in seconds for one item.

    ``progress`` is called with the number of items begun since the last call. What a worker writes to
    standard error goes to ``log``. `FilatureError` when a task fails twice without reaching an item.
    """
    state = _Run(work, tasks, deadline, log, queue=deque(range(len(tasks))))
    team = [_start(state) for _ in range(min(workers, len(tasks)))]
    try:
        while len(state.results) < len(tasks):
            for worker in team:
                if worker.task is None and state.queue:
                    _give(worker, state)
            wait([w.pipe for w in team if w.task is not None], timeout=POLL_SECONDS)
            team = [_look(w, state, progress) for w in team]
    finally:
        for worker in team:
            _end(worker)
    return [state.results[i] for i in range(len(tasks))]


def _start(state: _Run) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    beat = context.RawArray("d", [-1.0, 0.0])
    process = context.Process(
        target=_serve, args=(theirs, beat, state.work, str(state.log), os.getpid()), daemon=True
    )
    process.start()
    theirs.close()
    return _Worker(process, ours, beat)


def _give(worker: _Worker, state: _Run) -> None:
    number = state.queue.popleft()
    worker.task, worker.seen = number, 0
    worker.beat[0], worker.beat[1] = -1.0, time.monotonic()
    worker.pipe.send((state.tasks[number], state.lost.get(number, {})))


def _look(worker: _Worker, state: _Run, progress: Callable[[int], None]) -> _Worker:
    if worker.task is None:
        return worker
    item = int(worker.beat[0])
    if item + 1 > worker.seen:
        progress(item + 1 - worker.seen)
        worker.seen = item + 1
    if worker.pipe.poll():
        try:
            state.results[worker.task] = worker.pipe.recv()
            worker.task = None
            return worker
        except EOFError:
            return _replace(worker, state, "reader_crashed")
    if item >= 0 and time.monotonic() - worker.beat[1] > state.deadline:
        return _replace(worker, state, "timeout")
    return worker


def _replace(worker: _Worker, state: _Run, reason: str) -> _Worker:
    number, item = worker.task, int(worker.beat[0])
    _end(worker)
    if number is None or item < 0 or item in state.lost.get(number, {}):
        last = state.log.read_text("utf-8", "replace").strip().splitlines()[-1:] if state.log.exists() else []
        raise FilatureError(
            f"A worker failed before it reached its work: {''.join(last)}", f"See {state.log}."
        )
    state.lost.setdefault(number, {})[item] = reason
    state.queue.appendleft(number)
    return _start(state)


def _end(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _serve(pipe: Connection, beat: Any, work: Work[Any, Any], log: str, parent: int) -> None:
    """What a worker process does until its parent is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            return
    sink = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(sink, 2)

    def at(item: int) -> None:
        beat[1] = time.monotonic()
        beat[0] = float(item)

    while True:
        try:
            task, lost = pipe.recv()
        except EOFError:
            return
        pipe.send(work(task, at, lost))
