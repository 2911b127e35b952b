"""Archives that grow: the archive is kept, what came before the bound is taken, memory and disk stay small."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

import pytest

from tests.evidence.made import http, warc_record
from tests.zoo.keeper import HEALTHY, Keeper

MEGABYTE = 1 << 20


def zipped(members: dict[str, bytes], repeats: int = 1) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as pack:
        for name, content in members.items():
            with pack.open(name, "w", force_zip64=True) as member:
                for _ in range(repeats):
                    member.write(content)
    return sink.getvalue()


def flat() -> bytes:
    """One gigabyte of zeros in one megabyte, between two small members."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("a.html", HEALTHY)
        with pack.open("b.html", "w", force_zip64=True) as member:
            for _ in range(1024):
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
        for name, size in (("a.html", len(HEALTHY)), ("b.html", 1024 * MEGABYTE)):
            info = tarfile.TarInfo(name)
            info.size = size
            pack.addfile(info, io.BytesIO(HEALTHY) if name == "a.html" else _Zeros(size))  # type: ignore[arg-type]
    return sink.getvalue()


def tar_of_nothing() -> bytes:
    """A gigabyte behind a header that says: a link, which has no data."""
    info = tarfile.TarInfo("link")
    info.type = tarfile.SYMTYPE
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(
        [
            packer.compress(info.tobuf()),
            *(packer.compress(bytes(MEGABYTE)) for _ in range(1024)),
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


GROWN = "unpacks to more than 250 times its size: the rest was not unpacked"
BOMBS: dict[str, tuple[Callable[[], bytes], str, list[str]]] = {
    "flat.zip": (flat, GROWN, ["a.html"]),
    "nested.zip": (nested, GROWN, ["00.zip", "00.zip!/00.zip", "00.zip!/00.zip!/zeros"]),
    "overlapping.zip": (overlapping, GROWN, ["a"]),
    "bomb.tar.gz": (tar_bomb, GROWN, ["a.html"]),
    "nothing.tar.gz": (tar_of_nothing, GROWN, []),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_stopped(name: str, keeper: Keeper) -> None:
    make, words, taken = BOMBS[name]
    bomb = make()
    (keeper.given / name).write_bytes(bomb)
    ran = keeper.add()
    assert ran.code == 1
    assert ("archive_bomb", words) in ran.told.values()
    captures = keeper.captures()
    assert captures[f"given/{name}"]["size"] == len(bomb)
    assert {f"given/{name}!/{member}" for member in taken} <= captures.keys()
    assert ran.seconds < 60
    used = sum(map(len, keeper.evidence().values()))
    assert used < len(bomb) * 2 + 8 * MEGABYTE, f"{used:,} bytes of evidence"
    keeper.is_well()


def test_a_zip_that_holds_itself_comes_to_an_end(keeper: Keeper) -> None:
    """A quine would go on for ever; here archives lie in each other deeper than they are opened."""
    inner = zipped({"page.html": HEALTHY})
    for _ in range(12):
        inner = zipped({"again.zip": inner})
    (keeper.given / "again.zip").write_bytes(inner)
    ran = keeper.add()
    assert ("archive_too_deep", "more than 3 archives inside each other: not unpacked") in ran.told.values()
    assert len(keeper.captures()) == 6
    keeper.is_well()


def test_a_list_of_members_without_end_is_not_read(keeper: Keeper) -> None:
    entry = (
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    )
    count = (65 << 20) // len(entry)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, count * len(entry), 4, 0)
    (keeper.given / "list.zip").write_bytes(b"PK\x03\x04" + entry * count + end)
    ran = keeper.add()
    reason, words = ran.told["given/list.zip"]
    assert reason == "archive_too_large"
    assert words.startswith("its list of members takes 68,157,")
    assert words.endswith("unpack it and give the folder")
    keeper.is_well()


@pytest.mark.parametrize("name", ["record.warc.gz", "shared.warc.gz", "body.warc"])
def test_a_warc_bomb_is_evidence_in_bounded_memory(name: str, keeper: Keeper) -> None:
    """A record of a gigabyte, a gigabyte of records in one gzip member, a page that a browser would unpack to one."""
    size, page = 1024 * MEGABYTE, warc_record(http(HEALTHY))
    packer = zlib.compressobj(9, wbits=31)
    zeros = bytes(MEGABYTE)
    if name == "record.warc.gz":
        head = warc_record(b"", WARC_Type="resource", Content_Type="x/y", Content_Length=str(size))[:-4]
        packed = [
            packer.compress(head),
            *(packer.compress(zeros) for _ in range(1024)),
            packer.compress(b"\r\n\r\n"),
            packer.flush(),
        ]
        content = b"".join(packed) + gzip.compress(page)
    elif name == "shared.warc.gz":
        record = warc_record(zeros, WARC_Type="resource", Content_Type="x/y")
        content = b"".join(
            [packer.compress(page), *(packer.compress(record) for _ in range(1024)), packer.flush()]
        )
    else:
        body = b"".join([*(packer.compress(zeros) for _ in range(1024)), packer.flush()])
        content = warc_record(http(body, Content_Encoding="gzip")) + page
    (keeper.given / name).write_bytes(content)
    ran = keeper.add()
    assert ran.seconds < 60
    (given,) = (c for n, c in keeper.evidence().items() if "given-" in n and not n.endswith("-plain.warc"))
    assert given == content
    assert keeper.captures()[f"given/{name}"]
    if name == "shared.warc.gz":
        assert ran.code == 1
        assert ran.told[f"given/{name}"] == ("warc_damaged", GROWN)
    keeper.is_well()
