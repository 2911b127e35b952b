"""WARC files as written: two independent readers accept them, digests are true, and no name breaks a header."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import subprocess
import sys
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from filature.errors import Malformed
from filature.evidence import warc_out
from filature.evidence.warc_out import Files, Head, encode, encode_stream

HOSTILE = (
    "plain",
    "http://a.onion/é€😀?q=1 2",
    "x\r\nWARC-Type: warcinfo\r\n\r\ninjected",
    "x\nContent-Length: 0",
    "\x00\x1f\x7f\x85\u2028\u2029",
    "surrogate \udcff",
    "%0D%0A",
    "",
    "x" * 3000,
    ": : :",
)


def head(content: bytes, **more: object) -> Head:
    made = Head(
        "http://a.onion/", "2031-02-03T04:05:06Z", "text/html", hashlib.sha256(content).digest(), len(content)
    )
    return replace(made, **more)  # type: ignore[arg-type]


def fields(stored: bytes) -> list[tuple[str, str]]:
    """Header fields, read without any library."""
    lines = gzip.decompress(stored).split(b"\r\n\r\n", 1)[0].decode("utf-8").split("\r\n")
    assert lines[0] == "WARC/1.1"
    return [tuple(line.split(": ", 1)) for line in lines[1:]]  # type: ignore[misc]


def test_a_record_is_what_the_standard_says() -> None:
    content = b"<html>page</html>"
    digest = "sha256:" + base64.b32encode(hashlib.sha256(content).digest()).decode()
    assert fields(encode(head(content, extra=(("Filature-Source-Path", "a/é"),)), content)) == [
        ("WARC-Type", "resource"),
        ("WARC-Record-ID", "<urn:uuid:6b256c7d-2e8b-53f9-9c0f-d6f2b8abdfc3>"),
        ("WARC-Date", "2031-02-03T04:05:06Z"),
        ("WARC-Target-URI", "http://a.onion/"),
        ("WARC-Payload-Digest", digest),
        ("WARC-Block-Digest", digest),
        ("Content-Type", "text/html"),
        ("Filature-Source-Path", "a/é"),
        ("Content-Length", "17"),
    ]
    assert gzip.decompress(encode(head(content), content)).endswith(b"\r\n\r\n" + content + b"\r\n\r\n")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("where", ["uri", "media_type", "extra"])
def test_no_text_begins_another_field(text: str, where: str) -> None:
    content = b"<p>"
    stored = encode(
        head(content, **{where: (("Filature-Source-Path", text),) if where == "extra" else text}), content
    )
    names = [name for name, _ in fields(stored)]
    assert names[:3] == ["WARC-Type", "WARC-Record-ID", "WARC-Date"]
    assert len(names) == len(set(names)) == (9 if where == "extra" else 8)
    read = [
        (r.headers["Content-Length"], r.reader.read())
        for r in ArchiveIterator(io.BytesIO(stored), parse_http=False)
    ]
    assert read == [("3", content)]


@given(st.text(max_size=60), st.text(max_size=60), st.binary(max_size=500))
def test_any_record_comes_back(uri: str, path: str, content: bytes) -> None:
    stored = encode(head(content, uri=uri, extra=(("Filature-Source-Path", path),)), content)
    assert [r.reader.read() for r in ArchiveIterator(io.BytesIO(stored), parse_http=False)] == [content]
    assert [r.raw_stream.read() for r in WarcioIterator(io.BytesIO(stored))] == [content]


@given(st.text(max_size=40))
def test_the_id_of_a_record_is_the_uuid_of_its_content(uri: str) -> None:
    """As the standard library makes it."""
    made = head(b"x", uri=uri)
    name = f"{warc_out._one_line(uri)} {made.date} {made.sha256.hex()}"
    assert (
        dict(fields(encode(made, b"x")))["WARC-Record-ID"]
        == f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>"
    )


def test_the_same_content_gives_the_same_bytes() -> None:
    content = b"<p>" * 1000
    assert encode(head(content), content) == encode(head(content), content)


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_a_stream_is_the_same_record(size: int) -> None:
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    digest = hashlib.sha256(content).digest()
    streamed = b"".join(encode_stream(head(content), io.BytesIO(content), digest))
    assert gzip.decompress(streamed) == gzip.decompress(encode(head(content), content))


def test_a_stream_that_is_other_than_promised_is_refused() -> None:
    with pytest.raises(Malformed, match="changed_while_read"):
        list(encode_stream(head(b"abc"), io.BytesIO(b"abd"), hashlib.sha256(b"abc").digest()))


def test_independent_readers_accept_a_file_and_find_its_digests_true(tmp_path: Path) -> None:
    files, contents = Files(tmp_path), [b"", b"<p>", bytes(3 << 20), *(f"<p>{n}".encode() for n in range(50))]
    places = [
        files.append([encode(head(c, uri=HOSTILE[n % len(HOSTILE)] or "x:"), c)])
        for n, c in enumerate(contents)
    ]
    files.sync_close()
    (path,) = tmp_path.iterdir()
    assert places[0][0] == path.name == "00001.warc.gz"
    checked = subprocess.run(
        [sys.executable, "-c", "from warcio.cli import main; main()", "check", "-v", str(path)],
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout.decode()
    assert checked.stdout.count(b"digest pass") == len(contents)
    with path.open("rb") as stream:
        for record, (_, offset, _) in zip(ArchiveIterator(stream, parse_http=False), places, strict=True):
            assert record.stream_pos == offset
            record.freeze()
            assert record.verify_block_digest()
    assert sum(length for _, _, length in places) == path.stat().st_size


def test_a_new_file_is_begun_when_one_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_out, "MAX_FILE", 10)
    files = Files(tmp_path)
    places = [files.append([b"x" * size]) for size in (9, 1, 30, 1)]
    files.sync_close()
    assert places == [
        ("00001.warc.gz", 0, 9),
        ("00001.warc.gz", 9, 1),
        ("00002.warc.gz", 0, 30),
        ("00003.warc.gz", 0, 1),
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["00001.warc.gz", "00002.warc.gz", "00003.warc.gz"]


def test_a_record_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> object:
        yield b"half a record" * 100_000
        raise Malformed("changed_while_read", "x")

    files = Files(tmp_path)
    for _ in range(2):
        with pytest.raises(Malformed):
            files.append(broken())  # type: ignore[arg-type]
    assert files.append([b"whole"]) == ("00001.warc.gz", 0, 5)
    files.sync_close()
    assert (tmp_path / "00001.warc.gz").read_bytes() == b"whole"


def test_a_file_without_a_record_is_not_left(tmp_path: Path) -> None:
    def broken() -> object:
        raise Malformed("changed_while_read", "x")
        yield b""

    files = Files(tmp_path)
    with pytest.raises(Malformed):
        files.append(broken())  # type: ignore[arg-type]
    files.sync_close()
    assert list(tmp_path.iterdir()) == []
