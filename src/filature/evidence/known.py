"""What a case holds already, so that the same material adds nothing."""

from __future__ import annotations

from collections.abc import Iterable

from filature import ids
from filature.evidence.claim import Claim
from filature.evidence.manifest import Given, Refusal
from filature.evidence.record import Record
from filature.evidence.store import Store

_UNDATED = ("file", "unknown")


def keys_of(capture: Record | Claim, capture_id: str, sha256: str) -> tuple[str, ...]:
    """The keys under which a case knows a capture: its id; and one of the same bytes under the same name and address,
    when only a file's time stamp tells them apart."""
    if capture.time_source not in _UNDATED:
        return (capture_id,)
    return capture_id, ids.capture_id(f"{capture.uri}\x1f{capture.source_path}", "", sha256)


class Known:
    """The captures, the given files and the refusals of a case, as ids and digests only."""

    def __init__(self, store: Store) -> None:
        self._captures: set[str] = set()
        self._refusals: set[tuple[str, str, str]] = set()
        self._given: dict[str, int] = {}
        for entry in store.entries():
            if isinstance(entry, Record):
                self.add(keys_of(entry, entry.capture_id, entry.sha256))
            elif isinstance(entry, Refusal):
                self._refusals.add(_key(entry))
            elif isinstance(entry, Given):
                self.add_given(entry)

    def has(self, keys: Iterable[str]) -> bool:
        """Whether a capture with one of these `keys_of` is here."""
        return not self._captures.isdisjoint(keys)

    def add(self, keys: Iterable[str]) -> None:
        """Note a capture by its `keys_of`."""
        self._captures.update(keys)

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
