"""The journal: a chain that shows each altered byte, and that no kill and no crowd can break."""

from __future__ import annotations

import getpass
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.errors import Damaged
from filature.evidence import journal as journals
from filature.evidence.journal import START, Journal, canonical, line_hash

APPEND = """
import sys
from pathlib import Path
from filature.evidence.journal import Journal
journal = Journal(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    journal.append("test", writer=sys.argv[2], count=number, padding="x" * (number * 7919 % 3000))
    print(number, flush=True)
"""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    made = Journal(tmp_path / "journal.jsonl")
    for number in range(5):
        made.append("intake", intake=f"int_{number}", note="é€😀\u2028 \x7f")
    return made


def test_lines_form_a_chain(journal: Journal) -> None:
    lines = list(journal.lines())
    assert [line["number"] for line in lines] == [1, 2, 3, 4, 5]
    assert [line["intake"] for line in lines] == [f"int_{n}" for n in range(5)]
    assert [line["previous"] for line in lines] == [START, *(line["hash"] for line in lines[:-1])]
    assert [line["hash"] for line in lines] == [line_hash(line) for line in lines]


def test_a_line_says_who_when_where_and_with_what(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILATURE_PERSON", "A. Nalyst")
    line = journal.append("case", name="n")
    assert {"time", "local_time", "person", "machine", "tool", "event", "name"} <= line.keys()
    assert line["person"] == "A. Nalyst"
    assert line["time"].endswith("Z")


def test_a_user_without_a_name_is_written_as_a_number(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.delenv("FILATURE_PERSON", raising=False)
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert journal.append("case")["person"] == f"uid {os.getuid()}"


def test_bytes_that_are_no_text_are_kept_in_a_line(journal: Journal) -> None:
    name = os.fsdecode(b"caf\xe9")
    journal.append("case", name=name)
    last = journal.last("case")
    assert last is not None
    assert last["name"] == name
    assert journal.path.read_bytes().splitlines()[-1].decode("utf-8").count(r"caf\udce9") == 1


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_the_canonical_form_is_the_only_one(fields: dict[str, Any]) -> None:
    form = canonical(fields)
    assert b"\n" not in form
    assert canonical(json.loads(form)) == form
    assert canonical(dict(reversed(fields.items()))) == form


def alterations(path: Path) -> list[tuple[int, bytes]]:
    """The journal with one line altered in each way that keeps it JSON or not, and the number of that line."""
    lines = path.read_bytes().splitlines(keepends=True)
    third = json.loads(lines[2])
    forged = {**third, "intake": "int_9"}
    rehashed = {**forged, "hash": line_hash(forged)}
    made = [
        (3, [*lines[:2], canonical(forged) + b"\n", *lines[3:]]),
        (4, [*lines[:2], canonical(rehashed) + b"\n", *lines[3:]]),
        (3, [*lines[:2], b" " + lines[2], *lines[3:]]),
        (3, [*lines[:2], lines[2].replace(b'{"', b'{"event":"other","', 1), *lines[3:]]),
        (3, [*lines[:2], lines[2].replace(b",", b", ", 1), *lines[3:]]),
        (3, lines[:2] + lines[3:]),
        (3, [*lines[:2], lines[3], lines[2], *lines[4:]]),
        (4, [*lines[:3], lines[2], *lines[3:]]),
        (3, [*lines[:2], b"no JSON\n", *lines[3:]]),
        (3, [*lines[:2], b"[1]\n", *lines[3:]]),
        (3, [*lines[:2], b"{}\n", *lines[3:]]),
        (3, [*lines[:2], b"\n", *lines[3:]]),
        (3, [*lines[:2], b"\xff\xfe\n", *lines[3:]]),
        (1, lines[1:]),
    ]
    return [(number, b"".join(content)) for number, content in made]


@pytest.mark.parametrize("which", range(14))
def test_an_altered_line_is_found_at_its_place(journal: Journal, which: int) -> None:
    number, content = alterations(journal.path)[which]
    journal.path.write_bytes(content)
    with pytest.raises(Damaged, match=f"^Line {number} of .* the journal was altered"):
        list(journal.lines())


def test_each_single_altered_byte_is_found(journal: Journal) -> None:
    whole = journal.path.read_bytes()
    generator = random.Random(1)
    for place in generator.sample(range(len(whole) - 1), 300):
        journal.path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Damaged):
            list(journal.lines())


def test_an_altered_last_line_takes_no_further_one(journal: Journal) -> None:
    content = journal.path.read_bytes().replace(b"int_4", b"int_7")
    journal.path.write_bytes(content)
    with pytest.raises(Damaged, match=r"^The last line of "):
        journal.append("case")
    assert journal.path.read_bytes() == content


@pytest.mark.parametrize("torn", [b"{", b'{"event":"intake","num', b"\x00" * 200_000, b"\xff", b" "])
def test_a_torn_last_line_was_never_acknowledged(journal: Journal, torn: bytes) -> None:
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole + torn)
    assert len(list(journal.lines())) == 5
    journal.append("case")
    assert journal.path.read_bytes().startswith(whole + b"{")
    assert [line["event"] for line in journal.lines()] == ["intake"] * 5 + ["case"]


