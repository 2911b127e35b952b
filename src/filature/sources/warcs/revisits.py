"""Revisit records: a capture whose payload is that of an earlier one, led to the record that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from filature import ids
from filature.evidence.manifest import Refusal
from filature.evidence.record import Record

WITH_PAYLOAD = ("response", "resource", "conversion")


@dataclass(frozen=True, slots=True)
class Revisit:
    """A revisit without payload, and the address and time (ISO 8601, UTC) of the capture that it refers to."""

    record: Record
    uri: str
    captured_at: str


class Revisits:
    """The revisits of an intake, and the records of its WARC files that they may refer to."""

    def __init__(self) -> None:
        self._targets: dict[str, tuple[str, int, str, int, str, str]] = {}
        self._waiting: list[Revisit] = []

    def target(self, record: Record) -> None:
        """Note a record; of those with a payload, the first of its address and time counts."""
        if record.record_type not in WITH_PAYLOAD:
            return
        held = (record.warc, record.warc_offset, record.sha256, record.size, record.media_type, record.role)
        self._targets.setdefault(ids.short_id("", record.uri, record.captured_at), held)

    def add(self, revisit: Revisit) -> None:
        """Note a revisit; what it refers to may come later."""
        self._waiting.append(revisit)

    def resolved(self) -> Iterator[Record | Refusal]:
        """Each revisit with its payload's place; one that refers to nothing here is kept, and remarked on."""
        for revisit in self._waiting:
            record = revisit.record
            target = self._targets.get(ids.short_id("", revisit.uri, revisit.captured_at))
            if target is None:
                yield record
                yield Refusal(record.source_path, "revisit_unresolved",
                              f"{record.uri}: what it refers to is in no file of this intake; add both together",
                              f"byte {record.warc_offset}", rows=0, capture_id=record.capture_id)  # fmt: skip
                continue
            warc, offset, sha256, size, media_type, role = target
            name = ids.capture_id(record.uri, record.captured_at, sha256)
            yield replace(record, payload_warc=warc, payload_offset=offset, sha256=sha256, size=size, media_type=media_type,
                          role=role, capture_id=name)  # fmt: skip
