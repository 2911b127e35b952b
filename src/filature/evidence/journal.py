"""The journal of custody: one line for each event, each with the hash of the line before.

A line is a JSON object in its canonical form (sorted keys, no spaces, UTF-8). ``hash`` is the SHA-256 (hex) over
the canonical form of all its other fields, ``previous`` among them; the first line's ``previous`` is 64 zeros.
A line counts once its line end is on the disk: a torn last line was never acknowledged and is cut off before the
next one.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filature import __version__
from filature.errors import Damaged
from filature.evidence.disk import locked, sync_folder
from filature.i18n import Message

START = "0" * 64
TAIL = 64 << 10


def canonical(fields: dict[str, Any]) -> bytes:
    """The one byte form of ``fields`` that is hashed; what is no Unicode (lone surrogates) is escaped as JSON does."""
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace")


def line_hash(fields: dict[str, Any]) -> str:
    """SHA-256 (hex) over the canonical form of all fields but ``hash``."""
    return hashlib.sha256(canonical({k: v for k, v in fields.items() if k != "hash"})).hexdigest()


def stamp() -> dict[str, str]:
    """When, who, where and with what: the fields that each line carries."""
    now = datetime.now(UTC)
    return {
        "time": now.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "local_time": now.astimezone().isoformat(timespec="seconds"),
        "person": _person(),
        "machine": os.uname().nodename,
        "tool": f"filature {__version__}",
    }


def _person() -> str:
    try:
        return os.environ.get("FILATURE_PERSON") or getpass.getuser()
    except (KeyError, OSError):  # a user whom the machine has no name for, as in many containers
        return f"uid {os.getuid()}"


class Journal:
    """The journal of one case; ``path`` is its file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = path.with_name(".journal.lock")

    def append(self, event: str, **what: Any) -> dict[str, Any]:
        """Append one event and return its line once it is on the disk. `Damaged` when the last line was altered."""
        with locked(self._lock):
            handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                raw, end = _last_line(handle)
                last = self._parse(raw, "") if raw else None
                fields = {
                    "number": last["number"] + 1 if last else 1,
                    **stamp(),
                    "event": event,
                    **what,
                    "previous": last["hash"] if last else START,
                }
                fields["hash"] = line_hash(fields)
                _write_at(handle, end, canonical(fields) + b"\n")
            finally:
                os.close(handle)
            if last is None:
                sync_folder(self.path.parent)
            return fields

    def lines(self) -> Iterator[dict[str, Any]]:
        """Each acknowledged line, checked against the one before; `Damaged` at the first that does not fit."""
        previous = START
        for number, raw in enumerate(self._raw_lines(), 1):
            fields = self._parse(raw, str(number))
            if fields["previous"] != previous or fields["number"] != number:
                raise self._altered(str(number))
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

    def _parse(self, raw: bytes, line: str) -> dict[str, Any]:
        """The fields of a line whose own hash fits it, byte for byte. ``line`` is its number; empty: the last one."""
        try:
            fields = json.loads(raw)
        except ValueError as error:
            raise self._altered(line) from error
        if not isinstance(fields, dict) or canonical(fields) + b"\n" != raw:
            raise self._altered(line)
        if not {"number", "event", "previous"} <= fields.keys() or fields.get("hash") != line_hash(fields):
            raise self._altered(line)
        return fields

    def _altered(self, line: str) -> Damaged:
        compare = Message("Compare it with a copy of the case made earlier.")
        if not line:
            what = Message("The last line of {path} does not continue the chain: the journal was altered.")
            return Damaged(what, compare, path=self.path)
        what = Message("Line {line} of {path} does not continue the chain: the journal was altered.")
        return Damaged(what, compare, path=self.path, line=line)


def _last_line(handle: int) -> tuple[bytes, int]:
    """The last whole line (empty: none) and the byte at which it ends, reading no more than the end of the file."""
    size = os.fstat(handle).st_size
    span = TAIL
    while True:
        start = max(0, size - span)
        block = os.pread(handle, size - start, start)
        end = block.rfind(b"\n") + 1
        begin = block.rfind(b"\n", 0, max(end - 1, 0)) + 1
        if begin or not start:
            return block[begin:end], start + end
        span *= 4


def _write_at(handle: int, end: int, line: bytes) -> None:
    """Put ``line`` at byte ``end``, in place of what may stand there, durably; leaves no part of it on an error."""
    os.ftruncate(handle, end)
    try:
        left = memoryview(line)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, end)
        raise
