"""The manifest: what is written comes back, and nothing else does."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.errors import Damaged
from filature.evidence import manifest
from filature.evidence.manifest import End, Entry, Given, Refusal
from filature.evidence.record import Record
from tests.evidence.made import record

VALUES = {"str": st.text(), "int": st.integers(), "int | None": st.none() | st.integers()}


def any_of(kind: type[Any], **fixed: Any) -> st.SearchStrategy[Any]:
    drawn = {f.name: VALUES[str(f.type)] for f in fields(kind) if f.name not in fixed}
    return st.builds(kind, **{name: st.just(value) for name, value in fixed.items()}, **drawn)


ENTRIES = st.one_of(any_of(Refusal), any_of(Given), any_of(Record, intake_id="int_a"))


@given(ENTRIES)
def test_every_field_of_every_entry_comes_back(entry: Entry) -> None:
    raw = manifest.line(entry)
    assert raw.endswith(b"\n")
    assert raw.count(b"\n") == 1
    assert manifest.parse(raw, "int_a") == (placed(entry) if isinstance(entry, Record) else entry)


def placed(entry: Record) -> Record:
    """As it is read: files are named from `evidence/`, not from the intake's folder."""
    payload = f"int_a/{entry.payload_warc}" if entry.payload_warc else ""
    return replace(entry, warc=f"int_a/{entry.warc}", payload_warc=payload)


def write(folder: Path, *entries: Entry, more: bytes = b"") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / manifest.NAME).write_bytes(b"".join(map(manifest.line, entries)) + more)
    return folder


def test_a_manifest_comes_back_in_its_order(tmp_path: Path) -> None:
    records = [record(capture_id=f"cap_{n}", warc="00001.warc.gz", intake_id="int_a") for n in range(3)]
    refusals = [Refusal("a/b", "unreadable", ""), Refusal("c", "remark", "words", "byte 3", rows=0)]
    given_files = [Given("given-00001.warc", "w.warc", "f" * 64, 0, 0)]
    mixed: list[Entry] = [
        records[0],
        refusals[0],
        records[1],
        given_files[0],
        refusals[1],
        records[2],
        End(3, 7),
    ]
    found = manifest.read(write(tmp_path / "int_a", *mixed))
    assert found.records == [replace(r, warc="int_a/00001.warc.gz") for r in records]
    assert (found.refusals, found.given, found.already_here) == (refusals, given_files, 7)
    assert found.intake_id == "int_a"


def test_a_line_does_not_name_its_intake() -> None:
    assert "intake_id" not in json.loads(manifest.line(record()))


@pytest.mark.parametrize(
    ("entries", "more", "words"),
    [
        ((), b"", "cut short or lacks lines"),
        ((record(),), b"", "cut short or lacks lines"),
        ((record(), End(2, 0)), b"", "cut short or lacks lines"),
        ((End(0, 0),), manifest.line(record()), "line 2 comes after the closing line"),
        ((End(0, 0),), b'{"type":"end"', "line 2 is not one"),
        ((record(),), b"\n", "line 2 is not one"),
        ((record(),), b"[]\n", "line 2 is not one"),
        ((record(),), b'{"type":"other"}\n', "line 2 is not one"),
        ((record(),), b'{"type":"rejection","colour":1}\n', "line 2 is not one"),
        ((record(),), b'{"type":"capture"}\n', "line 2 is not one"),
        ((record(),), b"\xff\n", "line 2 is not one"),
    ],
)
def test_a_manifest_that_is_not_whole_is_damaged(
    entries: tuple[Entry, ...], more: bytes, words: str, tmp_path: Path
) -> None:
    folder = write(tmp_path / "int_a", *entries, more=more)
    with pytest.raises(Damaged, match=words):
        manifest.read(folder)


def test_a_manifest_that_is_gone_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match=r"manifest\.jsonl cannot be read"):
        manifest.read(tmp_path)
