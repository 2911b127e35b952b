"""A WARC of captured pages, request and response, with ids and times that depend on the pages only."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from filature.demo.planted import PageTruth


def _record_id(*parts: str) -> str:
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return f"<urn:uuid:{uuid.UUID(bytes=digest[:16], version=4)}>"


def _request(page: PageTruth) -> StatusAndHeaders:
    parts = urlsplit(page.url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return StatusAndHeaders(f"GET {target} HTTP/1.1", [("Host", parts.netloc)], is_http_request=True)


def pack(pages: Iterable[PageTruth]) -> bytes:
    """A gzipped WARC 1.0 with a request and a response for each page, in their order."""
    sink = io.BytesIO()
    writer = WARCWriter(sink, gzip=True)
    for page in pages:
        moment = f"{page.captured_at:%Y-%m-%dT%H:%M:%SZ}"
        answer, asked = (_record_id(kind, page.url, moment) for kind in ("response", "request"))
        head = [("Content-Type", "text/html; charset=UTF-8"), ("Content-Length", str(len(page.payload)))]
        status = StatusAndHeaders(
            f"{page.status} {HTTPStatus(page.status).phrase}", head, protocol="HTTP/1.1"
        )
        stamp = {"WARC-Date": moment}
        response = writer.create_warc_record(
            page.url,
            "response",
            io.BytesIO(page.payload),
            len(page.payload),
            http_headers=status,
            warc_headers_dict={**stamp, "WARC-Record-ID": answer},
        )
        request = writer.create_warc_record(
            page.url,
            "request",
            http_headers=_request(page),
            warc_headers_dict={**stamp, "WARC-Record-ID": asked, "WARC-Concurrent-To": answer},
        )
        writer.write_request_response_pair(request, response)
    return sink.getvalue()
