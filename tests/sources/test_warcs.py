"""WARC files: each record a capture with the right fields, the file kept byte for byte."""

from __future__ import annotations

import base64
import gc
import gzip
import hashlib
import io
import warnings
from pathlib import Path

import brotli
import pytest
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from filature.evidence.record import Record
from filature.sources.digests import Stated, verdict
from filature.sources.warcs.measuring import moment
from tests.evidence.made import digest, http, warc_record
from tests.sources.made import PAGE, Cases, page

ADDRESS = "http://exemple.onion/a"
DATE = "2031-02-03T04:05:06Z"


def fields(record: Record) -> tuple[object, ...]:
    return (
        record.record_type,
        record.role,
        record.http_status,
        record.digest_check,
        record.uri,
        record.captured_at,
    )


def written_by_warcio(packed: bool) -> bytes:
    """One record of each type, as a tool that many use writes them (it leaves the closing of its files to chance)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        content = _written(packed)
        gc.collect()
    return content


def _written(packed: bool) -> bytes:
    sink = io.BytesIO()
    writer = WARCWriter(sink, gzip=packed, warc_version="1.1")
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    asked = StatusAndHeaders("GET /a HTTP/1.1", [("Host", "exemple.onion")], is_http_request=True)
    date = {"WARC-Date": DATE}
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "test"}))

    def other(address: str, kind: str, content: bytes, media_type: str) -> ArcWarcRecord:
        return writer.create_warc_record(
            address, kind, io.BytesIO(content), warc_content_type=media_type, warc_headers_dict=date
        )

    records = [
        writer.create_warc_record(ADDRESS, "request", http_headers=asked, warc_headers_dict=date),
        writer.create_warc_record(ADDRESS, "response", io.BytesIO(PAGE), http_headers=head, warc_headers_dict=date),
        other("urn:text", "resource", b"plain", "text/plain"),
        other(ADDRESS, "metadata", b"via: x", "application/warc-fields"),
        other("urn:conv", "conversion", page(2), "text/html"),
        writer.create_revisit_record("http://exemple.onion/b", digest("sha1", PAGE), ADDRESS, DATE, http_headers=head,
                                     warc_headers_dict={"WARC-Date": "2031-02-04T00:00:00Z"}),
    ]  # fmt: skip
    for record in records:
        writer.write_record(record)
    return sink.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_a_record_of_each_type(packed: bool, cases: Cases) -> None:
    content = written_by_warcio(packed)
    taken = cases.give({"crawl.warc.gz" if packed else "crawl.warc": content})
    assert taken.reasons == []
    assert [fields(r) for r in taken.records] == [
        ("request", "other", None, "passed", ADDRESS, DATE),
        ("response", "page", 200, "passed", ADDRESS, DATE),
        ("resource", "page", None, "passed", "urn:text", DATE),
        ("metadata", "other", None, "passed", ADDRESS, DATE),
        ("conversion", "page", None, "passed", "urn:conv", DATE),
        ("revisit", "page", 200, "passed", "http://exemple.onion/b", "2031-02-04T00:00:00Z"),
    ]
    response, revisit = taken.records[1], taken.records[5]
    assert (response.sha256, response.size) == (hashlib.sha256(PAGE).hexdigest(), len(PAGE))
    assert (response.media_type, response.time_source, response.uri_source) == (
        "text/html; charset=utf-8",
        "record",
        "record",
    )
    assert (revisit.payload_warc, revisit.payload_offset) == (response.warc, response.warc_offset)
    assert (revisit.sha256, revisit.size) == (response.sha256, response.size)
    assert len({r.capture_id for r in taken.records}) == 6


@pytest.mark.parametrize("packed", [True, False])
def test_the_file_is_kept_and_each_record_lies_where_it_says(packed: bool, cases: Cases) -> None:
    content = written_by_warcio(packed)
    taken = cases.give({"crawl.warc": content})
    (given,) = taken.case.store.manifest(str(taken.added.intake_id)).given
    assert (given.source_path, given.size, given.captures, given.read_as) == (
        "given/crawl.warc",
        len(content),
        6,
        "",
    )
    folder = taken.case.store.folder / str(taken.added.intake_id)
    assert (folder / given.name).read_bytes() == content
    assert given.sha256 == hashlib.sha256(content).hexdigest()
    by_place = sorted(taken.records, key=lambda r: r.warc_offset)
    ends = [r.warc_offset + r.warc_length for r in by_place]
    assert ends == [*(r.warc_offset for r in by_place[1:]), len(content)]
    for record in by_place:
        stored = content[record.warc_offset :][: record.warc_length]
        plain = gzip.decompress(stored) if packed else stored
        assert plain.startswith(b"WARC/1.1\r\n")
        assert f"WARC-Type: {record.record_type}\r\n".encode() in plain


def taken_one(cases: Cases, stored: bytes) -> Record:
    (record,) = cases.give({"x.warc": stored}).records
    return record


ALGORITHMS = ("md5", "sha1", "sha256", "sha512")


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("form", ["base32", "base32 lower", "hex", "HEX", "base64", "base64url", "padded"])
def test_digests_in_every_form(algorithm: str, form: str) -> None:
    raw = hashlib.new(algorithm, PAGE).digest()
    value = {
        "base32": base64.b32encode(raw).decode().rstrip("="),
        "base32 lower": base64.b32encode(raw).decode().lower(),
        "hex": raw.hex(),
        "HEX": raw.hex().upper(),
        "base64": base64.b64encode(raw).decode(),
        "base64url": base64.urlsafe_b64encode(raw).decode(),
        "padded": base64.b32encode(raw).decode(),
    }[form]
    for name in (algorithm, algorithm.upper(), algorithm.replace("sha", "sha-")):
        right, wrong = Stated.parse(f"{name}:{value}"), Stated.parse(f"{name}: {value}")
        assert right is not None
        assert wrong is not None
        right.update(PAGE[:10])
        right.update(PAGE[10:])
        wrong.update(PAGE + b"!")
        assert (right.passed, wrong.passed) == (True, False)


@pytest.mark.parametrize("text", [None, "", "sha256", "crc32:12345678", "xyz:abc"])
def test_what_is_no_digest_is_not_checked(text: str | None) -> None:
    assert Stated.parse(text) is None


@pytest.mark.parametrize("value", ["", "!", "é", "A" * 31, "sha1:" + "A" * 32])
def test_a_value_that_is_no_digest_fails(value: str) -> None:
    stated = Stated.parse(f"sha1:{value}")
    assert stated is not None
    assert not stated.passed


def test_the_verdict_on_several_digests() -> None:
    assert [verdict(r) for r in ([], [True], [True, True], [True, False], [False])] == [
        "none",
        "passed",
        "passed",
        "failed",
        "failed",
    ]


BLOCK = http(PAGE)


@pytest.mark.parametrize(
    ("block", "payload", "expected"),
    [
        ("", "", "none"),
        (digest("sha1", BLOCK), "", "passed"),
        ("", digest("sha256", PAGE), "passed"),
        (digest("md5", BLOCK), digest("sha512", PAGE), "passed"),
        (digest("sha1", b"other"), "", "failed"),
        ("", digest("sha1", b"other"), "failed"),
        (digest("sha1", BLOCK), digest("sha1", b"other"), "failed"),
        (digest("sha1", b"other"), digest("sha1", PAGE), "failed"),
        ("sha1:nonsense", "", "failed"),
        ("blake9:AAAA", "", "none"),
    ],
)
def test_a_record_with_a_wrong_digest_is_taken_in_and_marked(
    block: str, payload: str, expected: str, cases: Cases
) -> None:
    stored = warc_record(BLOCK, WARC_Block_Digest=block, WARC_Payload_Digest=payload)
    taken = cases.give({"x.warc": stored})
    assert [r.digest_check for r in taken.records] == [expected]
    assert taken.bodies == {"given/x.warc": PAGE}


CHUNKS = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (PAGE[:30], PAGE[30:])) + b"0\r\n\r\n"
ENCODED = {
    "chunked": (CHUNKS, {"Transfer_Encoding": "chunked"}),
    "gzip": (gzip.compress(PAGE, mtime=0), {"Content_Encoding": "gzip"}),
    "br": (brotli.compress(PAGE), {"Content_Encoding": "br"}),
    "gzip that is none": (PAGE, {"Content_Encoding": "gzip"}),
    "chunked that is none": (PAGE, {"Transfer_Encoding": "chunked"}),
}


@pytest.mark.parametrize("name", ENCODED)
@pytest.mark.parametrize("stated", ["raw", "decoded"])
def test_encoded_bodies_are_pages_and_hashed_as_stored(name: str, stated: str, cases: Cases) -> None:
    """A digest of a chunked body may be that of the bytes on the wire or without the chunks: tools differ."""
    body, headers = ENCODED[name]
    payload = body if stated == "raw" or name not in ("chunked",) else PAGE
    stored = warc_record(http(body, **headers), WARC_Payload_Digest=digest("sha1", payload))
    taken = cases.give({"x.warc": stored})
    (record,) = taken.records
    assert (record.sha256, record.size) == (hashlib.sha256(body).hexdigest(), len(body))
    assert (record.role, record.digest_check) == ("page", "passed")
    assert taken.bodies == {"given/x.warc": PAGE}
    assert taken.reasons == []


@pytest.mark.parametrize(
    ("body", "coding", "reason", "read"),
    [
        (gzip.compress(PAGE * 500, 0, mtime=0)[:3000], "gzip", "encoding_cut", "part"),
        (gzip.compress(PAGE, mtime=0)[:-8] + bytes(8), "gzip", "encoding_damaged", "none"),
        (b"\x00\x01\x02", "sdch", "encoding_unknown", "none"),
    ],
)
def test_a_body_that_cannot_be_decoded_is_remarked_on(
    body: bytes, coding: str, reason: str, read: str, cases: Cases
) -> None:
    stored = warc_record(http(body, Content_Encoding=coding), WARC_Payload_Digest=digest("sha1", body))
    taken = cases.give({"x.warc": stored})
    (record,) = taken.records
    remark = taken.refusal(reason)
    assert (remark.rows, remark.capture_id, remark.place) == (0, record.capture_id, "byte 0")
    assert record.digest_check == "passed"
    (found,) = taken.bodies.values()
    assert found == reason if read == "none" else isinstance(found, bytes) and (PAGE * 500).startswith(found)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2031-02-03T04:05:06Z", "2031-02-03T04:05:06Z"),
        ("2031-02-03T04:05:06.5Z", "2031-02-03T04:05:06.500000Z"),
        ("2031-02-03T04:05:06.123456789Z", "2031-02-03T04:05:06.123456Z"),
        ("2031-02-03T04:05:06+02:00", "2031-02-03T02:05:06Z"),
        ("2031-02-03T04:05Z", "2031-02-03T04:05:00Z"),
        ("2031-02-03", "2031-02-03T00:00:00Z"),
        ("2031-02", "2031-02-01T00:00:00Z"),
        ("2031", "2031-01-01T00:00:00Z"),
        ("20310203040506", "2031-02-03T04:05:06Z"),
        (" 2031-02-03T04:05:06Z ", "2031-02-03T04:05:06Z"),
        ("", ""), ("nonsense", ""), ("2031-13-01T00:00:00Z", ""), ("0000-00-00", ""), ("99999-01-01T00:00:00Z", ""),
        ("0001-01-01T00:00:00+14:00", ""), ("20310299040506", ""),
    ],
)  # fmt: skip
def test_dates_of_records(date: str, expected: str) -> None:
    assert moment(date) == expected


def test_a_record_without_a_date_says_so(cases: Cases) -> None:
    taken = cases.give(
        {
            "x.warc": warc_record(http(page(1)), WARC_Date="")
            + warc_record(http(page(1)), WARC_Date="x", WARC_Target_URI="http://b.onion/")
        }
    )
    assert [(r.captured_at, r.time_source) for r in taken.records] == [("", "unknown"), ("", "unknown")]


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("<http://a.onion/>", "http://a.onion/"),
        ("http://a.onion/é", "http://a.onion/é"),
        ("http://a.onion/\x1b[31m", "http://a.onion/\\x1b[31m"),
        ("http://[bad", "http://[bad"),
        ("http://a.onion/" + "x" * 20_000, "http://a.onion/" + "x" * 20_000),
        ("", "urn:warc:<urn:uuid:00000000-0000-0000-0000-000000000001>"),
        ("dns:a.onion", "dns:a.onion"),
    ],
)
def test_addresses_of_records(uri: str, expected: str, cases: Cases) -> None:
    assert taken_one(cases, warc_record(BLOCK, WARC_Target_URI=uri)).uri == expected


def test_the_role_is_told_by_content(cases: Cases) -> None:
    bodies = {
        "page": PAGE,
        "table": b"vendor,price\nalba,12\nbruno,7\n",
        "database": b"-- MariaDB dump 10.19\nCREATE TABLE `t` (`a` int);\n",
        "other": b"\x89PNG\r\n\x1a\n\x00\x00",
    }
    names = {role: f"http://a.onion/{role}{'.csv' * (role == 'table')}" for role in bodies}
    stored = b"".join(
        warc_record(http(body, Content_Type="application/octet-stream"), WARC_Target_URI=names[role])
        for role, body in bodies.items()
    )
    assert [r.role for r in cases.give({"x.warc": stored}).records] == list(bodies)


def test_a_record_that_was_cut_when_captured_says_so(cases: Cases) -> None:
    taken = cases.give({"x.warc": warc_record(BLOCK, WARC_Truncated="time")})
    remark = taken.refusal("capture_cut")
    assert remark.detail == f"{ADDRESS}: the capture says that it was cut short (time)"
    assert (remark.rows, remark.capture_id) == (0, taken.records[0].capture_id)


@pytest.mark.parametrize(
    "message",
    [b"", b"HTTP/1.1 200 OK\r\n", b"no HTTP at all", b"\x00" * 100_000, b"HTTP/1.1 abc\r\n\r\nbody"],
)
def test_broken_http_heads_cost_nothing(message: bytes, cases: Cases) -> None:
    taken = cases.give(
        {"x.warc": warc_record(message, WARC_Block_Digest=digest("sha1", message)) + warc_record(BLOCK)}
    )
    first, second = taken.records
    assert (first.http_status, first.digest_check) == (None, "passed")
    assert second.http_status == 200


def revisit(address: str, date: str, **more: str) -> bytes:
    return warc_record(http(b""), WARC_Type="revisit", WARC_Target_URI="http://exemple.onion/later", WARC_Date="2031-03-01T00:00:00Z",
                       WARC_Refers_To_Target_URI=address, WARC_Refers_To_Date=date, **more)  # fmt: skip


def test_a_revisit_finds_its_payload_in_any_file_of_the_intake(cases: Cases) -> None:
    taken = cases.give(
        {"1.warc": revisit(ADDRESS, "20310203040506"), "2.warc.gz": gzip.compress(warc_record(BLOCK))}
    )
    later = taken.of("given/1.warc")
    assert later.payload_warc == taken.of("given/2.warc.gz").warc
    assert later.role == "page"
    assert taken.bodies == {"given/1.warc": PAGE, "given/2.warc.gz": PAGE}


@pytest.mark.parametrize(
    ("address", "date"), [("http://other.onion/", DATE), (ADDRESS, "2030-01-01T00:00:00Z"), (ADDRESS, "")]
)
def test_a_revisit_of_what_is_not_here_is_remarked_on(address: str, date: str, cases: Cases) -> None:
    taken = cases.give({"x.warc": warc_record(BLOCK) + revisit(address, date)})
    later = taken.records[1]
    assert (later.payload_warc, later.role, later.record_type) == ("", "other", "revisit")
    remark = taken.refusal("revisit_unresolved")
    assert (remark.rows, remark.capture_id) == (0, later.capture_id)


def test_a_revisit_never_leads_to_a_revisit(cases: Cases) -> None:
    taken = cases.give({"x.warc": revisit("http://exemple.onion/later", "2031-03-01T00:00:00Z")})
    assert taken.reasons == [("given/x.warc", "revisit_unresolved")]


def test_a_large_record_is_hashed_in_pieces(cases: Cases, tmp_path: Path) -> None:
    body = bytes(range(256)) * 40_000
    taken = cases.give({"x.warc": warc_record(http(body), WARC_Payload_Digest=digest("sha1", body))})
    assert taken.records[0].digest_check == "passed"
    assert taken.bodies == {"given/x.warc": body}


def test_headers_with_bare_line_ends_are_read(cases: Cases) -> None:
    stored = warc_record(BLOCK).split(b"HTTP/", 1)
    record = taken_one(cases, stored[0].replace(b"\r\n", b"\n") + b"HTTP/" + stored[1])
    assert fields(record) == ("response", "page", 200, "none", ADDRESS, DATE)


def test_the_same_file_twice_is_kept_once(cases: Cases) -> None:
    content = warc_record(BLOCK)
    taken = cases.give({"1.warc": content, "2.warc": content})
    assert (taken.added.captures, taken.added.already_here) == (1, 1)
    assert [g.source_path for g in taken.case.store.manifest(str(taken.added.intake_id)).given] == [
        "given/1.warc"
    ]


def test_a_file_with_other_bytes_is_kept_though_it_brings_no_capture(cases: Cases) -> None:
    cases.give({"1.warc": warc_record(BLOCK)})
    taken = cases.give({"1.warc.gz": gzip.compress(warc_record(BLOCK))}, "other")
    assert (taken.added.captures, taken.added.already_here) == (0, 1)
    (given,) = taken.case.store.manifest(str(taken.added.intake_id)).given
    assert given.captures == 1
