"""Reading back: each record from its own place, never another; decoded, bounded, damage told apart."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from pathlib import Path

import pytest

from filature.errors import Malformed
from filature.evidence import vault as vaults
from filature.evidence.record import Record
from filature.evidence.vault import Vault
from tests.evidence.made import PAGE, http, record, warc_record


def lay(folder: Path, *records: bytes, name: str = "given.warc") -> list[Record]:
    """Put records into one file of an intake; returns where each lies."""
    place, found = 0, []
    for stored in records:
        found.append(
            record(
                warc=f"int_a/{name}",
                warc_offset=place,
                warc_length=len(stored),
                record_type="response",
            )
        )
        place += len(stored)
    (folder / "int_a").mkdir(exist_ok=True)
    (folder / "int_a" / name).write_bytes(b"".join(records))
    return found


def bodies(folder: Path, records: list[Record]) -> list[bytes | str]:
    """Each body, or the reason why there is none."""
    return [
        found.reason if isinstance(found, Malformed) else found for _, found in Vault(folder).bodies(records)
    ]


def packed(body: bytes) -> bytes:
    return gzip.compress(warc_record(http(body)))


def test_bodies_come_without_their_heads_in_any_order(tmp_path: Path) -> None:
    records = lay(tmp_path, *(packed(b"<p>%d" % n) for n in range(4)))
    assert bodies(tmp_path, records) == [b"<p>0", b"<p>1", b"<p>2", b"<p>3"]
    assert bodies(tmp_path, records[::-2]) == [b"<p>3", b"<p>1"]
    assert Vault(tmp_path).body(records[2]) == b"<p>2"


def test_a_plain_file_reads_as_a_packed_one(tmp_path: Path) -> None:
    records = lay(tmp_path, *(warc_record(http(b"<p>%d" % n)) for n in range(3)))
    assert bodies(tmp_path, records) == [b"<p>0", b"<p>1", b"<p>2"]


def test_headers_with_bare_line_ends_are_read(tmp_path: Path) -> None:
    stored = warc_record(http(PAGE)).replace(b"\r\n", b"\n", 7)
    assert bodies(tmp_path, lay(tmp_path, stored)) == [PAGE]


def test_a_resource_is_its_own_body(tmp_path: Path) -> None:
    stored = warc_record(http(PAGE), WARC_Type="resource", Content_Type="text/html")
    assert bodies(tmp_path, lay(tmp_path, stored)) == [http(PAGE)]


def test_encodings_are_undone(tmp_path: Path) -> None:
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(gzip.compress(PAGE, mtime=0)), gzip.compress(PAGE))
    stored = warc_record(http(chunks, Transfer_Encoding="chunked", Content_Encoding="gzip"))
    assert bodies(tmp_path, lay(tmp_path, stored)) == [PAGE]


def test_of_a_body_that_is_cut_all_that_can_be_had_is_given(tmp_path: Path) -> None:
    page = PAGE * 1000
    stored = warc_record(http(zlib.compress(page, 0)[:30_000], Content_Encoding="deflate"))
    (found,) = bodies(tmp_path, lay(tmp_path, stored))
    assert isinstance(found, bytes)
    assert page.startswith(found)
    assert 29_000 < len(found) < 30_000


@pytest.mark.parametrize(
    ("body", "coding", "reason"),
    [
        (gzip.compress(PAGE, mtime=0)[:10], "gzip", "encoding_cut"),
        (gzip.compress(PAGE, mtime=0)[:-8] + bytes(8), "gzip", "encoding_damaged"),
        (b"\x01\x02", "sdch", "encoding_unknown"),
    ],
)
def test_a_body_that_cannot_be_decoded_is_said(body: bytes, coding: str, reason: str, tmp_path: Path) -> None:
    records = lay(
        tmp_path, packed(b"<p>before"), warc_record(http(body, Content_Encoding=coding)), packed(b"<p>after")
    )
    assert bodies(tmp_path, records) == [b"<p>before", reason, b"<p>after"]


def test_a_page_beyond_all_bounds_is_evidence_but_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vaults, "MAX_PAGE", 1 << 20)
    records = lay(tmp_path, packed(bytes(1 << 20)), packed(bytes((1 << 20) + 1)), packed(b"<p>"))
    assert bodies(tmp_path, records) == [bytes(1 << 20), "too_large", b"<p>"]
    target = tmp_path / "extracted"
    Vault(tmp_path).extract(records[1], target)
    assert target.read_bytes() == bytes((1 << 20) + 1)


def test_damage_to_one_record_reaches_no_other(tmp_path: Path) -> None:
    """Above all, the record behind the damage is never given in place of the damaged one."""
    stored = [packed(b"<p>%d" % n) for n in range(5)]
    stored[1] = stored[1][:60] + b"\xff" * (len(stored[1]) - 60)
    stored[3] = bytes(len(stored[3]))
    records = lay(tmp_path, *stored)
    assert bodies(tmp_path, records) == [b"<p>0", "record_unreadable", b"<p>2", "record_unreadable", b"<p>4"]


def test_a_place_where_no_record_begins_gives_none(tmp_path: Path) -> None:
    records = lay(tmp_path, warc_record(http(b"<p>0")), warc_record(http(b"<p>1")))
    for offset in (1, records[1].warc_offset - 1, records[1].warc_offset + 1, 10_000):
        wrong = record(warc="int_a/given.warc", warc_offset=offset)
        assert bodies(tmp_path, [wrong]) == ["record_unreadable"], offset


def test_a_file_that_is_gone_costs_its_own_records(tmp_path: Path) -> None:
    gone = record(warc="int_b/00001.warc.gz")
    records = lay(tmp_path, packed(b"<p>0"))
    assert bodies(tmp_path, [gone, *records, gone]) == ["record_unreadable", b"<p>0", "record_unreadable"]
    with pytest.raises(Malformed, match=r"int_b/00001\.warc\.gz: No such file"):
        Vault(tmp_path).body(gone)
    with pytest.raises(Malformed, match="No such file"):
        Vault(tmp_path).extract(gone, tmp_path / "x")


def test_a_revisit_gives_the_payload_that_it_refers_to(tmp_path: Path) -> None:
    records = lay(tmp_path, packed(b"<p>0"), gzip.compress(warc_record(http(b""), WARC_Type="revisit")))
    revisit = record(
        warc="int_a/given.warc",
        warc_offset=records[1].warc_offset,
        payload_warc="int_a/given.warc",
        payload_offset=0,
        record_type="revisit",
    )
    assert bodies(tmp_path, [records[0], revisit, records[0]]) == [b"<p>0", b"<p>0", b"<p>0"]


def test_a_request_is_given_whole(tmp_path: Path) -> None:
    asked = b"GET / HTTP/1.1\r\nHost: a.onion\r\n\r\n"
    lay(tmp_path, warc_record(asked, WARC_Type="request", Content_Type="application/http; msgtype=request"))
    assert bodies(tmp_path, [record(warc="int_a/given.warc", record_type="request")]) == [asked]


def test_a_record_can_be_had_as_it_is_stored(tmp_path: Path) -> None:
    stored = [packed(b"<p>%d" % n) for n in range(3)]
    records = lay(tmp_path, *stored)
    assert [Vault(tmp_path).stored(r) for r in records] == stored


def test_many_records_are_hashed_as_they_lie(tmp_path: Path) -> None:
    contents = [hashlib.sha256(b"%d" % n).digest() * (n % 50) for n in range(300)]
    records = lay(tmp_path, *(gzip.compress(warc_record(c, Content_Type="x/y")) for c in contents))
    assert bodies(tmp_path, records) == contents
