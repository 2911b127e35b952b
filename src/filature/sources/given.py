"""A file that somebody gave, read with care: what goes wrong is said of that file."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from filature.errors import Malformed
from filature.evidence.disk import CHUNK

CHANGED = "changed_while_read"


def whole(path: Path | str, most: int) -> bytes | None:
    """All bytes of the file at ``path``; None when it holds more than ``most``.

    `Malformed` when it cannot be read, is no plain file, or changes while it is read.
    """
    handle = _opened(path)
    try:
        state = _plain(handle)
        if state.st_size > most:
            return None
        data, size = b"", -1
        while len(data) < state.st_size and len(data) > size:
            size = len(data)
            data += _piece(handle, state.st_size - size, size)
        _check_unchanged(handle, state)
        return data
    finally:
        os.close(handle)


@contextmanager
def stream(path: Path | str) -> Iterator[BinaryIO]:
    """The file at ``path``, to be read and sought in; `Malformed` as for `whole`, from whatever read meets it."""
    with _Given(path) as raw:
        room = min(CHUNK, max(io.DEFAULT_BUFFER_SIZE, raw.size + 1))  # most files are small
        with io.BufferedReader(raw, room) as source:
            yield source


def _opened(path: Path | str) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise Malformed("vanished", "it was there a moment ago and is gone") from error
    except OSError as error:
        raise Malformed("unreadable", error.strerror or str(error)) from error


def _plain(handle: int) -> os.stat_result:
    """What the system says of the file; `Malformed` when it is no plain file, or one that a system makes up: there are
    bytes in what says that it holds none."""
    state = os.fstat(handle)
    if stat.S_ISDIR(state.st_mode):
        raise Malformed("unreadable", os.strerror(errno.EISDIR))
    if not stat.S_ISREG(state.st_mode):
        raise Malformed("not_a_file", "a device, pipe or socket: only files and folders can be taken in")
    if not state.st_size and _piece(handle, 1, 0):
        words = "it says that it holds no byte, and yet there are some: copy it to a plain file and add that"
        raise Malformed("size_unknown", words)
    return state


def _piece(handle: int, size: int, place: int) -> bytes:
    """At most ``size`` bytes from ``place`` on; none at the end of the file."""
    try:
        return os.pread(handle, size, place)
    except OSError as error:
        raise Malformed("unreadable", error.strerror or str(error), f"byte {place}") from error


def _check_unchanged(handle: int, state: os.stat_result) -> None:
    """`Malformed` when the file is no longer what it was when it was opened."""
    now = os.fstat(handle)
    if (state.st_size, state.st_mtime_ns) != (now.st_size, now.st_mtime_ns):
        raise Malformed(CHANGED, "the file changed while it was being read: add it again when it is at rest")


class _Given(io.RawIOBase):
    """The file as a stream. Somebody else may change it, and it may lie on a failing disk.

    No more is read than it held when it was opened, so a file that grows all the time comes to an end, and whoever
    reads to that end learns that it changed.
    """

    def __init__(self, path: Path | str) -> None:
        super().__init__()
        self._handle = _opened(path)
        try:
            self._state = _plain(self._handle)
        except Malformed:
            self.close()
            raise
        self._at = 0

    @property
    def size(self) -> int:
        """The bytes that it held when it was opened."""
        return self._state.st_size

    def close(self) -> None:
        if not self.closed:
            os.close(self._handle)
        super().close()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError(f"negative seek value {start + offset}")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = _piece(self._handle, min(len(buffer), CHUNK, max(0, self.size - self._at)), self._at)
        if not piece and len(buffer):
            self.check_unchanged()
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def check_unchanged(self) -> None:
        """`Malformed` when the file is no longer what it was when it was opened."""
        _check_unchanged(self._handle, self._state)


def check_unchanged(source: BinaryIO) -> None:
    """`Malformed` when ``source``, from `Found.open`, is a file that changed since."""
    raw = getattr(source, "raw", None)
    if isinstance(raw, _Given):
        raw.check_unchanged()
