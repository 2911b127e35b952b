"""What a payload is, told by its content first and by its name second."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.sources import kind
from tests.evidence.made import http, warc_record
from tests.sources.made import PAGE, tarred, zipped

WARC = warc_record(http(PAGE))
CSV = b"vendor,price\nalba,12\nbruno,7\ncarla,9\n"
SQL = b"-- MariaDB dump 10.19\nCREATE TABLE `t` (`a` int);\nINSERT INTO `t` VALUES (1);\n"

TOLD = {
    ("page.html", PAGE): ("text/html", "page"),
    ("without-ending", PAGE): ("text/html", "page"),
    ("lying.csv", PAGE): ("text/html", "page"),
    ("lying.png", PAGE): ("text/html", "page"),
    ("fragment", b"  \n<p>only a fragment"): ("text/html", "page"),
    ("utf16", "<html><p>page".encode("utf-16")): ("text/plain", "page"),
    ("notes.txt", b"Une phrase. Une autre phrase, plus longue.\n"): ("text/plain", "page"),
    ("table.csv", CSV): ("text/csv", "table"),
    ("table.tsv", CSV.replace(b",", b"\t")): ("text/tab-separated-values", "table"),
    ("table.csv.gz", gzip.compress(CSV)): ("application/gzip", "table"),
    ("rows.jsonl", b'{"a": 1}\n{"a": 2}\n'): ("application/x-ndjson", "table"),
    ("dump.sql", SQL): ("application/sql", "database"),
    ("dump.sql.gz", gzip.compress(SQL)): ("application/gzip", "database"),
    ("without-ending-sql", SQL): ("application/sql", "database"),
    ("shop.db", b"SQLite format 3\x00" + bytes(100)): ("application/vnd.sqlite3", "database"),
    ("image.jpg", b"\xff\xd8\xff\xe0" + bytes(100)): ("image/jpeg", "other"),
    ("image.html", b"\x89PNG\r\n\x1a\n" + bytes(100)): ("image/png", "other"),
    ("document.pdf", b"%PDF-1.7\n%\xe2\xe3"): ("application/pdf", "other"),
    ("page.html.gz", gzip.compress(PAGE)): ("application/gzip", "other"),
    ("noise", bytes(range(256)) * 4): ("application/octet-stream", "other"),
    ("empty.html", b""): ("application/x-empty", "other"),
}


@pytest.mark.parametrize(("given_file", "expected"), TOLD.items(), ids=[name for name, _ in TOLD])
def test_media_type_and_role(given_file: tuple[str, bytes], expected: tuple[str, str]) -> None:
    assert kind.tell(*given_file) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (WARC, True), (gzip.compress(WARC), True), (gzip.compress(WARC)[:200], True), (PAGE, False), (gzip.compress(PAGE), False),
        (b"", False), (b"\x1f\x8b", False), (bz2.compress(WARC), False), (b"xWARC/1.0", False),
    ],
)  # fmt: skip
def test_warc_files(head: bytes, expected: bool) -> None:
    assert kind.is_warc(head) is expected


TAR = tarred({"a": PAGE})
ARCHIVES = {
    ("x", zipped({"a": PAGE})): "zip",
    ("x.html", zipped({"a": PAGE})): "zip",
    ("x", zipped({})): "zip",
    ("x.wacz", zipped({"a": PAGE}, zipfile.ZIP_STORED)): "zip",
    ("x.xlsx", zipped({"a": PAGE})): None,
    ("x", zipped({"[Content_Types].xml": PAGE})): None,
    ("x.odt", zipped({"mimetype": b"application/x"})): None,
    ("x", TAR): "tar",
    ("x", gzip.compress(TAR)): "tar",
    ("x.tar.bz2", bz2.compress(TAR)): "tar",
    ("x.TXZ", lzma.compress(TAR)): "tar",
    ("x.tar", b"old form without a mark"): "tar",
    ("x", PAGE): None,
    ("x", b""): None,
    ("x.gz", gzip.compress(PAGE)): None,
}


@pytest.mark.parametrize(("given_file", "expected"), ARCHIVES.items())
def test_archives(given_file: tuple[str, bytes], expected: str | None) -> None:
    assert kind.archive_form(*given_file) == expected


def test_a_bomb_in_the_first_bytes_is_not_unpacked() -> None:
    assert len(kind.inside_gzip(gzip.compress(bytes(50 << 20))[:65_536])) == 65_536


@given(st.text(max_size=20), st.binary(max_size=400))
def test_nothing_at_all_is_too_much(name: str, head: bytes) -> None:
    media_type, role = kind.tell(name, head)
    assert role in ("page", "table", "database", "other")
    assert "/" in media_type
    kind.archive_form(name, head)
    kind.is_warc(head)
    kind.remark(name, head)
