"""Zip and tar archives to their members, bounded: no bomb fills the disk, no member name leads anywhere.

Nothing is unpacked to a path that a member chooses. The archive itself is kept as evidence beside its members.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from filature.errors import Malformed
from filature.evidence.manifest import Refusal
from filature.evidence.pieces import as_file
from filature.sources.databases.packing import packing_of, unpacked
from filature.sources.digests import Stated
from filature.sources.found import Found, keep
from filature.sources.given import check_unchanged
from filature.sources.labels import clean_label, member_label
from filature.sources.packed import tars, zips
from filature.sources.packed.budget import BOMB, Budget
from filature.sources.packed.member import Member

MAX_DEPTH = 3
# Bytes that are unpacked at a time: where they are damaged, what was unpacked of them is lost.
PACKED_STEP = 16 << 10


def expand(archive: Found, form: str, container_id: str, scratch: Path) -> Iterator[Found | Refusal]:
    """The members of ``archive`` in their order; what is broken comes as a `Refusal` and the rest goes on."""
    if archive.depth >= MAX_DEPTH:
        deep = f"more than {MAX_DEPTH} archives inside each other: not unpacked"
        yield Refusal(archive.label, "archive_too_deep", deep, capture_id=container_id)
        return
    with archive.open() as source:
        budget = archive.budget or Budget(source.seek(0, io.SEEK_END))
        source.seek(0)
        try:
            for member in _zip(source, budget) if form == "zip" else _tar(source, budget):
                budget.member()
                yield from _take(member, archive, container_id, budget, scratch)
            check_unchanged(source)
        except Malformed as broken:
            yield _refusal(archive.label, broken, container_id)


def _zip(source: BinaryIO, budget: Budget) -> Iterator[Member]:
    for member in zips.members(source):
        member.pieces = budget.metered(member.pieces)
        yield member


def _tar(source: BinaryIO, budget: Budget) -> Iterator[Member]:
    make = packing_of(source.read(8))
    source.seek(0)
    packed = iter(lambda: source.read(PACKED_STEP), b"")
    return tars.members(as_file(budget.metered(unpacked(packed, make))) if make else source)


def _take(
    member: Member, archive: Found, container_id: str, budget: Budget, scratch: Path
) -> Iterator[Found | Refusal]:
    label, unsafe = member_label(archive.label, member.name)
    if unsafe:
        named = f"the member is named {clean_label(member.name)[:200]}: taken without the path"
        yield Refusal(label, "unsafe_name", named, rows=0, capture_id=container_id)
    if member.problem:
        yield Refusal(label, *member.problem, capture_id=container_id)
        return
    stated = Stated.parse(member.digest)
    try:
        content = keep(stated.along(member.pieces) if stated else member.pieces, scratch)
    except Malformed as broken:
        if broken.reason == BOMB:
            raise
        yield _refusal(label, broken, container_id)
        return
    check = "none" if stated is None else "passed" if stated.passed else "failed"
    if check == "failed":
        wrong = "its bytes are not those that the package's list states: taken and marked"
        yield Refusal(label, "digest_failed", wrong, rows=0, capture_id=container_id)
    path, data = (content, None) if isinstance(content, Path) else (None, content)
    yield Found(
        label, path, data, member.modified, container_id, archive.depth + 1, budget, check, member.role
    )


def _refusal(label: str, broken: Malformed, container_id: str) -> Refusal:
    return Refusal(label, broken.reason, broken.detail, broken.place, capture_id=container_id)
