"""What each stage is made from, and so whether what it left is still true."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from filature.case import Case
from filature.evidence.journal import canonical
from filature.pipeline import stages
from filature.pipeline.stage import Stage, digest_of, is_fresh, read_stamp
from filature.pipeline.texts import BY_TABLE


class Freshness:
    """Fingerprints of the stages of one case. ``intake`` is empty for a stage of the case."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._sites = _site_files(case.inputs / "sites")
        self._selectors = _package_files("filature.selectors")

    def fingerprint(self, stage: Stage, intake: str) -> str:
        """SHA-256 (hex) over all that the result depends on, beside the inputs that its stamp names."""
        if not intake:
            return stage.fingerprint(self._left_by_intakes())
        if stage is stages.MENTIONS:
            return stage.fingerprint({"selectors": self._selectors, **self._read(intake)})
        made_from = {"manifest": self.case.store.manifest_sha256(intake)}
        if stage is stages.PAGES:
            made_from["sites"] = self._sites
        return stage.fingerprint(made_from)

    def is_fresh(self, stage: Stage, intake: str) -> bool:
        """Whether the files of ``stage`` are there and still true."""
        stamp = read_stamp(self.case.tables, key_of(stage, intake))
        return is_fresh(self.case.tables, stamp, self.fingerprint(stage, intake), self.case.inputs)

    def stale(self) -> list[tuple[Stage, str]]:
        """Stage and intake of all that is not fresh; a stage of the case is stale when any intake's is."""
        found = [
            (s, i) for i in self.case.store.intake_ids() for s in stages.PER_INTAKE if not self.is_fresh(s, i)
        ]
        return found + [(s, "") for s in stages.PER_CASE if found or not self.is_fresh(s, "")]

    def _read(self, intake: str) -> dict[str, str]:
        """Files that the readers left of an intake, but what they rejected."""
        stamps = [read_stamp(self.case.tables, key_of(stage, intake)) for stage in stages.READERS]
        return {
            name: sha256
            for stamp in stamps
            if stamp
            for name, sha256 in stamp.files.items()
            if name.partition("/")[0] in BY_TABLE
        }

    def _left_by_intakes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for intake in self.case.store.intake_ids():
            for stage in stages.PER_INTAKE:
                key = key_of(stage, intake)
                stamp = read_stamp(self.case.tables, key)
                found |= stamp.files if stamp else {}
                found[key] = hashlib.sha256(canonical(stamp.tally if stamp else {})).hexdigest()
        return found


def key_of(stage: Stage, intake: str) -> str:
    """Name of the stamp of ``stage`` on ``intake``."""
    return f"{intake or 'case'}.{stage.name}"


def _site_files(extra: Path) -> str:
    """SHA-256 (hex) over all site and engine files: those of the package and those of the case."""
    package = _package("filature.reading")
    return _digest(
        (path.relative_to(f).as_posix(), path) for f in (package, extra) for path in sorted(f.rglob("*.yaml"))
    )


def _package_files(package: str) -> str:
    """SHA-256 (hex) over the files of a package, code and data: they decide what is found."""
    folder = _package(package)
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc")
    return _digest((path.relative_to(folder).as_posix(), path) for path in paths)


def _package(name: str) -> Path:
    return Path(str(resources.files(name)))


def _digest(files: Iterable[tuple[str, Path]]) -> str:
    digest = hashlib.sha256()
    for name, path in files:
        digest.update(f"{name}\x1f{digest_of(path)}\x1e".encode())
    return digest.hexdigest()
