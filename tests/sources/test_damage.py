"""Damaged WARC files: whole records are never lost, broken ones are marked, each damage is said."""

from __future__ import annotations

import gzip
import hashlib
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from filature.evidence.manifest import Refusal
from filature.evidence.record import Record
from filature.sources.found import Found
from filature.sources.warcs import index as indexing
from filature.sources.warcs.index import index
from filature.sources.warcs.revisits import Revisit
from tests.evidence.made import digest, http, warc_record
from tests.sources.made import PAGE, Cases

NOISE = random.Random(5)
BODIES = [NOISE.randbytes(150 + 60 * n) for n in range(3)]


def stored(body: bytes, number: int, digests: bool = True) -> bytes:
    block = http(body)
    checks = {"WARC_Block_Digest": digest("sha1", block)} if digests else {}
    return warc_record(block, WARC_Target_URI=f"http://exemple.onion/{number}", **checks)


PLAIN = [stored(body, number) for number, body in enumerate(BODIES)]
UNCHECKED = [stored(body, number, digests=False) for number, body in enumerate(BODIES)]
PACKED = [gzip.compress(record, mtime=0) for record in PLAIN]
FORMS = {"plain": PLAIN, "unchecked": UNCHECKED, "packed": PACKED}


def read(content: bytes, folder: Path, name: str = "given.warc.gz") -> tuple[list[Record], list[Refusal]]:
    path = folder / name
    path.unlink(missing_ok=True)  # to write over a file costs a wait for the disk
    path.write_bytes(content)
    entries = list(index(path, Found("given", path=path)))
    assert not any(isinstance(e, Revisit) for e in entries)
    return [e for e in entries if isinstance(e, Record)], [e for e in entries if isinstance(e, Refusal)]


def numbers(records: list[Record]) -> list[int]:
    """Which of the three records arrived whole."""
    hashes = [hashlib.sha256(b).hexdigest() for b in BODIES]
    return [hashes.index(r.sha256) for r in records if r.sha256 in hashes and r.digest_check != "failed"]


def loses_nothing(records: list[Record], refusals: list[Refusal], whole: list[int]) -> None:
    """Records that are whole arrived, once; what else arrived is marked; nothing was dropped without a word."""
    assert [n for n in numbers(records) if n in whole] == whole
    others = [r for r in records if r.digest_check == "failed"]
    assert len(others) + len(numbers(records)) == len(records)
    if others or len(records) < 3:
        assert refusals


@pytest.mark.parametrize("form", FORMS)
def test_a_file_cut_at_any_place(form: str, tmp_path: Path) -> None:
    parts = FORMS[form]
    content = b"".join(parts)
    ends = [sum(map(len, parts[: n + 1])) for n in range(3)]
    for cut in sorted(
        {
            *range(1, len(content), 5),
            *(end + n for end in ends[:2] for n in range(-6, 12)),
            *range(ends[2] - 12, ends[2]),
        }
    ):
        records, refusals = read(content[:cut], tmp_path)
        whole = [n for n, end in enumerate(ends) if cut >= end]
        if cut in ends:
            assert (numbers(records), refusals) == (whole, [])
            continue
        arrived = numbers(records)
        assert arrived in (whole, [*whole, len(whole)])
        partial = [r for r in records if r.digest_check == "failed"]
        assert len(records) == len(arrived) + len(partial)
        tail = cut >= ends[len(whole)] - 4 and form != "packed"
        assert refusals or (tail and arrived == [*whole, len(whole)]), cut
        for record in partial:
            assert (record.uri, record.size < len(BODIES[len(whole)])) == (
                f"http://exemple.onion/{len(whole)}",
                True,
            )


