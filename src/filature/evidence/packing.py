"""Payloads on their way into a WARC file: hashed and packed in threads, and given back in the order in which they came."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from filature.evidence.claim import Claim
from filature.evidence.in_order import InOrder
from filature.evidence.known import Known, keys_of
from filature.evidence.warc_out import encode

IN_FLIGHT = 64 << 20
BATCH = 1 << 20
WAITING = 256


@dataclass(frozen=True, slots=True)
class Packed:
    """A payload as it will stand in the WARC file (``stored``; empty: the case has it), and what it is known by."""

    claim: Claim
    capture_id: str
    sha256: str
    size: int
    keys: tuple[str, ...]
    stored: bytes


class Packing:
    """Work under way. Threads get pages by the batch: with one at a time they would wait more than they work."""

    def __init__(self, threads: int, known: Known) -> None:
        self._known = known
        self._queue: InOrder[list[Packed]] = InOrder(threads, WAITING, IN_FLIGHT)
        self._batch: list[tuple[Claim, bytes]] = []
        self._held = 0

    def put(self, claim: Claim, payload: bytes) -> Iterator[Packed]:
        """Take ``payload`` on; returns what must be written first, so that no more than `IN_FLIGHT` is held."""
        self._batch.append((claim, payload))
        self._held += len(payload)
        if self._held >= BATCH or len(self._batch) >= WAITING:
            self._hand_over()
            while self._queue.full:
                yield from self._queue.get()

    def rest(self) -> Iterator[Packed]:
        """All that is still under way."""
        if self._batch:
            self._hand_over()
        while len(self._queue):
            yield from self._queue.get()

    def close(self) -> None:
        """Drop what has not begun and wait for the rest."""
        self._queue.close()

    def _hand_over(self) -> None:
        batch, size = self._batch, self._held
        self._batch, self._held = [], 0
        self._queue.put(size, partial(self._pack, batch))

    def _pack(self, batch: list[tuple[Claim, bytes]]) -> list[Packed]:
        return [self._packed(claim, payload) for claim, payload in batch]

    def _packed(self, claim: Claim, payload: bytes) -> Packed:
        digest = hashlib.sha256(payload)
        sha256, size = digest.hexdigest(), len(payload)
        capture_id = claim.capture_id(sha256)
        keys = keys_of(claim, capture_id, sha256)
        stored = b"" if self._known.has(keys) else encode(claim.head(digest.digest(), size), payload)
        return Packed(claim, capture_id, sha256, size, keys, stored)
