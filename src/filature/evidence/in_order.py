"""Work done in threads whose results come back in the order in which it was given, with bounded memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

Result = TypeVar("Result")


class InOrder(Generic[Result]):
    """A queue of work under way: at most ``count`` pieces that hold at most ``size`` bytes before one is taken out."""

    def __init__(self, threads: int, count: int, size: int) -> None:
        self._pool = ThreadPoolExecutor(threads)
        self._count = count
        self._size = size
        self._held = 0
        self._waiting: deque[tuple[int, Future[Result]]] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, size: int, work: Callable[[], Result]) -> None:
        """Begin ``work``, which holds ``size`` bytes."""
        self._waiting.append((size, self._pool.submit(work)))
        self._held += size

    @property
    def full(self) -> bool:
        """Whether a result should be taken out before more is put in."""
        return self._held > self._size or len(self._waiting) > self._count

    def get(self) -> Result:
        """The oldest result, waited for."""
        size, future = self._waiting.popleft()
        self._held -= size
        return future.result()

    def close(self) -> None:
        """Drop what has not begun and wait for the rest."""
        self._waiting.clear()
        self._pool.shutdown(cancel_futures=True)