@pytest.mark.parametrize("form", FORMS)
def test_any_altered_byte_in_one_record_costs_no_other(form: str, tmp_path: Path) -> None:
    parts = FORMS[form]
    for place in range(0, len(parts[1]), 3):
        broken = bytearray(parts[1])
        broken[place] ^= NOISE.choice((0x01, 0x10, 0xFF))
        records, refusals = read(parts[0] + bytes(broken) + parts[2], tmp_path)
        assert {0, 2} <= set(numbers(records)), place
        if len(records) < 3:
            assert refusals, place


JUNK: dict[str, Callable[[bytes], bytes]] = {
    "text": lambda record: b"GARBAGE\n" * 20 + record,
    "zeros": lambda record: bytes(100) + record,
    "a gzip magic": lambda record: b"\x1f\x8b\x08\x00" * 5 + record,
    "a record cut in its content": lambda record: record[:-100] + record,
    "a cut header": lambda record: record[:20] + record,
    "another record type": lambda record: gzip.compress(b"no WARC at all") + record,
    "megabytes": lambda record: NOISE.randbytes(3 << 20) + record,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("where", [1, 2])
def test_junk_between_records_is_passed_over_and_said(
    form: str, junk: str, where: int, tmp_path: Path
) -> None:
    parts = list(FORMS[form])
    parts[where] = JUNK[junk](parts[where])
    records, refusals = read(b"".join(parts), tmp_path)
    assert set(numbers(records)) == {0, 1, 2}
    assert [r.reason for r in refusals] in (["warc_damaged"], ["record_truncated"])
    ends = len(b"".join(parts[:where]))
    again = len(b"".join(parts[: where + 1])) - len(FORMS[form][where])
    if refusals[0].reason == "warc_damaged" and form != "unchecked" and junk != "a record cut in its content":
        assert refusals[0].place == f"byte {ends}"
        assert refusals[0].detail.endswith(f"reading goes on at byte {again:,}")


@pytest.mark.parametrize(
    "junk", [b"GARBAGE", b"\x1f\x8b\x08\x00\x00", b"WARC/1.1\r\nWARC-Ty", NOISE.randbytes(5000)]
)
@pytest.mark.parametrize("form", FORMS)
def test_junk_at_the_end_is_said(form: str, junk: bytes, tmp_path: Path) -> None:
    records, refusals = read(b"".join(FORMS[form]) + junk, tmp_path)
    assert numbers(records) == [0, 1, 2]
    assert [r.reason for r in refusals] == ["warc_damaged"]
    assert refusals[0].detail.endswith("nothing more could be read")


@pytest.mark.parametrize("padding", [b"\r\n", b"\n\n\n", bytes(512)])
def test_padding_at_the_end_is_no_damage(padding: bytes, tmp_path: Path) -> None:
    records, refusals = read(b"".join(PACKED) + padding, tmp_path)
    assert (numbers(records), [r.reason for r in refusals]) in (
        ([0, 1, 2], []),
        ([0, 1, 2], ["warc_damaged"]),
    )


@pytest.mark.parametrize("order", ["ppz", "pzp", "zpp", "zzp", "zpz"])
def test_plain_and_packed_records_in_one_file(order: str, tmp_path: Path) -> None:
    parts = [PLAIN[n] if form == "p" else PACKED[n] for n, form in enumerate(order)]
    assert numbers(read(b"".join(parts), tmp_path)[0]) == [0, 1, 2]


LENGTHS = ("9999", "1", "0", "-5", "", "x", "99999999999999999999999", "1e3", " 12 ")


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("form", FORMS)
def test_a_wrong_length_costs_one_record(form: str, length: str, tmp_path: Path) -> None:
    block = http(BODIES[1])
    checks = {} if form == "unchecked" else {"WARC_Block_Digest": digest("sha1", block)}
    broken = warc_record(block, WARC_Target_URI="http://exemple.onion/1", Content_Length=length, **checks)
    parts = list(FORMS[form])
    parts[1] = gzip.compress(broken, mtime=0) if form == "packed" else broken
    records, refusals = read(b"".join(parts), tmp_path)
    assert {0, 2} <= set(numbers(records))
    assert refusals


SHARED = {
    "all in one": [gzip.compress(b"".join(PLAIN), mtime=0)],
    "two and one": [gzip.compress(PLAIN[0] + PLAIN[1], mtime=0), PACKED[2]],
    "one and two": [PACKED[0], gzip.compress(PLAIN[1] + PLAIN[2], mtime=0)],
    "cut anywhere": [
        b"".join(gzip.compress(b"".join(PLAIN)[i : i + 500], mtime=0) for i in range(0, 2000, 500))
    ],
}


@pytest.mark.parametrize("name", SHARED)
def test_records_that_share_a_gzip_member_have_a_place_of_their_own(name: str, cases: Cases) -> None:
    content = b"".join(SHARED[name])
    taken = cases.give({"x.warc.gz": content})
    assert taken.reasons == []
    assert numbers(taken.records) == [0, 1, 2]
    found = cases.case.store.manifest(str(taken.added.intake_id))
    (given,) = found.given
    folder = cases.case.store.folder / found.intake_id
    assert (given.name, given.read_as, given.captures) == ("given-00001.warc.gz", "given-00001-plain.warc", 3)
    assert (folder / given.name).read_bytes() == content
    for record, body in zip(taken.records, BODIES, strict=True):
        assert taken.case.store.folder / record.warc in (folder / given.name, folder / given.read_as)
        assert cases.body(record) == body


def test_damage_among_records_that_share_a_member(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(PLAIN), mtime=0)
    broken = bytearray(whole)
    broken[len(whole) // 2] ^= 0xFF
    records, refusals = read(bytes(broken) + PACKED[2], tmp_path)
    assert 2 in numbers(records)
    assert refusals


def test_a_file_of_nothing_but_damage_costs_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "MAX_STRETCHES", 300)
    one = gzip.compress(warc_record(http(PAGE)), mtime=0)
    hostile = {
        "magics": one + b"\x1f\x8b\x08\x00" * (1 << 20),
        "headers": warc_record(http(PAGE)) + b"\nWARC/1.1\r\nA: b" * 100_000,
        "cut members": one + gzip.compress(b"WARC/1.1\r\n", mtime=0) * 5_000,
        "cut records": one + one[:-20] * 3_000,
        "lines": warc_record(http(PAGE)) + b"\n" * (4 << 20),
    }
    for name, content in hostile.items():
        started = time.process_time()
        records, refusals = read(content, tmp_path)
        assert time.process_time() - started < 5, name
        assert len(records) >= 1, name
        assert len(refusals) <= indexing.MAX_STRETCHES + 1
    assert refusals == []


def test_too_much_damage_is_given_up_with_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "MAX_STRETCHES", 10)
    records, refusals = read(b"".join(PACKED[0] + b"junk" for _ in range(20)), tmp_path)
    assert len(records) == 10
    assert refusals[-1].detail == "this is one of over 10 damaged places: nothing more could be read"


@pytest.mark.parametrize(
    "content",
    [b"WARC/1.0\r\n", b"WARC/1.0", b"WARC/1.1\r\n\r\n", gzip.compress(b"WARC/1.1\r\n"), PACKED[0][:70]],
)
def test_a_file_without_a_whole_record_is_kept_and_said(content: bytes, cases: Cases) -> None:
    taken = cases.give({"x.warc": content})
    assert taken.added.refused == 1
    (found,) = cases.case.store.manifest(str(taken.added.intake_id)).given
    assert (cases.case.store.folder / str(taken.added.intake_id) / found.name).read_bytes() == content


@pytest.mark.parametrize("content", [b"\x1f\x8b", PACKED[0][:12], b"not a record", b"\x00" * 100])
def test_what_is_only_named_as_a_warc_is_kept_and_remarked_on(content: bytes, cases: Cases) -> None:
    taken = cases.give({"x.warc.gz": content})
    assert taken.reasons == [("given/x.warc.gz", "not_a_warc")]
    assert taken.bodies == {"given/x.warc.gz": content}
