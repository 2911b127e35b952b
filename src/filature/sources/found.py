"""One thing that a person gave: a file, a member of an archive, or standard input, before it is evidence."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from filature.evidence.disk import plain_disk_errors
from filature.i18n import Message
from filature.sources import given
from filature.sources.packed.budget import Budget

IN_MEMORY = 32 << 20
HEAD = 64 << 10


@dataclass(frozen=True, slots=True)
class Found:
    """Bytes with the name they were found under. Exactly one of ``path`` and ``data`` is set.

    ``label`` is the name in words: the path from the parent of what was given, ``!`` between an archive and its
    member. ``modified`` is the file's time stamp, Unix seconds. ``container_id`` is the archive's capture.
    ``depth`` counts the archives around it, ``budget`` bounds what may come out of the outermost of them.
    ``digest_check`` says whether the bytes are those that the archive states; ``role`` how it is read, where the
    archive tells.
    """

    label: str
    path: Path | str | None = None
    data: bytes | None = None
    modified: float | None = None
    container_id: str = ""
    depth: int = 0
    budget: Budget | None = None
    digest_check: str = "none"
    role: str = ""

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes, to be read and sought in. `Malformed` when they cannot be read, or are no plain file any more."""
        if self.path is None:
            yield io.BytesIO(self.data or b"")
            return
        with given.stream(self.path) as source:
            yield source

    def head(self) -> bytes:
        """The first bytes, to tell what it is. `Malformed` as for `open`."""
        if self.data is not None:
            return self.data[:HEAD]
        with self.open() as source:
            return source.read(HEAD)

    def load(self) -> Found:
        """The same with its bytes in memory when they are few; files that are larger stay on disk.

        `Malformed` when it cannot be read or changes while it is read.
        """
        if self.path is None:
            return self
        data = given.whole(self.path, IN_MEMORY)
        if data is None:
            return self
        return Found(
            self.label, None, data, self.modified, self.container_id, self.depth, self.budget, self.digest_check, self.role
        )  # fmt: skip


def keep(pieces: Iterator[bytes], scratch: Path) -> Path | bytes:
    """``pieces`` in memory when they are few, else in a new file in ``scratch``. `BadInput` when the disk is full.

    ``pieces`` raises `Malformed`, not OSError, where it cannot go on: an OSError here is one of writing.
    """
    held, size = [], 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > IN_MEMORY:
            return spool(chain(held, pieces), scratch)
    return b"".join(held)


def spool(pieces: Iterator[bytes], scratch: Path) -> Path:
    """``pieces`` in a new file in ``scratch``; errors as for `keep`."""
    with plain_disk_errors(Message("taking material in")):
        handle, name = tempfile.mkstemp(dir=scratch, prefix="member-")
        with os.fdopen(handle, "wb") as sink:
            for piece in pieces:
                sink.write(piece)
    return Path(name)
