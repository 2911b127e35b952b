"""What is entered for one record of a WARC file: a capture, or a revisit of one, and remarks on it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from fastwarc.warc import WarcRecord

from filature import ids
from filature.evidence.manifest import Refusal
from filature.evidence.record import Record
from filature.sources.found import Found
from filature.sources.kind import tell
from filature.sources.labels import printable
from filature.sources.warcs.measuring import Measured, moment
from filature.sources.warcs.revisits import WITH_PAYLOAD, Revisit


def describe(
    record: WarcRecord, kind: str, measured: Measured, warc: str, found: Found
) -> Iterator[Record | Revisit | Refusal]:
    """The entries of ``record``, of WARC type ``kind``, which lies in file ``warc``; none for a `warcinfo`."""
    if kind == "warcinfo":
        return
    entry = _entry(record, kind, measured, warc, found)
    if kind == "revisit":
        yield _revisit(record, entry)
    else:
        yield entry
    place = f"byte {entry.warc_offset}"
    if record.headers.get("WARC-Truncated"):
        why = printable(record.headers["WARC-Truncated"])
        cut = f"{entry.uri}: the capture says that it was cut short ({why})"
        yield Refusal(found.label, "capture_cut", cut, place, rows=0, capture_id=entry.capture_id)
    if measured.broken and kind in WITH_PAYLOAD:
        detail = f"{entry.uri}: {measured.broken.detail}"
        yield Refusal(found.label, measured.broken.reason, detail, place, rows=0, capture_id=entry.capture_id)


def _entry(record: WarcRecord, kind: str, measured: Measured, warc: str, found: Found) -> Record:
    headers = record.headers
    stated = (headers.get("WARC-Target-URI") or "").strip().strip("<>")
    uri = printable(stated or f"urn:warc:{headers.get('WARC-Record-ID') or record.stream_pos}")
    date = moment(headers.get("WARC-Date") or "")
    # a request has the address and the time of its response, and is not the same capture
    named = uri if kind in WITH_PAYLOAD else f"{kind} {uri}"
    return Record(
        intake_id="", capture_id=ids.capture_id(named, date, measured.sha256), uri=uri, sha256=measured.sha256,
        size=measured.size, media_type=measured.media_type, role=_role(uri, kind, measured), warc=warc,
        warc_offset=record.stream_pos, warc_length=0, captured_at=date, time_source="record" if date else "unknown",
        uri_source="record", record_type=kind, source_path=found.label, http_status=measured.status,
        digest_check=measured.digest_check, container_id=found.container_id,
    )  # fmt: skip


def _role(uri: str, kind: str, measured: Measured) -> str:
    if kind not in WITH_PAYLOAD:
        return "other"
    try:
        name = urlsplit(uri).path
    except ValueError:
        name = ""
    return tell(name, measured.sample)[1]


def _revisit(record: WarcRecord, entry: Record) -> Revisit:
    headers = record.headers
    uri = (headers.get("WARC-Refers-To-Target-URI") or "").strip().strip("<>")
    return Revisit(entry, printable(uri) or entry.uri, moment(headers.get("WARC-Refers-To-Date") or ""))
