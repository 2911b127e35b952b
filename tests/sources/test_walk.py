"""Folders to files: sorted, each thing that is no plain file told, whatever the names and links."""

from __future__ import annotations

import os
import random
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.errors import BadInput
from filature.evidence.manifest import Refusal
from filature.sources.found import Found
from filature.sources.labels import LONGEST, clean_label, file_uri, member_label, utc
from filature.sources.walk import count, walk
from tests.sources.made import write


def found(folder: Path, *paths: Path) -> list[tuple[str, str]]:
    """Label of each file, and `file` or the reason why it was refused."""
    items = walk([str(p) for p in paths], folder / "scratch", folder / "case")
    return [(i.label, "file") if isinstance(i, Found) else (i.source_path, i.reason) for i in items]


def test_files_come_sorted_by_the_bytes_of_their_names(tmp_path: Path) -> None:
    names = ["b", "a/z", "a/B", "a.x", "é", "Z", "a/é", "~", "a b", "10", "9"]
    generator = random.Random(3)
    generator.shuffle(names)
    write(tmp_path / "given", dict.fromkeys(names, b"x"))
    ordered = ["10", "9", "Z", "a/B", "a/z", "a/é", "a b", "a.x", "b", "~", "é"]
    assert found(tmp_path, tmp_path / "given") == [(f"given/{name}", "file") for name in ordered]
    assert count([str(tmp_path / "given")]) == len(names)


def test_a_single_file_has_its_name_as_label(tmp_path: Path) -> None:
    write(tmp_path, {"a.html": b"x"})
    assert found(tmp_path, tmp_path / "a.html") == [("a.html", "file")]


def test_links(tmp_path: Path) -> None:
    write(tmp_path, {"outside/secret": b"x", "given/a": b"x", "given/deep/b": b"x"})
    links = {
        "given/1-out": tmp_path / "outside" / "secret",
        "given/2-out-folder": tmp_path / "outside",
        "given/3-in": tmp_path / "given" / "a",
        "given/4-up": Path(".."),
        "given/5-loop": Path(),
        "given/6-self": Path("6-self"),
        "given/7-gone": Path("nothing"),
        "given/8-beside": tmp_path / "given-too",
        "given/deep/9-up": Path(".."),
    }
    for name, target in links.items():
        (tmp_path / name).symlink_to(target)
    expected = {
        "given/1-out": "link_outside",
        "given/2-out-folder": "link_outside",
        "given/3-in": "link_inside",
        "given/4-up": "link_outside",
        "given/5-loop": "link_inside",
        "given/6-self": "link_broken",
        "given/7-gone": "link_broken",
        "given/8-beside": "link_outside",
        "given/a": "file",
        "given/deep/9-up": "link_inside",
        "given/deep/b": "file",
    }
    assert dict(found(tmp_path, tmp_path / "given")) == expected
    refusals = [
        i for i in walk([str(tmp_path / "given")], tmp_path, tmp_path / "case") if isinstance(i, Refusal)
    ]
    assert {r.source_path: r.rows for r in refusals if r.rows == 0} == {
        "given/3-in": 0, "given/5-loop": 0, "given/deep/9-up": 0,
    }  # fmt: skip
    assert (
        refusals[0].detail
        == f"a link that leaves the folder, to {tmp_path / 'outside' / 'secret'}: not followed"
    )


def test_a_link_that_was_named_is_followed(tmp_path: Path) -> None:
    write(tmp_path, {"real/a": b"x"})
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "link-to-file").symlink_to("real/a")
    (tmp_path / "gone").symlink_to("nowhere")
    (tmp_path / "self").symlink_to("self")
    assert found(tmp_path, tmp_path / "link") == [("real/a", "file")]
    assert found(tmp_path, tmp_path / "link-to-file") == [("a", "file")]
    for name in ("gone", "self"):
        assert [reason for _, reason in found(tmp_path, tmp_path / name)] == ["link_broken"]


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"given/a": b"x"})
    os.mkfifo(tmp_path / "given" / "pipe")
    assert found(tmp_path, tmp_path / "given") == [("given/a", "file"), ("given/pipe", "not_a_file")]
    assert found(tmp_path, Path("/dev/null")) == [("null", "not_a_file")]


def test_folders_without_end_are_no_recursion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deeper than Python calls go, and than the system takes a path."""
    monkeypatch.chdir(tmp_path)
    for name in ("given", *"d" * 2500):
        Path(name).mkdir()
        os.chdir(name)
    monkeypatch.chdir(tmp_path)
    ((label, reason),) = found(tmp_path, tmp_path / "given")
    assert reason == "unreadable"
    assert len(label) <= LONGEST
    subprocess.run(["rm", "-rf", "given"], check=True)  # pytest cannot


def test_nothing_at_all_is_said(tmp_path: Path) -> None:
    (tmp_path / "given" / "empty").mkdir(parents=True)
    with pytest.raises(BadInput, match=r"There is nothing to take in: .*given holds no file"):
        found(tmp_path, tmp_path / "given")
    write(tmp_path, {"other/a": b"x"})
    assert [r for _, r in found(tmp_path, tmp_path / "given", tmp_path / "other")] == ["empty_folder", "file"]


@given(st.binary(min_size=1, max_size=300))
def test_any_file_name_becomes_a_printable_label(name: bytes) -> None:
    label = clean_label(os.fsdecode(name))
    assert label.isprintable()
    assert label.encode("utf-8")
    assert file_uri(label).isascii()


@given(st.text(max_size=100))
def test_any_member_name_becomes_a_label_below_its_archive(name: str) -> None:
    label, _ = member_label("a.zip", name)
    assert label.startswith("a.zip!/")
    assert label.isprintable()
    assert ".." not in label.split("/")


def test_labels_that_are_too_long_are_cut_and_stay_apart() -> None:
    first, second = clean_label("x" * 5000), clean_label("x" * 5001)
    assert len(first) == len(second) < LONGEST
    assert first != second
    assert clean_label("x" * LONGEST) == "x" * LONGEST


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (None, ""), (0.0, ""), (0.5, ""), (315_532_800.0, ""), (1_927_857_906.9, "2031-02-03T04:05:06Z"), (-1.0, "1969-12-31T23:59:59Z"),
        (1e20, ""), (float("nan"), ""), (float("inf"), ""), (-1e20, ""),
    ],
)  # fmt: skip
def test_time_stamps(seconds: float | None, expected: str) -> None:
    assert utc(seconds) == expected
