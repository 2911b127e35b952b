"""One captured page to rows: always one row of `page`, and what the site file reads from it."""

from __future__ import annotations

import re

from filature.engine.rows import Rows
from filature.errors import Malformed
from filature.evidence.record import Record
from filature.reading.html import MAX_BYTES, Document
from filature.reading.html_decode import Decoded, decode
from filature.reading.recognise import Page
from filature.reading.remarks import Remarks
from filature.reading.site_page import SiteReading
from filature.reading.sites import Sites

_LOOKS_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|script|p|br|a\s)[\s>/]?", re.I
)
_PLAIN = ("text/plain", "text/csv", "text/markdown", "application/json", "text/x-", "application/pgp")


def read_page(record: Record, body: bytes, sites: Sites, rows: Rows) -> None:
    """Add exactly one row of `page` for ``record``, and rows of what its site file reads.

    Malformed (`too_deep`, `too_many_open`, `too_many_attributes`, `too_many_tags`, `not_text`) when it cannot be read.
    Only the first 16 MiB of a page are read; more is a remark `page_cut` in `rejection` with ``rows=0``.
    """
    remarks = Remarks(record, rows)
    if len(body) > MAX_BYTES:
        remarks.add("page", "page_cut", f"{len(body)} bytes; only the first {MAX_BYTES} are read", "")
        body = body[:MAX_BYTES]
    decoded = decode(body, record.media_type)
    if decoded.replaced:
        remarks.add(
            "page",
            "invalid_bytes",
            f"{decoded.replaced} places are not {decoded.encoding}; U+FFFD stands there",
            "",
        )
    if not is_html(record.media_type, body):
        _plain_text(record, decoded, rows)
        return
    page = Page(Document(decoded), record.uri if record.uri.startswith(("http://", "https://")) else "")
    SiteReading(record, page, sites, rows, remarks).run()


def is_html(media_type: str, body: bytes) -> bool:
    """Whether a page is to be parsed as HTML; Malformed for what is no text at all."""
    declared = media_type.partition(";")[0].strip().lower()
    head = body[:4096]
    if declared.startswith(("image/", "audio/", "video/", "font/")) or head.startswith(
        (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"%PDF")
    ):
        raise Malformed("not_text", f"{declared or 'this'} is not a page", "page")
    if "html" in declared or "xml" in declared:
        return True
    return not declared.startswith(_PLAIN) and bool(_LOOKS_HTML.search(head.replace(b"\x00", b"")))


def _plain_text(record: Record, decoded: Decoded, rows: Rows) -> None:
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    rows.add(
        "page", capture_id=record.capture_id, kind="unrecognised", content=True, captured_at=record.moment,
        url=record.uri or None, text=text.strip("\n"), encoding=decoded.encoding,
    )  # fmt: skip
