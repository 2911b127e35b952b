"""How far a command is, on standard error; silent when nobody looks, and then nothing is loaded for it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def counting(what: str, total: Callable[[], int]) -> Iterator[Callable[[int], None]]:
    """A bar for one piece of work of ``total`` items; yields the function that moves it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from filature.cli import bars  # noqa: PLC0415 (rich, which only a terminal needs)

    with bars.counting(what, total()) as advance:
        yield advance
