"""One record of evidence: what the manifest of an intake says of one capture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Record:
    """One capture as it lies in evidence. Fields are those of table `capture`.

    ``captured_at`` is ISO 8601 in UTC with a trailing ``Z`` (empty when unknown); ``warc`` is relative to
    ``evidence/``; ``warc_offset`` and ``warc_length`` are the place of the stored record in it. A revisit
    record holds no payload of its own: ``payload_warc`` and ``payload_offset`` lead to the record that does.
    """

    intake_id: str
    capture_id: str
    uri: str
    sha256: str
    size: int
    media_type: str
    role: str
    warc: str
    warc_offset: int
    warc_length: int
    captured_at: str = ""
    time_source: str = "unknown"
    uri_source: str = "path"
    record_type: str = "resource"
    source_path: str = ""
    http_status: int | None = None
    digest_check: str = "none"
    container_id: str = ""
    payload_warc: str = ""
    payload_offset: int = 0

    @property
    def moment(self) -> datetime | None:
        """When it was captured, aware and in UTC; None when unknown."""
        return datetime.fromisoformat(self.captured_at).astimezone(UTC) if self.captured_at else None
