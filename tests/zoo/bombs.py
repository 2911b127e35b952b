"""Makes archives, packed files and WARC files that grow."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib

from tests.evidence.made import http, warc_record
from tests.zoo.keeper import HEALTHY

MEGABYTE = 1 << 20
# Megabytes inside a bomb: more than any archive may give (256 MiB), and than the memory that a command may take.
LARGE = 320


def zipped(members: dict[str, bytes], repeats: int = 1) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as pack:
        for name, content in members.items():
            with pack.open(name, "w", force_zip64=True) as member:
                for _ in range(repeats):
                    member.write(content)
    return sink.getvalue()


def flat() -> bytes:
    """Zeros without end between two small members."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("a.html", HEALTHY)
        with pack.open("b.html", "w", force_zip64=True) as member:
            for _ in range(LARGE):
                member.write(bytes(MEGABYTE))
        pack.writestr("c.html", HEALTHY)
    return sink.getvalue()


def nested() -> bytes:
    """Sixteen archives of sixteen archives of a hundred megabytes each, as the well-known 42.zip."""
    inner = zipped({"zeros": bytes(MEGABYTE)}, 100)
    for _ in range(2):
        inner = zipped({f"{n:02d}.zip": inner for n in range(16)})
    return inner


def overlapping(count: int = 250) -> bytes:
    """Many members that all share one stretch of compressed bytes (Fifield, "A better zip bomb", 2019)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = bytes(4 * MEGABYTE)
    data = packer.compress(content) + packer.flush()
    crc = zlib.crc32(content)
    local = (
        struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(data), len(content), 1, 0) + b"a"
    )
    entry = (
        struct.pack(
            "<4s6H3L5H2L",
            b"PK\x01\x02",
            20,
            20,
            0,
            8,
            0,
            33,
            crc,
            len(data),
            len(content),
            1,
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + b"a"
    )
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, len(local) + len(data), 0
    )
    return local + data + entry * count + end


def tar_bomb() -> bytes:
    sink = io.BytesIO()
    with gzip.open(sink, "wb", compresslevel=9) as packed, tarfile.open(fileobj=packed, mode="w") as pack:
        for name, size in (("a.html", len(HEALTHY)), ("b.html", LARGE * MEGABYTE)):
            info = tarfile.TarInfo(name)
            info.size = size
            pack.addfile(info, io.BytesIO(HEALTHY) if name == "a.html" else _Zeros(size))  # type: ignore[arg-type]
    return sink.getvalue()


def tar_of_nothing() -> bytes:
    """Zeros behind a header that says: a link, which has no data."""
    info = tarfile.TarInfo("link")
    info.type = tarfile.SYMTYPE
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(
        [
            packer.compress(info.tobuf()),
            *(packer.compress(bytes(MEGABYTE)) for _ in range(LARGE)),
            packer.flush(),
        ]
    )


class _Zeros:
    def __init__(self, size: int) -> None:
        self._left = size

    def read(self, size: int) -> bytes:
        size = min(size, self._left)
        self._left -= size
        return bytes(size)


def endless_list() -> bytes:
    """A zip whose list of members takes more than 64 MiB."""
    entry = (
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    )
    count = (65 << 20) // len(entry)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, count * len(entry), 4, 0)
    return b"PK\x03\x04" + entry * count + end


def packed(*pieces: bytes, zeros: int, behind: bytes = b"") -> bytes:
    """A gzip member of ``pieces``, so many megabytes of zeros, and what lies behind them."""
    packer = zlib.compressobj(9, wbits=31)
    content = [
        packer.compress(piece) for piece in (*pieces, *(bytes(MEGABYTE) for _ in range(zeros)), behind)
    ]
    return b"".join([*content, packer.flush()])


def large_record() -> bytes:
    """A record without end in its own gzip member, then a page."""
    size = str(LARGE * MEGABYTE)
    head = warc_record(b"", WARC_Type="resource", Content_Type="x/y", Content_Length=size)[:-4]
    return packed(head, zeros=LARGE, behind=b"\r\n\r\n") + gzip.compress(warc_record(http(HEALTHY)))


def shared_member() -> bytes:
    """Records without end that share one gzip member."""
    record = warc_record(bytes(MEGABYTE), WARC_Type="resource", Content_Type="x/y")
    return packed(warc_record(http(HEALTHY)), *(record for _ in range(LARGE)), zeros=0)


def large_body() -> bytes:
    """A page that a browser would unpack without end, then a page."""
    return warc_record(http(packed(HEALTHY, zeros=LARGE), Content_Encoding="gzip")) + warc_record(
        http(HEALTHY)
    )
