"""What an intake comes to, counted line by line of its manifest."""

from __future__ import annotations

from dataclasses import dataclass, field

from filature.evidence.manifest import End, Entry, Refusal
from filature.evidence.record import Record


@dataclass(slots=True)
class Tally:
    """What a manifest comes to: captures with their bytes and roles, rows rejected, items the case had."""

    captures: int = 0
    size: int = 0
    rejected: int = 0
    already_here: int = 0
    roles: set[str] = field(default_factory=set)

    def count(self, entry: Entry) -> None:
        """Add one line of the manifest."""
        if isinstance(entry, Record):
            self.captures += 1
            self.size += entry.size
            self.roles.add(entry.role)
        elif isinstance(entry, Refusal):
            self.rejected += entry.rows
        elif isinstance(entry, End):
            self.already_here = entry.already_here
