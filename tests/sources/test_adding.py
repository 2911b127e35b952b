"""`add`: the same material once, in one intake, with everything told, and every given byte to be had back."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import shutil
import sys
from pathlib import Path

import pytest

from filature.errors import BadInput, Misuse
from filature.evidence.vault import Vault
from filature.sources import adding, kind, walk
from filature.sources.adding import add
from tests.evidence.made import http, warc_record
from tests.sources.made import PAGE, Cases, page, tarred, write, zipped

MATERIAL = {
    "http _site.onion_vendor_x_.htm": page(1),
    "2031-02-03/page": page(2),
    "2031-02-03/Überschrift é.html": page(3),
    "table.csv": b"vendor,price\nalba,12\nbruno,7\ncarla,9\n",
    "empty": b"",
    "noise.bin": bytes(range(256)) * 300,
    "pages.zip": zipped({"a.html": page(4), "w.warc": warc_record(http(page(5)))}),
    "pages.tar.gz": tarred({"b.html": page(6), "inner.zip": zipped({"c.html": page(7)})}, "w:gz"),
    "crawl.warc.gz": gzip.compress(warc_record(http(page(8)), WARC_Target_URI="http://exemple.onion/8"), mtime=0),
    "crawl.warc": warc_record(http(page(9)), WARC_Target_URI="http://exemple.onion/9"),
    "shared.warc.gz": gzip.compress(b"".join(warc_record(http(page(n)), WARC_Target_URI=f"http://exemple.onion/{n}") for n in (10, 11)), mtime=0),
    "broken.warc": b"WARC/1.1\r\n",
    "broken.zip": zipped({"x": PAGE})[:-10],
}  # fmt: skip


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_everything_given_is_taken_in_one_intake(cases: Cases) -> None:
    taken = cases.give(MATERIAL)
    roles = {
        r.source_path.removeprefix("given/"): r.role
        for r in taken.records
        if r.source_path != "given/shared.warc.gz"
    }
    assert roles == {
        "2031-02-03/page": "page",
        "2031-02-03/Überschrift é.html": "page",
        "broken.zip": "container",
        "crawl.warc": "page",
        "crawl.warc.gz": "page",
        "empty": "other",
        "http _site.onion_vendor_x_.htm": "page",
        "noise.bin": "other",
        "pages.tar.gz": "container",
        "pages.tar.gz!/b.html": "page",
        "pages.tar.gz!/inner.zip": "container",
        "pages.tar.gz!/inner.zip!/c.html": "page",
        "pages.zip": "container",
        "pages.zip!/a.html": "page",
        "pages.zip!/w.warc": "page",
        "table.csv": "table",
    }
    assert taken.reasons == [
        ("given/broken.warc", "warc_damaged"),
        ("given/broken.zip", "archive_damaged"),
        ("given/empty", "empty_file"),
    ]
    assert (taken.added.captures, taken.added.already_here, taken.added.refused) == (18, 0, 2)
    assert cases.journal() == ["case", "intake"]


def test_every_given_byte_can_be_had_back(cases: Cases, tmp_path: Path) -> None:
    taken = cases.give(MATERIAL)
    store = cases.case.store
    found = store.manifest(str(taken.added.intake_id))
    back: dict[str, bytes] = {}
    for given in found.given:
        back[given.source_path] = (store.folder / found.intake_id / given.name).read_bytes()
    for record in taken.records:
        if record.record_type == "resource":
            Vault(store.folder).extract(record, tmp_path / "back")
            back[record.source_path] = (tmp_path / "back").read_bytes()
            assert hashlib.sha256(back[record.source_path]).hexdigest() == record.sha256
    assert {
        path.removeprefix("given/"): content for path, content in back.items() if "!" not in path
    } == MATERIAL


def test_addresses_and_times_say_where_they_come_from(cases: Cases) -> None:
    write(cases.folder / "given", MATERIAL)
    os.utime(cases.folder / "given" / "http _site.onion_vendor_x_.htm", (1_900_000_000, 1_900_000_000.7))
    os.utime(cases.folder / "given" / "noise.bin", (0, 0))
    taken = cases.take(cases.folder / "given")
    expected = {
        "http _site.onion_vendor_x_.htm": ("http://site.onion/vendor/x/", "name", "2030-03-17T17:46:40Z", "file"),
        "2031-02-03/page": ("file:///given/2031-02-03/page", "path", "2031-02-03T00:00:00Z", "path"),
        "2031-02-03/Überschrift é.html": (
            "file:///given/2031-02-03/%C3%9Cberschrift%20%C3%A9.html", "path", "2031-02-03T00:00:00Z", "path",
        ),
        "noise.bin": ("file:///given/noise.bin", "path", "", "unknown"),
        "crawl.warc": ("http://exemple.onion/9", "record", "2031-02-03T04:05:06Z", "record"),
    }  # fmt: skip
    for path, values in expected.items():
        record = taken.of(f"given/{path}")
        assert (record.uri, record.uri_source, record.captured_at, record.time_source) == values


def test_the_same_again_adds_nothing_and_leaves_no_trace(cases: Cases) -> None:
    first = cases.give(MATERIAL)
    before = snapshot(cases.case.folder)
    again = cases.take(cases.folder / "given")
    assert again.added.intake_id is None
    assert (again.added.captures, again.added.already_here) == (0, first.added.captures)
    known = [r for r in first.added.refusals if r.source_path != "given/broken.warc"]  # is not read again
    assert list(again.added.refusals) == known
    assert snapshot(cases.case.folder) == before


def test_a_copy_with_other_file_times_adds_nothing(cases: Cases) -> None:
    cases.give(
        {name: content for name, content in MATERIAL.items() if "zip" not in name and "tar" not in name}
    )
    before = snapshot(cases.case.folder)
    copy = cases.folder / "elsewhere" / "given"
    shutil.copytree(cases.folder / "given", copy)
    for number, path in enumerate(sorted(copy.rglob("*"))):
        os.utime(path, (1_800_000_000 + number, 1_800_000_000 + number))
    assert cases.take(copy).added.intake_id is None
    assert snapshot(cases.case.folder) == before


def test_of_an_overlapping_intake_only_the_new_is_taken(cases: Cases) -> None:
    first = cases.give({"a": page(1), "b": page(2), "1.warc": warc_record(http(page(3)))})
    more = warc_record(http(page(3))) + warc_record(http(page(4)), WARC_Target_URI="http://exemple.onion/4")
    second = cases.give({"b": page(20), "c": page(5), "2.warc": more})
    assert [r.source_path for r in second.records] == ["given/2.warc", "given/b", "given/c"]
    assert second.records[0].uri == "http://exemple.onion/4"
    assert (second.added.captures, second.added.already_here) == (3, 3)
    assert not {r.capture_id for r in first.records} & {r.capture_id for r in second.records}
    assert cases.give({}).added.intake_id is None


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_threads_change_no_byte(threads: int, tmp_path: Path) -> None:
    material = write(
        tmp_path / "given", {f"{n % 7}/{n}.html": page(n) * (n % 40) for n in range(150)} | MATERIAL
    )
    for path in material.rglob("*"):
        os.utime(path, (1_900_000_000, 1_900_000_000))
    snapshots: list[dict[str, bytes]] = []
    for number, count in enumerate((2, threads)):
        (tmp_path / str(number)).mkdir()
        case = Cases(tmp_path / str(number)).case
        assert add(case.store, [str(material)], count).intake_id
        snapshots.append({k: v for k, v in snapshot(case.store.folder).items() if k != "journal.jsonl"})
    assert snapshots[0] == snapshots[1]


def test_several_paths_are_one_intake(cases: Cases) -> None:
    write(cases.folder, {"one/a": page(1), "two/a": page(2), "three": page(3)})
    taken = cases.take(*(cases.folder / name for name in ("two", "three", "one")))
    assert [r.source_path for r in taken.records] == ["two/a", "three", "one/a"]
    assert cases.journal() == ["case", "intake"]


def test_standard_input_is_material(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    class Piped:
        buffer = io.BytesIO(zipped({"a.html": page(1)}))

    monkeypatch.setattr(sys, "stdin", Piped)
    taken = cases.take(walk.STDIN)
    assert [(r.source_path, r.time_source) for r in taken.records] == [
        ("stdin", "unknown"),
        ("stdin!/a.html", "file"),
    ]
    assert taken.bodies["stdin!/a.html"] == page(1)


def test_progress_counts_files_as_they_were_counted_before(cases: Cases) -> None:
    folder = write(cases.folder / "given", MATERIAL)
    seen: list[int] = []
    add(cases.case.store, [str(folder)], progress=seen.append)
    assert sum(seen) == walk.count([str(folder)]) == len(MATERIAL)


def test_a_path_that_is_not_there_takes_nothing_of_the_others(cases: Cases) -> None:
    write(cases.folder, {"given/a": PAGE})
    before = snapshot(cases.case.folder)
    with pytest.raises(BadInput, match="nowhere does not exist"):
        cases.take(cases.folder / "given", cases.folder / "nowhere")
    assert snapshot(cases.case.folder) == before


@pytest.mark.parametrize("inside", ["", "evidence", "case.toml", "evidence/journal.jsonl"])
def test_the_case_is_no_material_of_itself(inside: str, cases: Cases) -> None:
    with pytest.raises(Misuse, match="lies inside the case itself"):
        cases.take(cases.case.folder / inside)


def test_a_folder_around_the_case_is_taken_without_it(cases: Cases) -> None:
    write(cases.folder, {"a": page(1), "z": page(2)})
    taken = cases.take(cases.folder)
    name = cases.folder.name
    assert [r.source_path for r in taken.records] == [f"{name}/a", f"{name}/z"]
    assert taken.reasons == [(f"{name}/case", "the_case_itself")]


def test_what_breaks_in_the_middle_takes_nothing(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    cases.give({"a": page(1)})
    before = snapshot(cases.case.folder)

    def broken(*_: object) -> tuple[str, str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(kind, "tell", broken)
    with pytest.raises(KeyboardInterrupt):
        cases.give({"b": page(2)})
    assert snapshot(cases.case.folder) == before
    assert adding.SCRATCH == "scratch-"
