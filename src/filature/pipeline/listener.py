"""Who is told how far a build is, and what a build tells of each step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from filature.pipeline.stage import Stage


class Listener(Protocol):
    """Who is told how far the work is."""

    def begin(self, stage: Stage, intake: str, items: int) -> None:
        """A stage starts on ``intake`` (empty: the case) with so many items."""

    def advance(self, items: int) -> None:
        """So many more items are done."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage on one intake (empty: the case), whether it had to run, and its rows."""

    stage: str
    intake: str
    ran: bool
    rows_in: int
    rows_out: int
    rejected: int
