"""Zip and tar archives to their members, bounded: no bomb fills the disk, no member name leads anywhere.

Nothing is unpacked to a path that a member chooses. The archive itself is kept as evidence beside its members.
"""

from __future__ import annotations

import lzma
import os
import tarfile
import tempfile
import time
import zipfile
import zlib
from calendar import timegm
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from filature.errors import Malformed
from filature.evidence.disk import CHUNK
from filature.evidence.manifest import Refusal
from filature.sources.found import IN_MEMORY, Found, clean_label

MAX_DEPTH = 3
MAX_MEMBERS = 5_000_000
MAX_RATIO = 250
FREE_BYTES = 256 << 20
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
)


class Budget:
    """How much an archive may grow: ``MAX_RATIO`` times its own size, and never less than ``FREE_BYTES``."""

    def __init__(self, packed: int) -> None:
        self.left = max(FREE_BYTES, packed * MAX_RATIO)
        self.members = 0

    def spend(self, amount: int) -> None:
        """Take ``amount`` bytes off; `Malformed` when the archive grows beyond its bounds."""
        self.left -= amount
        if self.left < 0:
            raise Malformed(
                "archive_bomb", f"unpacks to more than {MAX_RATIO} times its size: the rest was not unpacked"
            )

    def member(self) -> None:
        """Count one member; `Malformed` when there are too many."""
        self.members += 1
        if self.members > MAX_MEMBERS:
            raise Malformed(
                "archive_bomb", f"has more than {MAX_MEMBERS:,} members: the rest was not unpacked"
            )


def expand(archive: Found, form: str, container_id: str, scratch: Path) -> Iterator[Found | Refusal]:
    """The members of ``archive`` in their order; what is broken comes as a `Refusal` and the rest goes on."""
    if archive.depth >= MAX_DEPTH:
        yield Refusal(
            archive.label,
            "archive_too_deep",
            f"more than {MAX_DEPTH} archives inside each other: not unpacked",
        )
        return
    spooled = archive.on_disk(scratch)
    budget = Budget(archive.size)
    reader = _zip_members if form == "zip" else _tar_members
    try:
        yield from reader(archive, spooled, container_id, scratch, budget)
    except Malformed as broken:
        yield Refusal(archive.label, broken.reason, broken.detail, capture_id=container_id)
    except _BROKEN as error:
        yield Refusal(
            archive.label, "archive_damaged", f"{error}: what came before was taken", capture_id=container_id
        )
    finally:
        if archive.path is None:
            spooled.unlink()


def _zip_members(
    archive: Found, path: Path, container_id: str, scratch: Path, budget: Budget
) -> Iterator[Found | Refusal]:
    with zipfile.ZipFile(path) as pack:
        for info in pack.infolist():
            if info.is_dir():
                continue
            budget.member()
            label, remark = _member_label(archive.label, info.filename)
            if remark:
                yield remark
            if info.flag_bits & 1:
                yield Refusal(label, "encrypted", "the member is protected by a password")
                continue
            try:
                with pack.open(info) as source:
                    yield _found(source, label, _zip_time(info), archive, container_id, scratch, budget)
            except _BROKEN as error:
                yield Refusal(label, "member_damaged", str(error), capture_id=container_id)


def _tar_members(
    archive: Found, path: Path, container_id: str, scratch: Path, budget: Budget
) -> Iterator[Found | Refusal]:
    with tarfile.open(path, mode="r|*") as pack:
        for info in pack:
            if info.isdir():
                continue
            budget.member()
            label, remark = _member_label(archive.label, info.name)
            if remark:
                yield remark
            source = pack.extractfile(info) if info.isreg() else None
            if source is None:
                yield Refusal(label, "not_a_file", "a link or device inside the archive: not followed")
                continue
            with source:
                yield _found(source, label, float(info.mtime), archive, container_id, scratch, budget)


def _member_label(archive: str, name: str) -> tuple[str, Refusal | None]:
    """Label of a member, and a remark when its name tries to lead out of the archive."""
    parts = [p for p in PurePosixPath(name.replace("\\", "/")).parts if p not in ("/", "..", ".")]
    label = clean_label(f"{archive}!/{'/'.join(parts) or 'unnamed'}")
    unsafe = name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")
    remark = Refusal(
        label, "unsafe_name", f"the member is named {clean_label(name)[:200]}: taken without the path", rows=0
    )
    return label, remark if unsafe else None


def _found(
    source: IO[bytes],
    label: str,
    modified: float | None,
    archive: Found,
    container_id: str,
    scratch: Path,
    budget: Budget,
) -> Found:
    pieces, size = [], 0
    while block := source.read(CHUNK):
        budget.spend(len(block))
        pieces.append(block)
        size += len(block)
        if size > IN_MEMORY:
            path = _spool(pieces, source, scratch, budget)
            return Found(label, path, None, modified, container_id, archive.depth + 1)
    return Found(label, None, b"".join(pieces), modified, container_id, archive.depth + 1)


def _spool(pieces: list[bytes], source: IO[bytes], scratch: Path, budget: Budget) -> Path:
    handle, name = tempfile.mkstemp(dir=scratch, prefix="member-")
    with os.fdopen(handle, "wb") as sink:
        sink.writelines(pieces)
        while block := source.read(CHUNK):
            budget.spend(len(block))
            sink.write(block)
    return Path(name)


def _zip_time(info: zipfile.ZipInfo) -> float | None:
    """The member's time stamp, read as UTC: a zip states no zone."""
    try:
        return float(timegm(time.struct_time((*info.date_time, 0, 0, 0))))
    except (ValueError, OverflowError):
        return None
