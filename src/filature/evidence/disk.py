"""Writing so that a kill or a power cut at any moment leaves the old state or the new one, never half."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filature.errors import BadInput, FilatureError

CHUNK = 1 << 20


def sync_folder(folder: Path) -> None:
    """Make renames and new names in ``folder`` durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in one step, durably: written beside it, synced, renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as sink:
        sink.write(content)
        sink.flush()
        os.fsync(sink.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def remove_tree(folder: Path) -> None:
    """Remove ``folder`` and what it holds, if it is there."""
    if folder.is_dir():
        shutil.rmtree(folder)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file ``path``; waits for another process that holds it. Freed when a process dies."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def plain_disk_errors(doing: str) -> Iterator[None]:
    """Turn a full disk, a refused access and the like into words; ``doing`` says what was under way."""
    try:
        yield
    except OSError as error:
        raise explain(error, doing) from error


def explain(error: OSError, doing: str) -> FilatureError:
    """The error for people that stands for ``error``."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return BadInput(
            f"The disk is full: {doing} stopped and was rolled back; what the case held before is untouched.",
            "Free some space, or move the case to a larger disk, and run the command again.",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return BadInput(f"No permission while {doing}{where}.", "Check who may read and write there.")
    return BadInput(f"The system refused while {doing}: {error.strerror or error}{where}.")
