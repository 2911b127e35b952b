"""Intakes: whole or not at all, acknowledged once, the same material once."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from filature.errors import BadInput, Damaged, Malformed
from filature.evidence import disk, manifest
from filature.evidence.incoming import Incoming
from filature.evidence.journal import Journal
from filature.evidence.manifest import Refusal
from filature.evidence.store import INCOMING, LOCK, Store
from filature.evidence.vault import Vault
from tests.evidence.made import PAGE, claim, intake, record, store


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def journal(kept: Store) -> list[tuple[str, object]]:
    return [(line["event"], line.get("intake")) for line in kept.journal.lines()]


def test_an_intake_is_sealed_and_acknowledged(tmp_path: Path) -> None:
    kept = store(tmp_path / "evidence")
    made = intake(kept, {"a.html": PAGE, "b.html": b""})
    (line,) = kept.journal.lines()
    assert {k: line[k] for k in ("event", "intake", "captures", "rejected", "already_here", "bytes")} == {
        "event": "intake", "intake": made, "captures": 2, "rejected": 0, "already_here": 0, "bytes": len(PAGE),
    }  # fmt: skip
    assert (
        line["manifest_sha256"]
        == hashlib.sha256((kept.folder / made / manifest.NAME).read_bytes()).hexdigest()
    )
    records = kept.manifest(made).records
    assert [(r.uri, r.size, r.intake_id) for r in records] == [
        ("file:///a.html", len(PAGE), made),
        ("file:///b.html", 0, made),
    ]
    assert [body for _, body in Vault(kept.folder).bodies(records)] == [PAGE, b""]
    assert sorted(p.name for p in kept.folder.iterdir()) == [".journal.lock", ".lock", made, "journal.jsonl"]


def test_the_same_again_adds_nothing(tmp_path: Path) -> None:
    kept = store(tmp_path / "evidence")
    intake(kept, {"a.html": PAGE})
    before = contents(kept.folder)
    for again in (kept, Store(kept.folder)):
        with again.exclusively():
            incoming = Incoming(again)
            incoming.take(claim("a.html"), PAGE)
            assert incoming.finish() is None
        assert (incoming.captures, incoming.already_here) == (0, 1)
    assert contents(kept.folder) == before


def test_other_bytes_address_or_stated_time_make_another_capture(tmp_path: Path) -> None:
    kept = store(tmp_path / "evidence")
    with kept.exclusively():
        incoming = Incoming(kept)
        incoming.take(claim("a.html"), PAGE)
        incoming.take(claim("a.html"), PAGE + b"!")
        incoming.take(claim("b.html"), PAGE)
        incoming.take(claim("a.html", captured_at="2031-01-01T00:00:00Z", time_source="path"), PAGE)
        incoming.take(claim("a.html", captured_at="2031-01-02T00:00:00Z", time_source="path"), PAGE)
        incoming.take(claim("a.html", captured_at="2031-01-02T00:00:00Z", time_source="file"), PAGE)
        incoming.take(claim("a.html", captured_at="2031-01-03T00:00:00Z", time_source="file"), PAGE)
        incoming.finish()
    assert (incoming.captures, incoming.already_here) == (5, 2)


def test_a_refusal_is_noted_once_however_often_it_is_met(tmp_path: Path) -> None:
    kept = store(tmp_path / "evidence")
    refusal = Refusal("a/locked", "unreadable", "Permission denied")
    made = []
    for _ in range(3):
        with kept.exclusively():
            incoming = Incoming(kept)
            incoming.refuse(refusal)
            made.append(incoming.finish())
        assert incoming.refused == 1
    assert [bool(m) for m in made] == [True, False, False]
    assert len(journal(kept)) == 1


def test_large_files_are_sealed_from_the_disk(tmp_path: Path) -> None:
    kept = store(tmp_path / "evidence")
    content = os.urandom(5 << 20)
    with kept.exclusively():
        incoming = Incoming(kept)
        incoming.take(claim("small"), PAGE)
        first = incoming.take_file(claim("large"), io.BytesIO(content))
        assert incoming.take_file(claim("large"), io.BytesIO(content)) == first
        made = incoming.finish()
    assert made is not None
    records = kept.manifest(made).records
    assert [r.uri for r in records] == ["file:///small", "file:///large"]
    assert records[1].capture_id == first
    assert Vault(kept.folder).body(records[1]) == content
    assert incoming.already_here == 1


def test_a_given_file_is_kept_as_it_is(tmp_path: Path) -> None:
    kept = store(tmp_path / "evidence")
    with kept.exclusively():
        incoming = Incoming(kept)
        given = incoming.keep(io.BytesIO(b"any bytes"), "w.warc", ".warc")
        assert given is not None
        incoming.enter(record(warc=given.name))
        incoming.settle_given(given)
        assert incoming.keep(io.BytesIO(b"any bytes"), "copy.warc", ".warc") is None
        made = incoming.finish()
    assert made is not None
    assert (kept.folder / made / given.name).read_bytes() == b"any bytes"
    assert kept.manifest(made).given == [given]
    assert given.sha256 == hashlib.sha256(b"any bytes").hexdigest()
    with kept.exclusively():
        incoming = Incoming(kept)
        assert incoming.keep(io.BytesIO(b"any bytes"), "w.warc", ".warc") is None
        assert incoming.finish() is None


def test_what_breaks_off_is_rolled_back(tmp_path: Path) -> None:
    class Breaks(io.BytesIO):
        def read(self, _: int | None = -1, /) -> bytes:
            raise Malformed("unreadable", "Input/output error")

    kept = store(tmp_path / "evidence")
    intake(kept, {"a.html": PAGE})
    before = contents(kept.folder)
    with kept.exclusively():
        incoming = Incoming(kept)
        incoming.take(claim("b.html"), PAGE)
        with pytest.raises(Malformed):
            incoming.keep(Breaks(), "w.warc", ".warc")
        incoming.roll_back()
    assert contents(kept.folder) == before


def test_a_kill_before_the_rename_leaves_nothing(tmp_path: Path) -> None:
    kept = store(tmp_path / "evidence")
    intake(kept, {"a.html": PAGE})
    before = contents(kept.folder)
    (kept.folder / INCOMING / "scratch-x").mkdir(parents=True)
    (kept.folder / INCOMING / "00001.warc.gz").write_bytes(b"half")
    with kept.exclusively():
        pass
    assert contents(kept.folder) == before
    assert not (kept.folder / INCOMING).exists()


def test_a_kill_after_the_rename_is_finished(tmp_path: Path) -> None:
    kept = store(tmp_path / "evidence")
    made = intake(kept, {"a.html": PAGE})
    (told,) = kept.journal.lines()
    kept.journal.path.unlink()
    again = Store(kept.folder)
    with again.exclusively():
        pass
    (line,) = again.journal.lines()
    changing = ("time", "local_time", "hash", "recovered")
    assert {k: v for k, v in line.items() if k not in changing} == {
        k: v for k, v in told.items() if k not in changing
    }
    assert (line["intake"], line["recovered"]) == (made, True)


def test_a_journal_that_cannot_be_written_takes_the_intake_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> dict[str, object]:
        raise OSError(28, "No space left on device")

    kept = store(tmp_path / "evidence")
    intake(kept, {"a.html": PAGE})
    before = contents(kept.folder)
    with kept.exclusively():
        incoming = Incoming(kept)
        incoming.take(claim("b.html"), PAGE)
        monkeypatch.setattr(Journal, "append", full)
        with pytest.raises(OSError, match="No space left"):
            incoming.finish()
        incoming.roll_back()
    assert contents(kept.folder) == before


def test_an_altered_manifest_is_found(tmp_path: Path) -> None:
    kept = store(tmp_path / "evidence")
    made = intake(kept, {"a.html": PAGE})
    path = kept.folder / made / manifest.NAME
    whole = path.read_bytes()
    for altered in (whole.replace(b"a.html", b"b.html"), whole + b"\n", whole[:-1], b""):
        path.write_bytes(altered)
        with pytest.raises(Damaged, match=r"manifest\.jsonl is not the one that the journal acknowledged"):
            Store(kept.folder).manifest(made)
        with pytest.raises(Damaged):
            list(Store(kept.folder).records())
    path.unlink()
    with pytest.raises(Damaged, match=r"manifest\.jsonl cannot be read"):
        Store(kept.folder).manifest(made)


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    kept = store(tmp_path / "evidence")
    (kept.folder / INCOMING).mkdir()
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom filature.evidence.disk import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", script, str(kept.folder / LOCK)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"held\n"
    started = time.monotonic()
    kept.recover_if_free()
    assert time.monotonic() - started < 5
    assert (kept.folder / INCOMING).exists(), "what another command is at work on was taken away"
    writer.kill()
    writer.wait()
    writer.stdout.close()
    kept.recover_if_free()
    assert not (kept.folder / INCOMING).exists()


def test_writing_whole_leaves_the_old_or_the_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deep" / "file"
    disk.write_whole(path, b"old")
    assert path.read_bytes() == b"old"

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            disk.write_whole(path, b"new")
    assert contents(tmp_path) == {"deep/file": b"old"}
    disk.write_whole(path, b"new")
    assert contents(tmp_path) == {"deep/file": b"new"}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (28, "The disk is full: testing stopped and was rolled back"),
        (122, "The disk is full"),
        (13, "No permission while testing (x)."),
        (30, "No permission while testing (x)."),
        (5, "The system refused while testing: Input/output error (x)."),
    ],
)
def test_errors_of_the_disk_are_said_in_words(number: int, words: str) -> None:
    with pytest.raises(BadInput) as caught, disk.plain_disk_errors("testing"):
        raise OSError(number, os.strerror(number), "x")
    assert caught.value.what.startswith(words)
