"""One thing that a person gave: a file, a member of an archive, or standard input, before it is evidence."""

from __future__ import annotations

import io
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from filature.errors import Malformed
from filature.evidence.disk import CHUNK, plain_disk_errors
from filature.i18n import Message
from filature.sources.packed.budget import Budget

IN_MEMORY = 32 << 20
HEAD = 64 << 10
CHANGED = "changed_while_read"


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
        with _Given(self.path) as raw:
            room = min(CHUNK, max(io.DEFAULT_BUFFER_SIZE, raw.state.st_size + 1))  # most files are small
            with io.BufferedReader(raw, room) as source:
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
        with _Given(self.path) as given:
            if given.state.st_size > IN_MEMORY:
                return self
            data = given.whole()
        return Found(
            self.label, None, data, self.modified, self.container_id, self.depth, self.budget, self.digest_check, self.role
        )  # fmt: skip


class _Given(io.FileIO):
    """A file that somebody else may change or that may lie on a failing disk: what goes wrong is said of the file.

    No more is read than it held when it was opened, so a file that grows all the time comes to an end, and whoever
    reads to that end learns that it changed.
    """

    def __init__(self, path: Path | str) -> None:
        try:
            super().__init__(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC))
        except FileNotFoundError as error:
            raise Malformed("vanished", "it was there a moment ago and is gone") from error
        except OSError as error:
            raise Malformed("unreadable", error.strerror or str(error)) from error
        self.state = os.fstat(self.fileno())
        if not stat.S_ISREG(self.state.st_mode):
            self.close()
            raise Malformed("not_a_file", "a device, pipe or socket: only files and folders can be taken in")
        if not self.state.st_size:
            self._check_empty()

    def _check_empty(self) -> None:
        """`Malformed` when there are bytes in what says that it holds none, as files that a system makes up do."""
        try:
            more = os.pread(self.fileno(), 1, 0)
        except OSError as error:
            self.close()
            raise Malformed("unreadable", error.strerror or str(error), "byte 0") from error
        if more:
            self.close()
            words = (
                "it says that it holds no byte, and yet there are some: copy it to a plain file and add that"
            )
            raise Malformed("size_unknown", words)

    def whole(self) -> bytes:
        """All that it held when it was opened, for files that fit into memory."""
        held, size = bytearray(self.state.st_size), 0
        while size < len(held) and (more := self.readinto(memoryview(held)[size:])):
            size += more
        self.check_unchanged()
        del held[size:]
        return bytes(held)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        room = min(len(buffer), max(0, self.state.st_size - self.tell()))
        try:
            size = self._next(memoryview(buffer)[:room])
        except OSError as error:
            raise Malformed("unreadable", error.strerror or str(error), f"byte {self.tell()}") from error
        if not size and len(buffer):
            self.check_unchanged()
        return size

    def _next(self, buffer: memoryview) -> int:
        return super().readinto(buffer) or 0

    def check_unchanged(self) -> None:
        """`Malformed` when the file is no longer what it was when it was opened."""
        now = os.fstat(self.fileno())
        if (self.state.st_size, self.state.st_mtime_ns) != (now.st_size, now.st_mtime_ns):
            raise Malformed(
                CHANGED, "the file changed while it was being read: add it again when it is at rest"
            )

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            return self.readall()
        buffer = bytearray(min(size, max(0, self.state.st_size - self.tell()) + 1))
        del buffer[self.readinto(memoryview(buffer)) :]
        return bytes(buffer)

    def readall(self) -> bytes:
        return b"".join(iter(lambda: self.read(CHUNK), b""))

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if whence == io.SEEK_END:
            offset, whence = self.state.st_size + offset, io.SEEK_SET
        return super().seek(offset, whence)


def check_unchanged(source: BinaryIO) -> None:
    """`Malformed` when ``source``, from `Found.open`, is a file that changed since."""
    raw = getattr(source, "raw", None)
    if isinstance(raw, _Given):
        raw.check_unchanged()


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