def test_a_line_torn_at_each_byte_is_cut_off(tmp_path: Path) -> None:
    whole = Journal(tmp_path / "whole")
    whole.append("a")
    first = whole.path.read_bytes()
    whole.append("b")
    both = whole.path.read_bytes()
    for cut in (*range(0, len(both), 9), len(first), len(both) - 1):
        torn = Journal(tmp_path / "torn")
        torn.path.write_bytes(both[:cut])
        torn.append("c")
        expected = ["a", "c"] if cut >= len(first) else ["c"]
        assert [line["event"] for line in torn.lines()] == expected


@pytest.mark.parametrize("size", [10, journals.TAIL - 300, journals.TAIL, journals.TAIL * 5])
def test_appending_reads_only_the_end(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    journal.append("first", padding="x" * 1_000_000)
    journal.append("second", padding="y" * size)
    read = 0
    pread = os.pread

    def counting(handle: int, length: int, offset: int) -> bytes:
        nonlocal read
        found = pread(handle, length, offset)
        read += len(found)
        return found

    monkeypatch.setattr(os, "pread", counting)
    assert journal.append("third")["number"] == 3
    assert read <= 6 * max(size, journals.TAIL)
    assert [line["event"] for line in journal.lines()] == ["first", "second", "third"]


def test_a_line_that_cannot_be_written_leaves_nothing(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = journal.path.read_bytes()
    write = os.write

    def full(handle: int, content: bytes) -> int:
        write(handle, bytes(content)[:20])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        journal.append("case")
    assert journal.path.read_bytes() == whole


def test_short_writes_are_carried_on(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, content: write(handle, bytes(content)[:7]))
    journal.append("case")
    assert len(list(journal.lines())) == 6


def start(path: Path, writer: str, lines: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", APPEND, str(path), writer, str(lines)], stdout=subprocess.PIPE
    )


def test_four_writers_and_kills_among_them(tmp_path: Path) -> None:
    """What a writer was told is written stays written, each line once, in one chain."""
    path, generator = tmp_path / "journal.jsonl", random.Random(7)
    steady = [start(path, f"steady {n}", 40) for n in range(2)]
    told: dict[str, int] = {}
    for number in range(4):
        victim = start(path, f"killed {number}", 10_000)
        assert victim.stdout is not None
        victim.stdout.readline()
        time.sleep(generator.uniform(0.0, 0.1))
        victim.send_signal(signal.SIGKILL)
        told[f"killed {number}"] = 1 + len(victim.stdout.read().splitlines())
        victim.wait()
        victim.stdout.close()
    for number, writer in enumerate(steady):
        output, _ = writer.communicate(timeout=60)
        told[f"steady {number}"] = len(output.splitlines())
    counts: dict[str, list[int]] = {}
    for line in Journal(path).lines():
        counts.setdefault(line["writer"], []).append(line["count"])
    assert told["steady 0"] == told["steady 1"] == 40
    for name, acknowledged in told.items():
        assert counts[name] == list(range(len(counts[name])))
        assert acknowledged <= len(counts[name]) <= acknowledged + 1
