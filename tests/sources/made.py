"""Material that tests make, and a case to put it into."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from filature.case import Case, Settings, create
from filature.errors import Malformed
from filature.evidence.manifest import Refusal
from filature.evidence.record import Record
from filature.evidence.vault import Vault
from filature.sources.adding import Added, add

PAGE = "<!DOCTYPE html><html><body><h1>Article fictif</h1><p>prix: 12 €</p></body></html>".encode()


def page(number: int) -> bytes:
    """A page like no other."""
    return PAGE.replace(b"12", b"%d" % number)


def zipped(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive; every member of 2031-02-03 04:05:06."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", compression) as pack:
        for name, content in members.items():
            pack.writestr(zipfile.ZipInfo(name, (2031, 2, 3, 4, 5, 6)), content, compression)
    return sink.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w", form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive; every member of the same second, 2031-02-03 04:05:06 UTC."""
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode=mode, format=form) as pack:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), 1_927_857_906
            pack.addfile(info, io.BytesIO(content))
    return sink.getvalue()


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Files below a folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@dataclass(frozen=True)
class Taken:
    """What an `add` brought into a case."""

    case: Case
    added: Added

    @property
    def records(self) -> list[Record]:
        """The captures of this intake, in their order."""
        return self.case.store.manifest(self.added.intake_id).records if self.added.intake_id else []

    @property
    def bodies(self) -> dict[str, bytes | str]:
        """The body of each capture, or the reason why there is none, by path."""
        found = Vault(self.case.store.folder).bodies(self.records)
        return {r.source_path: b.reason if isinstance(b, Malformed) else b for r, b in found}

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Path and reason of each refusal and remark."""
        return [(r.source_path, r.reason) for r in self.added.refusals]

    def refusal(self, reason: str) -> Refusal:
        """The only refusal with this reason."""
        (found,) = (r for r in self.added.refusals if r.reason == reason)
        return found

    def of(self, path: str) -> Record:
        """The capture of this path."""
        (found,) = (r for r in self.records if r.source_path == path)
        return found


class Cases:
    """A case in a folder of its own, into which material goes."""

    def __init__(self, folder: Path) -> None:
        self.case = create(folder / "case", Settings("Essai", "aucune"))
        self.folder = folder

    def take(self, *paths: Path | str) -> Taken:
        """Add these paths."""
        return Taken(self.case, add(self.case.store, [str(p) for p in paths]))

    def give(self, files: Mapping[str, bytes], name: str = "given") -> Taken:
        """Add a folder with these files."""
        return self.take(write(self.folder / name, files))

    def body(self, record: Record) -> bytes:
        """The body of one capture."""
        return Vault(self.case.store.folder).body(record)

    def journal(self) -> list[str]:
        """The events so far."""
        return [line["event"] for line in self.case.store.journal.lines()]


@pytest.fixture
def cases(tmp_path: Path) -> Cases:
    """An empty case."""
    return Cases(tmp_path)
