"""One thing that a person gave: a file, a member of an archive, or standard input, before it is evidence."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

IN_MEMORY = 32 << 20
HEAD = 64 << 10


@dataclass(frozen=True, slots=True)
class Found:
    """Bytes with the name they were found under. Exactly one of ``path`` and ``data`` is set.

    ``label`` is the name in words: the path from the parent of what was given, `!` between an archive and its
    member. ``modified`` is the file's time stamp, Unix seconds. ``container_id`` is the archive's capture.
    ``depth`` counts the archives around it.
    """

    label: str
    path: Path | None = None
    data: bytes | None = None
    modified: float | None = None
    container_id: str = ""
    depth: int = 0

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data) if self.data is not None else self.file.stat().st_size

    @property
    def file(self) -> Path:
        """The file that holds it; ValueError for one held in memory."""
        if self.path is None:
            raise ValueError(f"{self.label} is held in memory")
        return self.path

    def head(self) -> bytes:
        """The first bytes, to tell what it is."""
        if self.data is not None:
            return self.data[:HEAD]
        with self.file.open("rb") as source:
            return source.read(HEAD)

    def on_disk(self, scratch: Path) -> Path:
        """A file with its bytes: its own, or a new one in ``scratch``."""
        if self.path is not None:
            return self.path
        handle, name = tempfile.mkstemp(dir=scratch, prefix="found-")
        with os.fdopen(handle, "wb") as sink:
            sink.write(self.data or b"")
        return Path(name)

    def load(self) -> Found:
        """The same with its bytes in memory when they are few; files that are larger stay on disk."""
        if self.path is None or self.size > IN_MEMORY:
            return self
        return Found(self.label, None, self.path.read_bytes(), self.modified, self.container_id, self.depth)


def clean_label(name: str) -> str:
    """``name`` with bytes that are no text, and control characters, written out as ``\\xNN``."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def file_uri(label: str) -> str:
    """A `file:` address for something whose own address is not known."""
    return "file:///" + quote(label, safe="/!:@,;=+-._~()")


def utc(seconds: float | None) -> str:
    """Unix seconds as ISO 8601 in UTC, whole seconds; empty for None and for times that no calendar has."""
    if seconds is None:
        return ""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")
    except (OverflowError, OSError, ValueError):
        return ""
