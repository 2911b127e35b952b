"""Archives and packed files that end early or lie: kept whole, what came before the damage taken, the place said."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
from hashlib import sha256

import pytest

from tests.evidence.made import http, warc_record
from tests.sources.made import page, tarred, zipped
from tests.zoo.keeper import Keeper, Ran

NAMES = [f"{n}.html" for n in range(5)]
# Pages that pack badly, so that a cut in the middle lies in the third of them.
NOISE = random.Random(5)
PAGES = {name: page(n) + NOISE.randbytes(30_000) for n, name in enumerate(NAMES)}
MEMBER = 512 + -(-len(PAGES["0.html"]) // 512) * 512
TAR, ZIP = tarred(PAGES), zipped(PAGES)


def records(host: str) -> list[bytes]:
    return [
        warc_record(http(p), WARC_Target_URI=f"http://{host}.onion/{n}") for n, p in enumerate(PAGES.values())
    ]


WARC = records("exemple")
WARC_GZ = [[gzip.compress(record, mtime=0) for record in records(host)] for host in ("un", "deux")]


def cut(content: bytes, share: float = 0.5) -> bytes:
    return content[: int(len(content) * share)]


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


LATER = ": what came before was taken"
CUT_PACKED = ("packed_data_cut", f"the file ends in the middle of its packed data{LATER}")
NO_LIST = (
    "archive_damaged",
    "its list of members, at its end, is missing or damaged (File is not a zip file): the archive is kept, no member "
    "could be taken; add a whole copy, or what a repair program makes of it",
)
# Each with what is said of it and the members that arrive.
ANIMALS: dict[str, tuple[bytes, tuple[str, str], list[str]]] = {
    "cut.tar": (cut(TAR), ("archive_cut", f"the archive ends early{LATER}"), NAMES[:2]),
    "cut.tar.gz": (cut(gzip.compress(TAR, mtime=0)), CUT_PACKED, NAMES[:2]),
    "cut.tar.bz2": (cut(bz2.compress(TAR)), CUT_PACKED, []),  # all of it is one block
    "cut.tar.xz": (cut(lzma.compress(TAR)), CUT_PACKED, NAMES[:2]),
    "altered.tar": (
        flipped(TAR, 2 * MEMBER + 150),
        ("archive_damaged", f"there is no header of a member{LATER}"),
        NAMES[:2],
    ),
    "altered.tar.gz": (
        flipped(gzip.compress(TAR, mtime=0), 100_000),
        ("packed_data_broken", f"the packed data is damaged (Error -6 Incorrect checksum found){LATER}"),
        NAMES[:4],
    ),
    "cut.zip": (cut(ZIP), NO_LIST, []),
    "nothing.zip": (b"PK\x03\x04", NO_LIST, []),
    "altered.zip": (
        flipped(ZIP, 60),
        (
            "member_damaged",
            "its bytes are damaged (Bad CRC-32 for file '0.html'): not taken; the archive is kept",
        ),
        NAMES[1:],
    ),
    "empty.warc.gz": (
        b"\x1f\x8b\x08\x00",
        ("not_a_warc", "named as a WARC file, but no record can be read from its start: kept as it is"),
        [],
    ),
}
WARCS: dict[str, tuple[bytes, tuple[str, str], list[int]]] = {
    "cut.warc": (
        cut(b"".join(WARC), 0.52),
        ("record_truncated", "17,980 of 30,126 bytes are there: taken and marked"),
        [0, 1, 2],
    ),
    "cut.warc.gz": (
        cut(b"".join(WARC_GZ[0]), 0.52),
        ("record_truncated", "17,992 of 30,126 bytes are there: taken and marked"),
        [0, 1, 2],
    ),
    "altered.warc.gz": (
        flipped(b"".join(WARC_GZ[1]), len(WARC_GZ[1][0]) + 150),
        ("warc_damaged", "Gzip decompression error: data error: reading goes on at byte 60,704"),
        [0, 2, 3, 4],
    ),
}
TABLE = b"vendor,title,price\n" + b"".join(b"vendor%d,thing %d,%d\n" % (n, n * n, n) for n in range(9_000))


@pytest.fixture(scope="module")
def added(house: Keeper) -> Ran:
    """All of them in one intake."""
    house.put({name: content for name, (content, *_) in (ANIMALS | WARCS).items()})
    house.put({"cut.csv.gz": cut(gzip.compress(TABLE, mtime=0), 0.9)})
    return house.add()


@pytest.mark.parametrize("name", ANIMALS)
def test_a_broken_archive(name: str, house: Keeper, added: Ran) -> None:
    content, words, members = ANIMALS[name]
    said = [r for path in (name, *(f"{name}!/{m}" for m in NAMES)) for r in added.told(path)]
    assert said == [words]
    captures = house.captures()
    kept = captures[f"given/{name}"]
    assert (kept["size"], kept["sha256"]) == (len(content), sha256(content).hexdigest())
    assert [c for c in captures if c.startswith(f"given/{name}!")] == [f"given/{name}!/{m}" for m in members]


@pytest.mark.parametrize("name", WARCS)
def test_a_broken_warc(name: str, house: Keeper, added: Ran) -> None:
    content, words, records = WARCS[name]
    assert added.told(name) == [words]
    assert content in house.evidence().values()
    assert [c["uri"][-1] for c in house.every_capture() if c["source_path"] == f"given/{name}"] == list(
        map(str, records)
    )


def test_the_rest_goes_on(house: Keeper, added: Ran) -> None:
    assert (added.code, added.document["refused"]) == (1, 10)
    house.is_well()


def test_rows_before_the_cut_of_a_packed_table_arrive(house: Keeper, added: Ran) -> None:
    assert house.run("build", house.case).code == 0
    found = house.query("select reason, detail, rows from rejection where source_path = 'given/cut.csv.gz'")
    assert found == [{"reason": CUT_PACKED[0], "detail": CUT_PACKED[1], "rows": 1}]
    titles = [r["title"] for r in house.query("select title from offer_observation order by price")]
    assert len(titles) > 3_000
    assert titles == [f"thing {n * n}" for n in range(len(titles))]
