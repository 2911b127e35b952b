"""The WARC files of one intake: each kept as it is, and each of its records entered as a capture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from filature.evidence.incoming import Incoming
from filature.evidence.manifest import Refusal
from filature.sources import kind
from filature.sources.found import Found
from filature.sources.warcs.index import index
from filature.sources.warcs.repacking import copy_name
from filature.sources.warcs.revisits import Revisit, Revisits


class Warcs:
    """Takes WARC files into ``intake``; what is broken in them goes to ``refuse``."""

    def __init__(self, intake: Incoming, refuse: Callable[[Refusal], None]) -> None:
        self._intake = intake
        self._refuse = refuse
        self._revisits = Revisits()

    def take(self, item: Found, head: bytes) -> None:
        """Keep the file and enter its records; revisits wait for `finish`. `Malformed` when it cannot be read."""
        with item.open() as source:
            given = self._intake.keep(source, item.label, kind.warc_ending(head))
        if given is None:
            return
        captures, copy = 0, copy_name(given.name)
        for entry in index(self._intake.folder / given.name, item):
            captures += not isinstance(entry, Refusal)
            if isinstance(entry, Refusal):
                self._refuse(entry)
            elif isinstance(entry, Revisit):
                self._revisits.add(entry)
            else:
                self._revisits.target(entry)
                self._intake.enter(entry)
        read_as = copy if (self._intake.folder / copy).exists() else ""
        self._intake.settle_given(replace(given, captures=captures, read_as=read_as))

    def finish(self) -> None:
        """Enter the revisits, which may refer to any record of the intake."""
        for entry in self._revisits.resolved():
            if isinstance(entry, Refusal):
                self._refuse(entry)
            else:
                self._intake.enter(entry)
