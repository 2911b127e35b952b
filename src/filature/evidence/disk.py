"""Writing so that a kill or a power cut at any moment leaves the old state or the new one, never half."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from filature.errors import BadInput, FilatureError

CHUNK = 1 << 20


def sync_folder(folder: Path) -> None:
    """Make renames and new names in ``folder`` durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_close(sink: BinaryIO) -> None:
    """Close a file that was written once its bytes are on the disk."""
    sink.flush()
    os.fsync(sink.fileno())
    sink.close()


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in one step, durably: written beside it, synced, renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as sink:
            sink.write(content)
            sink.flush()
            os.fsync(sink.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def copy_hashed(source: BinaryIO, target: Path) -> tuple[str, int]:
    """Copy ``source`` to ``target``, synced; returns SHA-256 (hex) and size of what was written."""
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as sink:
        while block := source.read(CHUNK):
            digest.update(block)
            size += len(block)
            sink.write(block)
        sync_close(sink)
    return digest.hexdigest(), size


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
def locked_if_free(path: Path) -> Iterator[bool]:
    """The same without waiting: yields False when another process holds it, or when nothing may be written here."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        if error.errno not in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise
        yield False
        return
    try:
        free = True
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            free = False
        yield free
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
            "The disk is full: {doing} stopped and was rolled back; what the case held before is untouched.",
            "Free some space, or move the case to a larger disk, and run the command again.",
            doing=doing,
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return BadInput(
            "No permission while {doing}{where}.",
            "Check who may read and write there.",
            doing=doing,
            where=where,
        )
    return BadInput(
        "The system refused while {doing}: {reason}{where}.",
        doing=doing,
        reason=error.strerror or error,
        where=where,
    )
