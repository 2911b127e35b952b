"""Files that somebody else changes, removes or forbids while they are read: told of that file, and of no other."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from filature.errors import BadInput, Malformed
from filature.sources.found import Found, keep, spool
from filature.sources.given import check_unchanged


def reason(found: Found) -> str:
    """Why it cannot be read."""
    with pytest.raises(Malformed) as caught, found.open() as source:
        source.read()
    return caught.value.reason


def test_few_bytes_are_held_and_many_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filature.sources.found.IN_MEMORY", 100)
    for size, held in ((0, True), (100, True), (101, False)):
        (tmp_path / "a").write_bytes(b"x" * size)
        found = Found("a", path=tmp_path / "a", modified=3.0, digest_check="passed", role="other").load()
        assert (found.data is not None) is held
        assert (found.modified, found.digest_check, found.role) == (3.0, "passed", "other")
        with found.open() as source:
            assert source.read() == b"x" * size


def test_the_first_bytes_tell_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 100_000)
    assert Found("a", path=tmp_path / "a").head() == Found("a", data=b"x" * 100_000).head() == b"x" * 65_536


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    assert reason(Found("a", path=tmp_path / "a")) == "vanished"


def test_a_file_that_became_something_else(tmp_path: Path) -> None:
    """Between the walk and the reading: a pipe would be waited for without end, a link would lead anywhere."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "folder").mkdir()
    assert reason(Found("a", path=tmp_path / "pipe")) == "not_a_file"
    assert reason(Found("a", path=tmp_path / "link")) == "unreadable"
    assert reason(Found("a", path=tmp_path / "folder")) == "unreadable"


@pytest.mark.parametrize("change", ["grows", "shrinks", "is written over"])
def test_a_file_that_changes_while_it_is_read(change: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 3_000_000)
    os.utime(path, ns=(1, 1))
    with Found("a", path=path).open() as source:
        assert source.read(1_000_000) == b"x" * 1_000_000
        check_unchanged(source)
        with path.open("r+b") as other:
            if change == "grows":
                other.seek(0, io.SEEK_END)
                other.write(b"more" * 1_000_000)
            elif change == "shrinks":
                other.truncate(10)
            else:
                other.write(b"y")
        with pytest.raises(Malformed, match="changed_while_read"):
            source.read()
        with pytest.raises(Malformed, match="changed_while_read"):
            check_unchanged(source)


def test_no_more_is_read_than_there_was(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"x" * 10)
    with Found("a", path=path).open() as source, path.open("ab") as other:
        other.write(b"y" * 10)
        other.flush()
        assert source.read(10) == b"x" * 10
        with pytest.raises(Malformed, match="changed_while_read"):
            source.read(10)


def test_a_failing_disk_is_said_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> int:
        raise OSError(5, os.strerror(5))

    path = tmp_path / "a"
    path.write_bytes(b"x")
    found = Found("a", path=path)
    monkeypatch.setattr("os.pread", failing)
    with pytest.raises(Malformed, match=r"unreadable: Input/output error \(byte 0\)"):
        found.load()


def test_a_source_can_be_sought_in_from_its_end(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    with Found("a", path=tmp_path / "a").open() as source:
        assert source.seek(-3, io.SEEK_END) == 7
        assert source.read() == b"789"
        assert source.seek(2) == 2
        assert source.read(3) == b"234"


def test_pieces_are_kept_in_memory_or_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filature.sources.found.IN_MEMORY", 10)
    assert keep(iter([b"12345", b"67890"]), tmp_path) == b"1234567890"
    large = keep(iter([b"12345", b"67890", b"1", b"2"]), tmp_path)
    assert isinstance(large, Path)
    assert large.read_bytes() == b"123456789012"
    assert spool(iter([]), tmp_path).read_bytes() == b""


def test_a_full_disk_is_no_fault_of_the_member(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("/dev/full is not there")
    with pytest.raises(BadInput, match="The system refused while taking material in"):
        spool(iter([b"x"]), tmp_path / "nowhere")
