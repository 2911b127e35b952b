"""A record read at once is the record that the general reader gives, whatever is done to it, or is left to that one."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from filature.errors import Malformed
from filature.evidence import at_once
from filature.evidence.record import Record
from filature.evidence.vault import Vault
from tests.evidence.made import PAGE, http, record, warc_record

PLAIN = warc_record(http(PAGE))
HEADS = [
    (b"Content-Type: ", b"content-type:  "),
    (b"Content-Type: application", b"Content-Type:application"),
    (b"Content-Type: application/http; msgtype=response", b"Content-Type: text/html\r\n\tcharset=x"),
    (b"Content-Type", b"Content-Kind"),
    (b"WARC-Type", b"WARC-Tape"),
    (b"Content-Length", b"Content-Length: 7\r\nContent-Length"),
    (b"WARC-Date", b"Content-Type: text/html\r\nWARC-Date"),
    (b"Content-Length: ", b"Content-Length: 0"),
    (b"Content-Length: ", b"Content-Length: -"),
    (b"Content-Length: ", b"Content-Length: 1"),
    (b"WARC/1.1", b"WARC/0.9"),
    (b"WARC/1.1", b"HTTP/1.1"),
    (b"\r\nWARC-Date", b"\nWARC-Date"),
    (b"\r\nWARC-Date: ", b"\r\n\r\nWARC-Date: "),
    (b"WARC-Date: ", b"WARC-Date "),
    (b"WARC-Date: ", b"WARC-Date: \x00"),
    (b"WARC-Date: ", b"WARC-Date: " + b"x" * 9000),
    (b"exemple.onion", "exemplé.onion".encode()),
    (b"exemple.onion", b"exempl\xe9.onion"),
]


def seen(stored: bytes, length: int, offset: int = 0) -> tuple[object, object, bool]:
    """What is given of a record that lies so, what the general reader gives, and whether it was read at once."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "int_a" / "00001.warc.gz"
        path.parent.mkdir()
        path.write_bytes(stored)
        about = record(warc_offset=offset, warc_length=length, record_type="response")
        given = _told(Path(name), about)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(at_once, "LIMIT", -1)
            general = _told(Path(name), about)
        with path.open("rb") as file:
            return given, general, at_once.read(file.fileno(), offset, length) is not None


def _told(folder: Path, about: Record) -> object:
    ((_, found),) = Vault(folder).bodies([about])
    return (found.reason, found.detail, found.place) if isinstance(found, Malformed) else found


@pytest.mark.parametrize("pack", [gzip.compress, bytes], ids=["packed", "plain"])
@pytest.mark.parametrize("before", [b"", b"something else"], ids=["first", "later"])
def test_an_ordinary_record_is_read_at_once(pack: type[bytes], before: bytes) -> None:
    stored = pack(PLAIN)
    assert seen(before + stored + stored, len(stored), len(before)) == (PAGE, PAGE, True)


@pytest.mark.parametrize(("old", "new"), HEADS)
def test_a_header_of_another_form_is_understood_as_before(old: bytes, new: bytes) -> None:
    changed = PLAIN.replace(old, new, 1)
    for stored in (gzip.compress(changed), changed):
        given, general, _ = seen(stored + gzip.compress(PLAIN), len(stored))
        assert given == general


def test_a_record_beyond_the_limit_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    large = warc_record(http(bytes(100_000)))
    monkeypatch.setattr(at_once, "LIMIT", 50_000)
    for stored in (gzip.compress(large), large):
        assert seen(stored, len(stored)) == (bytes(100_000), bytes(100_000), False)


def test_several_records_in_one_member_are_left_to_the_general_reader() -> None:
    stored = gzip.compress(PLAIN + PLAIN)
    assert seen(stored, len(stored)) == (PAGE, PAGE, False)


@given(
    packed=st.booleans(),
    at=st.integers(0, 700),
    cut=st.integers(0, 3),
    instead=st.binary(max_size=3),
    length=st.integers(-9, 9),
    coding=st.sampled_from(["", "gzip", "deflate", "br"]),
)
@example(packed=True, at=-8, cut=4, instead=bytes(4), length=0, coding="")  # the checksum of the member
@example(packed=True, at=-4, cut=4, instead=bytes(4), length=0, coding="")  # its length
@example(packed=True, at=-1, cut=1, instead=b"", length=0, coding="")  # cut short
@example(packed=False, at=-4, cut=4, instead=b"    ", length=0, coding="")
def test_damage_is_told_as_the_general_reader_tells_it(
    packed: bool, at: int, cut: int, instead: bytes, length: int, coding: str
) -> None:
    whole = warc_record(http(PAGE, Content_Encoding=coding)) if coding else PLAIN
    stored = gzip.compress(whole, mtime=0) if packed else whole
    place = at if at >= 0 else len(stored) + at
    damaged = stored[:place] + instead + stored[place + cut :]
    given, general, _ = seen(damaged + gzip.compress(PLAIN, mtime=0), max(1, len(damaged) + length))
    assert given == general
