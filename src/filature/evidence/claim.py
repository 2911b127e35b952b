"""What is said of a payload before it is sealed: where it came from, what it is, when it was captured."""

from __future__ import annotations

from dataclasses import dataclass

from filature import ids
from filature.evidence.record import Record
from filature.evidence.warc_out import Head, Place

UNKNOWN_DATE = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Claim:
    """The fields of a `Record` that do not follow from the bytes."""

    uri: str
    source_path: str
    media_type: str
    role: str
    captured_at: str = ""
    time_source: str = "unknown"
    uri_source: str = "path"
    container_id: str = ""
    digest_check: str = "none"

    def head(self, sha256: bytes, size: int) -> Head:
        """The WARC header of this payload. An unknown time is written as the epoch and marked as unknown."""
        extra = (("Filature-Source-Path", self.source_path), ("Filature-Time-Source", self.time_source))
        return Head(self.uri, self.captured_at or UNKNOWN_DATE, self.media_type, sha256, size, extra)

    def capture_id(self, sha256: str) -> str:
        """The id that this payload has as a capture."""
        return ids.capture_id(self.uri, self.captured_at, sha256)

    def record(self, capture_id: str, sha256: str, size: int, place: Place) -> Record:
        """The record of this payload, which lies at ``place``."""
        return Record(
            intake_id="", capture_id=capture_id, uri=self.uri, sha256=sha256, size=size, media_type=self.media_type,
            role=self.role, warc=place.warc, warc_offset=place.offset, warc_length=place.length,
            captured_at=self.captured_at, time_source=self.time_source, uri_source=self.uri_source,
            source_path=self.source_path, digest_check=self.digest_check, container_id=self.container_id,
        )  # fmt: skip
