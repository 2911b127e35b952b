"""The manifest of an intake: one JSON line for each capture, each rejection, each file kept as given.

It is written while the intake runs and closed with a line that counts them; its SHA-256 stands in the journal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filature.errors import Damaged
from filature.evidence.record import Record

NAME = "manifest.jsonl"
_RECORD_FIELDS = tuple(f for f in Record.__dataclass_fields__ if f != "intake_id")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that could not be taken in, or a remark on it (``rows`` 0). Fields as in `rejection`."""

    source_path: str
    reason: str
    detail: str
    place: str = ""
    rows: int = 1
    capture_id: str = ""
    raw: str = ""


@dataclass(slots=True)
class Manifest:
    """What one intake holds, in the order in which it was written."""

    intake_id: str
    records: list[Record] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    given: list[dict[str, Any]] = field(default_factory=list)
    already_here: int = 0


def capture_line(record: Record) -> bytes:
    """The line of one capture; the intake is not named in it, since its id is made from these lines."""
    return _line("capture", {name: getattr(record, name) for name in _RECORD_FIELDS})


def refusal_line(refusal: Refusal) -> bytes:
    """The line of one rejection."""
    return _line("rejection", asdict(refusal))


def given_line(name: str, source_path: str, sha256: str, size: int) -> bytes:
    """The line of a WARC file that was kept byte for byte under ``name``."""
    return _line("given", {"name": name, "source_path": source_path, "sha256": sha256, "size": size})


def end_line(captures: int, already_here: int) -> bytes:
    """The closing line."""
    return _line("end", {"captures": captures, "already_here": already_here})


def read(folder: Path) -> Manifest:
    """The manifest in the intake ``folder``; `Damaged` when it is not whole."""
    manifest, closed = Manifest(folder.name), False
    for number, fields in enumerate(_objects(folder / NAME), 1):
        kind = fields.pop("type", None)
        if kind == "capture":
            manifest.records.append(_record(folder.name, fields))
        elif kind == "rejection":
            manifest.refusals.append(Refusal(**fields))
        elif kind == "given":
            manifest.given.append(fields)
        elif kind == "end":
            manifest.already_here, closed = (
                fields["already_here"],
                fields["captures"] == len(manifest.records),
            )
        else:
            raise Damaged(f"Line {number} of {folder / NAME} is of an unknown type.")
    if not closed:
        raise Damaged(f"{folder / NAME} is cut short or lacks lines.", "Compare it with a copy of the case.")
    return manifest


def _record(intake_id: str, fields: dict[str, Any]) -> Record:
    fields["warc"] = f"{intake_id}/{fields['warc']}"
    if fields.get("payload_warc"):
        fields["payload_warc"] = f"{intake_id}/{fields['payload_warc']}"
    return Record(intake_id=intake_id, **fields)


def _objects(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open("rb") as source:
            for raw in source:
                yield json.loads(raw)
    except (OSError, ValueError) as error:
        raise Damaged(f"{path} cannot be read: {error}.", "Compare it with a copy of the case.") from error


def _line(kind: str, fields: dict[str, Any]) -> bytes:
    kept = {"type": kind} | {k: v for k, v in fields.items() if v not in ("", None)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"
