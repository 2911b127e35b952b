"""Progress bars on standard error, drawn with rich."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

if TYPE_CHECKING:
    from filature.pipeline.stage import Stage


def _bars() -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    errors = Console(stderr=True, highlight=False)
    return Progress(*columns, console=errors, disable=not errors.is_terminal)


@contextmanager
def counting(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar for one piece of work; yields the function that moves it."""
    with _bars() as bars:
        task = bars.add_task(what, total=total)
        yield lambda items: bars.advance(task, items)


class StageBars:
    """One bar for each stage of `build`."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def begin(self, stage: Stage, intake: str, items: int) -> None:
        """A stage starts."""
        self._task = self._bars.add_task(f"{stage.name} {intake}".strip(), total=items)

    def advance(self, items: int) -> None:
        """So many more items are done."""
        if self._task is not None:
            self._bars.advance(self._task, items)


@contextmanager
def stage_bars() -> Iterator[StageBars]:
    """Bars for a build."""
    with _bars() as bars:
        yield StageBars(bars)
