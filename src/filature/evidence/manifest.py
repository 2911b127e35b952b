"""The manifest of an intake: one JSON line for each capture, each rejection, each file kept as given.

It is written while the intake runs and closed with a line that counts them; its SHA-256 stands in the journal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from operator import attrgetter
from pathlib import Path
from typing import Any

from filature.errors import Damaged
from filature.evidence.record import Record
from filature.i18n import Message

NAME = "manifest.jsonl"


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


@dataclass(frozen=True, slots=True)
class Given:
    """A WARC file that was kept byte for byte as ``name`` beside the manifest, with its SHA-256 (hex) and size.

    ``captures`` counts those that were read from it, whether they were new or not.
    ``read_as`` is the file that its records are read from where that is another: a plain copy, when the given
    file packs several records into one gzip member and so has no place to open each of them at.
    """

    name: str
    source_path: str
    sha256: str
    size: int
    captures: int = 0
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """The closing line: how many captures the manifest lists, and how many items the case had already."""

    captures: int
    already_here: int


Entry = Record | Refusal | Given | End
_TYPES: dict[type[Entry], str] = {Record: "capture", Refusal: "rejection", Given: "given", End: "end"}
_FIELDS = {kind: [(f.name, f.default) for f in fields(kind) if f.name != "intake_id"] for kind in _TYPES}
_VALUES = {kind: attrgetter(*(name for name, _ in shown)) for kind, shown in _FIELDS.items()}
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_OTHERS: dict[str, type[Refusal | Given | End]] = {"rejection": Refusal, "given": Given, "end": End}


@dataclass(slots=True)
class Manifest:
    """What one intake holds, in the order in which it was written."""

    intake_id: str
    records: list[Record] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    already_here: int = 0


def line(entry: Entry) -> bytes:
    """The line of ``entry``, without fields at their default. A capture's does not name the intake, whose id is made
    from the captures, and its WARC files are named as they lie beside the manifest."""
    shown, values = _FIELDS[type(entry)], _VALUES[type(entry)](entry)
    kept = {"type": _TYPES[type(entry)]}
    kept |= {name: value for (name, default), value in zip(shown, values, strict=True) if value != default}
    return _JSON.encode(kept).encode("utf-8", "backslashreplace") + b"\n"


def entries(folder: Path) -> Iterator[Entry]:
    """Each line of the manifest in the intake ``folder``, one at a time; `Damaged` when it is not whole."""
    captures, end = 0, None
    for number, raw in enumerate(_lines(folder / NAME), 1):
        try:
            entry = parse(raw, folder.name)
        except (ValueError, TypeError, KeyError) as error:
            raise _damaged(
                folder, Message("{path} was altered: line {line} is not one that Filature wrote."), number
            ) from error
        captures += isinstance(entry, Record)
        if end:
            raise _damaged(
                folder, Message("{path} was altered: line {line} comes after the closing line."), number
            )
        end = entry if isinstance(entry, End) else None
        yield entry
    if end is None or end.captures != captures:
        raise _damaged(folder, Message("{path} was altered: it is cut short or lacks lines."))


def parse(raw: bytes, intake_id: str) -> Entry:
    """One line of the manifest of ``intake_id``; ValueError, TypeError or KeyError when it is none."""
    values: dict[str, Any] = json.loads(raw)
    kind = values.pop("type")
    if kind != "capture":
        return _OTHERS[kind](**values)
    values["warc"] = f"{intake_id}/{values['warc']}"
    if values.get("payload_warc"):
        values["payload_warc"] = f"{intake_id}/{values['payload_warc']}"
    return Record(intake_id=intake_id, **values)


def read(folder: Path) -> Manifest:
    """The manifest in the intake ``folder``; `Damaged` when it is not whole."""
    manifest = Manifest(folder.name)
    for entry in entries(folder):
        if isinstance(entry, Record):
            manifest.records.append(entry)
        elif isinstance(entry, Refusal):
            manifest.refusals.append(entry)
        elif isinstance(entry, Given):
            manifest.given.append(entry)
        else:
            manifest.already_here = entry.already_here
    return manifest


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as source:
            yield from source
    except OSError as error:
        raise Damaged(
            "{path} cannot be read: {reason}.", "Compare it with a copy of the case.", path=path, reason=error
        ) from error


def _damaged(folder: Path, what: Message, number: int = 0) -> Damaged:
    return Damaged(
        what, "Compare it with a copy of the case made earlier.", path=folder / NAME, line=str(number)
    )
