"""The journal of custody: one line for each event, each with the hash of the line before.

A line is a JSON object. ``hash`` is the SHA-256 (hex) over the canonical JSON (sorted keys, no spaces, UTF-8)
of all its other fields, ``previous`` among them; the first line's ``previous`` is 64 zeros. A line counts once
its line end is on the disk: a torn last line was never acknowledged and is cut off before the next one.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filature import __version__
from filature.errors import Damaged
from filature.evidence.disk import locked, sync_folder

START = "0" * 64


def canonical(fields: dict[str, Any]) -> bytes:
    """The one byte form of ``fields`` that is hashed."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def line_hash(fields: dict[str, Any]) -> str:
    """SHA-256 (hex) over the canonical form of all fields but ``hash``."""
    return hashlib.sha256(canonical({k: v for k, v in fields.items() if k != "hash"})).hexdigest()


def stamp() -> dict[str, str]:
    """When, who, where and with what: the fields that each line carries."""
    now = datetime.now(UTC)
    person = os.environ.get("FILATURE_PERSON") or getpass.getuser()
    return {
        "time": now.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "local_time": now.astimezone().isoformat(timespec="seconds"),
        "person": person,
        "machine": platform.node(),
        "tool": f"filature {__version__}",
    }


class Journal:
    """The journal of one case; ``path`` is its file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = path.with_name(".journal.lock")

    def append(self, event: str, **what: Any) -> dict[str, Any]:
        """Append one event and return its line once it is on the disk."""
        with locked(self._lock):
            last = self._cut_torn_line()
            fields = {
                "number": last["number"] + 1 if last else 1,
                **stamp(),
                "event": event,
                **what,
                "previous": last["hash"] if last else START,
            }
            fields["hash"] = line_hash(fields)
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                os.write(handle, canonical(fields) + b"\n")
                os.fsync(handle)
            finally:
                os.close(handle)
            sync_folder(self.path.parent)
            return fields

    def lines(self) -> Iterator[dict[str, Any]]:
        """Each acknowledged line, checked against the one before; `Damaged` at the first that does not fit."""
        previous, number = START, 0
        for raw in self._raw_lines():
            number += 1
            fields = self._parse(raw, number)
            if fields.get("previous") != previous or fields.get("hash") != line_hash(fields):
                raise Damaged(
                    f"Line {number} of {self.path} does not continue the chain: the journal was altered.",
                    "Compare it with a copy of the case made earlier.",
                )
            previous = fields["hash"]
            yield fields

    def last(self, event: str) -> dict[str, Any] | None:
        """The last line of this kind of event, or None."""
        found = None
        for fields in self.lines():
            if fields["event"] == event:
                found = fields
        return found

    def _raw_lines(self) -> Iterator[bytes]:
        if not self.path.exists():
            return
        with self.path.open("rb") as source:
            for raw in source:
                if raw.endswith(b"\n"):
                    yield raw

    def _parse(self, raw: bytes, number: int) -> dict[str, Any]:
        try:
            fields = json.loads(raw)
        except ValueError as error:
            raise Damaged(f"Line {number} of {self.path} is not JSON: the journal was altered.") from error
        if not isinstance(fields, dict):
            raise Damaged(f"Line {number} of {self.path} is not a journal line.")
        return fields

    def _cut_torn_line(self) -> dict[str, Any] | None:
        """Drop what follows the last line end; return the last whole line."""
        if not self.path.exists():
            return None
        content = self.path.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole != len(content):
            os.truncate(self.path, whole)
        lines = content[:whole].splitlines()
        return self._parse(lines[-1], len(lines)) if lines else None
