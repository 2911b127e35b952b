"""Writing the material: loose files with their time stamps, a zip, a WARC, a table and a database dump."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from filature.demo import ponton
from filature.demo.dump import dump
from filature.demo.places import DUMP, IN_ARCHIVE, TABLE, WARC
from filature.demo.planted import PageTruth
from filature.demo.warc import pack
from filature.demo.world import World

HANDED_OVER = datetime(2024, 3, 20, 10, tzinfo=UTC)
"""Time stamp of the files that carry no time of their own."""


def write(folder: Path, world: World, pages: Iterable[PageTruth]) -> None:
    """Write the whole material below ``folder``; the same world gives the same bytes and time stamps."""
    zipped: dict[str, list[PageTruth]] = {}
    recorded = []
    for page in pages:
        archive, joint, _ = page.file.partition(IN_ARCHIVE)
        if page.file == WARC:
            recorded.append(page)
        elif joint:
            zipped.setdefault(archive, []).append(page)
        else:
            put(folder / page.file, page.payload, page.captured_at)
    for archive, members in zipped.items():
        put(folder / archive, _zip(members), HANDED_OVER)
    put(folder / WARC, pack(recorded), HANDED_OVER)
    put(folder / TABLE, ponton.table(world), HANDED_OVER)
    put(folder / DUMP, gzip.compress(dump(world).encode(), mtime=0), HANDED_OVER)


def put(path: Path, data: bytes, moment: datetime) -> None:
    """Write a file and set its time stamp."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (moment.timestamp(), moment.timestamp()))


def _zip(pages: list[PageTruth]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for page in pages:
            member = zipfile.ZipInfo(page.file.partition(IN_ARCHIVE)[2], page.captured_at.timetuple()[:6])
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, page.payload, zipfile.ZIP_DEFLATED)
    return sink.getvalue()
