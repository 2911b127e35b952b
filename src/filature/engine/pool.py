"""A pool of processes in which one bad item cannot stop the work.

Each worker says which item of its task it is at. An item that takes longer than the deadline, or that ends the
process, costs the worker; the task is given out again with that item marked, and the rest of it goes on.
"""

from __future__ import annotations

import io
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import Any

from filature.engine.worker import Work, Worker
from filature.errors import FilatureError

POLL_SECONDS = 0.2
ATTEMPTS = 3


def run(
    work: Work[Any, Any],
    tasks: Sequence[Any],
    workers: int,
    deadline: float,
    log: Path,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Any]:
    """Results of ``work`` for ``tasks``, in their order, by a pool of its own; see `Pool.run`."""
    with Pool(workers, log) as pool:
        return pool.run(work, tasks, deadline, progress)


@dataclass(slots=True)
class _Run:
    """The tasks of one call, what came of them, and what is known of those that failed."""

    work: Work[Any, Any]
    tasks: Sequence[Any]
    queue: deque[int]
    progress: Callable[[int], None]
    results: dict[int, Any] = field(default_factory=dict)
    lost: dict[int, dict[int, str]] = field(default_factory=dict)
    failures: Counter[int] = field(default_factory=Counter)
    begun: Counter[int] = field(default_factory=Counter)

    def note(self, number: int, item: int) -> None:
        """Tell how many items of a task were begun since it was last looked at, on however many workers."""
        fresh = item + 1 - self.begun[number]
        if fresh > 0:
            self.begun[number] += fresh
            self.progress(fresh)


class Pool:
    """Worker processes, started as they are needed, that live until the `with` ends."""

    def __init__(self, workers: int, log: Path) -> None:
        self._size = workers
        self._log = log
        self._team: list[Worker] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        for worker in self._team:
            worker.end()
        self._team = []

    def run(
        self,
        work: Work[Any, Any],
        tasks: Sequence[Any],
        deadline: float,
        progress: Callable[[int], None] = lambda _: None,
    ) -> list[Any]:
        """Results of ``work`` for ``tasks``, in their order. ``deadline`` is in seconds of CPU time for one item.

        ``progress`` is called with the number of items begun since the last call. What a worker writes to standard
        error goes to the log. What a worker raises comes out here when it is a `FilatureError` or an OSError of the
        machine (a full disk); `FilatureError` as well when a task fails again and again beside its items.
        """
        state = _Run(work, tasks, deque(range(len(tasks))), progress)
        while len(state.results) < len(tasks):
            self._hand_out(state)
            wait([w.pipe for w in self._team if w.task is not None], timeout=POLL_SECONDS)
            for worker in [w for w in self._team if w.task is not None]:
                self._look(worker, state, deadline)
        return [state.results[number] for number in range(len(tasks))]

    def _hand_out(self, state: _Run) -> None:
        """Give each idle worker a task; all that are needed are started first, since each takes its time to begin."""
        idle = [w for w in self._team if w.task is None]
        new = min(self._size - len(self._team), len(state.queue) - len(idle))
        fresh = [Worker(self._log) for _ in range(new)]
        self._team += fresh
        for worker in (idle + fresh)[: len(state.queue)]:
            number = state.queue.popleft()
            if not worker.give(number, state.work, state.tasks[number], state.lost.get(number, {})):
                self._lose(worker, state, "reader_crashed")

    def _look(self, worker: Worker, state: _Run, deadline: float) -> None:
        number = worker.task
        if number is None:
            return
        if worker.pipe.poll():
            answer = worker.answer()
            state.note(number, worker.item)
            if answer is None:
                self._lose(worker, state, "reader_crashed")
            elif answer.error is not None:
                raise answer.error
            else:
                state.results[number] = answer.result
                worker.task = None
            return
        state.note(number, worker.item)
        if worker.overdue(deadline):
            self._lose(worker, state, "timeout")

    def _lose(self, worker: Worker, state: _Run, reason: str) -> None:
        """End a worker; its task goes on without the item that it was at."""
        number, item = worker.task, worker.item
        self._team.remove(worker)
        worker.end()
        if number is None:
            return
        lost = state.lost.setdefault(number, {})
        if item < 0 or item in lost:
            state.failures[number] += 1
            if state.failures[number] == ATTEMPTS:
                raise FilatureError(
                    "A worker failed again and again: {words}",
                    "See {log}.",
                    words=self._last_words(),
                    log=self._log,
                )
        else:
            lost[item] = reason
        state.queue.appendleft(number)

    def _last_words(self) -> str:
        if not self._log.exists():
            return "it said nothing."
        with self._log.open("rb") as source:
            source.seek(max(0, source.seek(0, io.SEEK_END) - (64 << 10)))
            lines = source.read().decode("utf-8", "replace").strip().splitlines()
        return "".join(lines[-1:])
