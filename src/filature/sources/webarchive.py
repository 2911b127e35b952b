"""WARC files: kept byte for byte, and each record inside entered as a capture of its own.

A digest that the file states is checked; a record that fails is taken in and marked. Where the file is damaged
the reader goes on at the next gzip member, and says from which byte to which byte nothing could be read.
"""

from __future__ import annotations

import hashlib
import mmap
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord

from filature import ids
from filature.evidence.manifest import Refusal
from filature.evidence.record import Record
from filature.sources.found import Found
from filature.sources.kind import tell

_MEMBER = b"\x1f\x8b\x08"
_MAX_RECORD = 1 << 30
_CONTENT = ("response", "resource", "revisit", "conversion")


def index(warc: Path, found: Found) -> Iterator[Record | Refusal]:
    """A `Record` for each record of the file but `warcinfo`, with its place; damage comes as a `Refusal`."""
    first: dict[tuple[str, str], Record] = {}
    for item in _records(warc, found):
        if isinstance(item, Record) and item.record_type == "revisit":
            yield _resolve(item, first)
            continue
        if isinstance(item, Record) and item.record_type in _CONTENT:
            first.setdefault((item.uri, item.captured_at), item)
        yield item


def _resolve(revisit: Record, first: dict[tuple[str, str], Record]) -> Record:
    """Lead a revisit to the record in the same file that holds its payload, when there is one."""
    uri, date = revisit.payload_warc.split("\x1f")
    target = first.get((uri, date))
    if target is None:
        return replace(revisit, payload_warc="", role="other")
    return replace(
        revisit, payload_warc=target.warc, payload_offset=target.warc_offset, sha256=target.sha256, size=target.size,
        media_type=target.media_type, role=target.role,
        capture_id=ids.capture_id(revisit.uri, revisit.captured_at, target.sha256),
    )  # fmt: skip


def _records(warc: Path, found: Found) -> Iterator[Record | Refusal]:
    start, size = 0, warc.stat().st_size
    while start < size:
        pending: Record | None = None
        try:
            with warc.open("rb") as stream:
                stream.seek(start)
                for record in ArchiveIterator(stream, parse_http=False):
                    offset = start + record.stream_pos
                    if pending:
                        yield replace(pending, warc_length=offset - pending.warc_offset)
                    pending, remark = _read(record, warc.name, offset, found)
                    if remark:
                        yield remark
            if pending:
                yield replace(pending, warc_length=size - pending.warc_offset)
            return
        except (OSError, ValueError, UnicodeDecodeError) as error:
            reached = pending.warc_offset + 1 if pending else start + 1
            if pending:
                yield replace(pending, warc_length=0)
            again = _next_member(warc, reached)
            yield Refusal(
                found.label,
                "warc_damaged",
                f"{error}: reading goes on at byte {again}",
                f"byte {reached - 1}",
            )
            start = again


def _next_member(warc: Path, start: int) -> int:
    """Byte at which the next record may begin: a gzip member, or a plain WARC header; the file's size if none."""
    with warc.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as view:
        places = [p for mark in (_MEMBER, b"WARC/1.") if (p := view.find(mark, start)) >= 0]
        return min(places, default=len(view))


def _read(record: WarcRecord, warc: str, offset: int, found: Found) -> tuple[Record | None, Refusal | None]:
    kind = record.record_type.name or "unknown"
    if kind == "warcinfo":
        return None, None
    headers = record.headers
    declared = int(headers.get("Content-Length") or 0)
    uri = (
        headers.get("WARC-Target-URI", "").strip("<>") or f"urn:warc:{headers.get('WARC-Record-ID', offset)}"
    )
    remark = None
    if declared > _MAX_RECORD:
        return None, Refusal(found.label, "record_too_large", f"{uri}: {declared:,} bytes", f"byte {offset}")
    record.freeze()
    check = _block_check(record)
    if record.content_length < declared:
        check = "failed"
        remark = Refusal(
            found.label,
            "record_truncated",
            f"{uri}: {record.content_length:,} of {declared:,} bytes",
            f"byte {offset}",
            rows=0,
        )
    status = _parse_http(record)
    check = _payload_check(record, check)
    payload = record.reader.read()
    entry = Record(
        intake_id="", capture_id="", uri=uri, sha256=hashlib.sha256(payload).hexdigest(), size=len(payload),
        media_type=_media_type(record), role="other", warc=warc, warc_offset=offset, warc_length=0,
        captured_at=_date(record), time_source="record", uri_source="record", record_type=kind,
        source_path=found.label, http_status=status, digest_check=check, container_id=found.container_id,
    )  # fmt: skip
    return _finish(entry, record, payload), remark


def _finish(entry: Record, record: WarcRecord, payload: bytes) -> Record:
    if entry.record_type == "revisit":
        headers = record.headers
        refers = f"{headers.get('WARC-Refers-To-Target-URI') or entry.uri}\x1f{_iso(headers.get('WARC-Refers-To-Date') or '')}"
        entry = replace(entry, payload_warc=refers)
    elif entry.record_type in _CONTENT:
        encoded = record.is_http_parsed and (record.http_headers or {}).get("Content-Encoding")
        role = (
            "page"
            if encoded and entry.media_type.startswith("text/html")
            else tell(entry.uri, payload[:65_536])[1]
        )
        entry = replace(entry, role=role)
    name = ids.capture_id(entry.uri, entry.captured_at, entry.sha256)
    if entry.record_type not in _CONTENT:
        name = ids.capture_id(f"{entry.record_type} {entry.uri}", entry.captured_at, entry.sha256)
    return replace(entry, capture_id=name)


def _block_check(record: WarcRecord) -> str:
    if not record.headers.get("WARC-Block-Digest"):
        return "none"
    return "passed" if record.verify_block_digest() else "failed"


def _payload_check(record: WarcRecord, check: str) -> str:
    if (
        record.record_type.name == "revisit"
        or not record.headers.get("WARC-Payload-Digest")
        or check == "failed"
    ):
        return check
    return "passed" if record.verify_payload_digest() else "failed"


def _parse_http(record: WarcRecord) -> int | None:
    """HTTP status, after moving the reader to the payload; None when the record is not HTTP or its head is broken."""
    if not record.is_http:
        return None
    try:
        record.parse_http(auto_decode="none", quirks_mode=True)
    except OSError:
        return None
    return record.http_headers.status_code if record.http_headers else None


def _media_type(record: WarcRecord) -> str:
    if record.is_http_parsed and record.http_headers:
        declared = record.http_headers.get("Content-Type") or ""
    else:
        declared = record.headers.get("Content-Type") or ""
    return re.sub(r"[^\x20-\x7e]", "", declared)[:200].strip().lower() or "application/octet-stream"


def _date(record: WarcRecord) -> str:
    date = record.record_date
    return "" if date is None else date.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _iso(text: str) -> str:
    return text.replace("+00:00", "Z")
