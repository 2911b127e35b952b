"""What a case holds already, so that the same material adds nothing."""

from __future__ import annotations

from filature import ids
from filature.evidence.manifest import Given, Refusal
from filature.evidence.record import Record
from filature.evidence.store import Store

_UNDATED = ("file", "unknown")


class Known:
    """The captures, the given files and the refusals of a case, as ids and digests only."""

    def __init__(self, store: Store) -> None:
        self._captures: set[str] = set()
        self._refusals: set[tuple[str, str, str]] = set()
        self._given: dict[str, int] = {}
        for entry in store.entries():
            if isinstance(entry, Record):
                self.add(entry)
            elif isinstance(entry, Refusal):
                self._refusals.add(_key(entry))
            elif isinstance(entry, Given):
                self.add_given(entry)

    def has(self, record: Record) -> bool:
        """Whether the same capture is here; or the same bytes under the same name and address, when only a file's
        time stamp tells them apart."""
        if record.capture_id in self._captures:
            return True
        return record.time_source in _UNDATED and _undated(record) in self._captures

    def add(self, record: Record) -> None:
        """Note a capture."""
        self._captures.add(record.capture_id)
        if record.time_source in _UNDATED:
            self._captures.add(_undated(record))

    def add_given(self, given: Given) -> None:
        """Note a file that was kept as it was."""
        self._given[given.sha256] = given.captures

    def captures_of(self, sha256: str) -> int | None:
        """How many captures were read from a given file of this digest; None when there was none."""
        return self._given.get(sha256)

    def note(self, refusal: Refusal) -> bool:
        """Note a refusal; True when the case did not know it yet."""
        fresh = _key(refusal) not in self._refusals
        self._refusals.add(_key(refusal))
        return fresh


def _key(refusal: Refusal) -> tuple[str, str, str]:
    return refusal.source_path, refusal.reason, refusal.place


def _undated(record: Record) -> str:
    return ids.capture_id(f"{record.uri}\x1f{record.source_path}", "", record.sha256)
