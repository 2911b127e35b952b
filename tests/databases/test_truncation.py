"""A dump that breaks off anywhere keeps what came before, loses no more than the row that is cut, and says so."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases.collecting import Collect, collect
from tests.databases.reads import read

_VALUES = [
    (1, "l'été\\n", None),
    (2, "", "x;y"),
    (3, "),(", "--"),
    (4, "a\nb", "/*"),
    (5, "'", '"'),
    (6, "$$", "`"),
]


def _mysql(text: str | None) -> str:
    return (
        "NULL"
        if text is None
        else "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
    )


def _standard(text: str | None) -> str:
    return "NULL" if text is None else "'" + text.replace("'", "''") + "'"


def _rows(quote: Callable[[str | None], str]) -> list[str]:
    return [f"({n},{quote(a)},{quote(b)})" for n, a, b in _VALUES]


_CREATE = "CREATE TABLE t (\n  id int PRIMARY KEY,\n  a text,\n  b text COMMENT ''\n);\n"
_COPIED = "\n".join(
    f"{n}\t{a.replace(chr(92), chr(92) * 2).replace(chr(10), chr(92) + 'n')}\t{b or (chr(92) + 'N')}"
    for n, a, b in _VALUES
)
_MYSQL, _STANDARD = _rows(_mysql), _rows(_standard)
DUMPS = {
    "mysql, one": (
        "mysql",
        f"/*!40101 SET NAMES utf8 */;\n{_CREATE}INSERT INTO `t` VALUES {','.join(_MYSQL)};\n-- end\n",
    ),
    "mysql, many": (
        "mysql",
        _CREATE
        + "".join(f"INSERT INTO `t` (`id`, `a`, `b`) VALUES {r};\n" for r in _MYSQL)
        + "UNLOCK TABLES;\n",
    ),
    "postgres, inserts": (
        "postgres",
        _CREATE + "".join(f"INSERT INTO public.t VALUES {r};\n" for r in _STANDARD),
    ),
    "postgres, copy": (
        "postgres",
        f"{_CREATE}COPY public.t (id, a, b) FROM stdin;\n{_COPIED}\n\\.\n\n\nSELECT 1;\n",
    ),
    "sqlite dump": (
        "sqlite_dump",
        _CREATE + "".join(f"INSERT INTO t VALUES{r};\n" for r in _STANDARD) + "COMMIT;\n",
    ),
}
# The row `2, '', …` of COPY: an empty text is not NULL.
WANTED = [(str(n), a, b) for n, a, b in _VALUES]
TELLING = {"truncated", "insert_not_understood"}


@pytest.mark.parametrize("name", DUMPS)
def test_a_cut_at_each_byte(name: str) -> None:
    """Rows never vanish as the cut moves on; at most one is rejected, at a byte before the cut."""
    kind, text = DUMPS[name]
    whole = text.encode()
    before = 0
    for cut in range(len(whole) + 1):
        found = collect(whole[:cut], kind)
        rows = found.tables.get("t", [])
        assert rows == WANTED[: len(rows)], cut
        assert len(rows) >= before, cut
        before = len(rows)
        assert len(found.rejects) <= 1 and {r.reason for r in found.rejects} <= TELLING, (cut, found.rejects)
        assert all(int(r.place.removeprefix("byte ")) <= cut for r in found.rejects)
        _says_so(found, whole, cut)
    assert before == len(WANTED)


def _says_so(found: Collect, whole: bytes, cut: int) -> None:
    """Where the cut goes through the rows, a rejection or a remark tells it."""
    start, end = (
        whole.index(b"(1," if b"(1," in whole else b"1\t"),
        whole.rindex(b")" if b"(6," in whole else b"\\."),
    )
    told = bool(found.rejects) or any(reason == "truncated" for reason, _, _ in found.remarks)
    between_statements = whole[:cut].rstrip().endswith(b";")
    assert told or not start < cut <= end or between_statements, cut


@pytest.mark.parametrize("name", DUMPS)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_the_pieces_in_which_a_dump_comes_do_not_matter(name: str, size: int) -> None:
    """Each token may lie across two pieces."""
    kind, text = DUMPS[name]
    found = collect(text.encode(), kind, size)
    assert found.tables == {"t": WANTED}
    assert found.rejects == []


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_dump_that_is_cut(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    """What could be unpacked is read; the cut is told with its byte of the packed file."""
    rng = random.Random(1)
    rows = [f"({n},'{rng.getrandbits(400):x}')" for n in range(20_000)]
    whole = pack(f"CREATE TABLE t (id int, a text);\nINSERT INTO t VALUES {','.join(rows)};\n".encode())
    found = read(whole[: len(whole) * 3 // 4], tmp_path, "x.sql")
    kept = found.tally.rows_out
    assert 5_000 < kept < 20_000
    assert [(r["id"], r["a"]) for r in found.rows("raw_x_t")] == [
        tuple(r[1:-2].split(",'")) for r in rows[:kept]
    ]
    assert ("packed_data_cut", 0) in found.reasons()
    assert found.tally.rows_in == kept + found.tally.rejected


def test_a_missing_last_line_is_remarked_upon() -> None:
    """Both programs end their dumps with a line of their own; where it is not there, the dump may be cut."""
    for head, tail, kind in (
        (b"-- MySQL dump 10.13  Distrib 8\n", b"-- Dump completed on 2021-01-01  1:00:00\n", "mysql"),
        (
            b"--\n-- PostgreSQL database dump\n--\n",
            b"--\n-- PostgreSQL database dump complete\n--\n\n",
            "postgres",
        ),
    ):
        body = head + b"CREATE TABLE t (id int);\nINSERT INTO t VALUES (1);\n"
        assert [r for r, _, _ in collect(body, kind).remarks] == ["no_end_mark"]
        assert collect(body + tail, kind).remarks == []
