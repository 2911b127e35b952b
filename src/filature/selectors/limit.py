"""How much of a text is worth the time: a page of nothing but addresses is no page, and must not hold up a build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
_TRIES = 4


class Limit:
    """At most ``most`` hits of a kind, and four times as many candidates; `exceeded` says that there were more.

    Without ``most`` there is no limit.
    """

    __slots__ = ("exceeded", "most")

    def __init__(self, most: int | None = None) -> None:
        self.most = most
        self.exceeded = False

    def hits(self, found: Iterable[T]) -> Iterator[T]:
        """The first ``most`` of them."""
        return self._first(found, self.most)

    def candidates(self, found: Iterable[T]) -> Iterator[T]:
        """The first of them, as many as are tried."""
        return self._first(found, self.most and _TRIES * self.most)

    def _first(self, found: Iterable[T], most: int | None) -> Iterator[T]:
        for number, one in enumerate(found):
            if number == most:
                self.exceeded = True
                return
            yield one
