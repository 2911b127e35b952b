"""What a stage is, and what it leaves behind: files of tables and a stamp that says what they were made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filature.evidence.disk import write_whole
from filature.evidence.journal import canonical
from filature.tables import ALL

STAMPS = ".stages"


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of `build`. ``version`` grows with each change of what it writes; ``writes`` names tables.

    ``scope`` is ``intake`` (works on each intake alone) or ``case`` (sees whole tables).
    """

    name: str
    version: int
    scope: str
    writes: tuple[str, ...]
    meaning: str

    def fingerprint(self, made_from: Mapping[str, str]) -> str:
        """SHA-256 (hex) over the stage, the columns that it writes, and what it is made from."""
        columns = {t: [(c.name, c.type.sql, c.required) for c in ALL[t].columns] for t in self.writes}
        parts = {"stage": self.name, "version": self.version, "columns": columns, "from": dict(made_from)}
        return hashlib.sha256(canonical(parts)).hexdigest()


@dataclass(slots=True)
class Stamp:
    """What one run of a stage left: ``files`` maps paths below ``tables/`` to SHA-256 (hex).

    ``inputs`` maps what it consulted below ``inputs/`` to SHA-256, ``tally`` counts rows.
    """

    fingerprint: str
    files: dict[str, str] = field(default_factory=dict)
    inputs: dict[str, str] = field(default_factory=dict)
    tally: dict[str, int] = field(default_factory=dict)


def stamp_path(tables: Path, key: str) -> Path:
    """Where the stamp of ``key`` (`<intake>.<stage>` or `case.<stage>`) lies."""
    return tables / STAMPS / f"{key}.json"


def read_stamp(tables: Path, key: str) -> Stamp | None:
    """The stamp of ``key``; None when there is none or it is not whole."""
    try:
        fields: dict[str, Any] = json.loads(stamp_path(tables, key).read_bytes())
        return Stamp(**fields)
    except (OSError, ValueError, TypeError):
        return None


def write_stamp(tables: Path, key: str, stamp: Stamp) -> None:
    """Leave the stamp; from now on the files count."""
    fields = {
        "fingerprint": stamp.fingerprint,
        "files": stamp.files,
        "inputs": stamp.inputs,
        "tally": stamp.tally,
    }
    write_whole(stamp_path(tables, key), canonical(fields) + b"\n")


def is_fresh(tables: Path, stamp: Stamp | None, fingerprint: str, inputs: Path) -> bool:
    """Whether what ``stamp`` describes is there and still true."""
    if stamp is None or stamp.fingerprint != fingerprint:
        return False
    return all((tables / f).is_file() for f in stamp.files) and all(
        digest_of(inputs / name) == sha256 for name, sha256 in stamp.inputs.items()
    )


def digest_of(path: Path) -> str:
    """SHA-256 (hex) of a file; empty when there is none."""
    try:
        with path.open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError):
        return ""
