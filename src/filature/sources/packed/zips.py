"""Members of a zip archive."""

from __future__ import annotations

import stat
import struct
import time
import zipfile
from calendar import timegm
from collections.abc import Iterator
from typing import BinaryIO

from filature.errors import Malformed
from filature.evidence.disk import CHUNK
from filature.sources.packed import wacz
from filature.sources.packed.member import BROKEN_ZIP, NOT_A_FILE, Member

# Bytes of a zip's list of members: zipfile holds it all in memory, about ten times as large.
MAX_DIRECTORY = 64 << 20
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_END = b"PK\x05\x06"


def members(source: BinaryIO) -> Iterator[Member]:
    """Each member in the order of the list at the archive's end. `Malformed` when that list cannot be read."""
    _bound_directory(source)
    try:
        pack = zipfile.ZipFile(source)
    except BROKEN_ZIP as error:
        raise Malformed(
            "archive_damaged",
            f"its list of members, at its end, is missing or damaged ({error}): the archive is kept, no member could be "
            "taken; add a whole copy, or what a repair program makes of it",
        ) from error
    with pack:
        package = wacz.package(pack)
        for info in pack.infolist():
            if not info.is_dir():
                yield _member(pack, info, package)


def _member(pack: zipfile.ZipFile, info: zipfile.ZipInfo, package: wacz.Package) -> Member:
    name = _name(info)
    if info.flag_bits & _ENCRYPTED:
        return Member(name, problem=("encrypted", "the member is protected by a password"))
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        return Member(name, problem=NOT_A_FILE)
    return Member(
        name, _time(info), _pieces(pack, info), digest=package.digest(name), role=package.role(name)
    )


def _pieces(pack: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with pack.open(info) as source:
            while piece := source.read(CHUNK):
                yield piece
    except BROKEN_ZIP as error:
        raise Malformed(
            "member_damaged",
            f"its bytes are damaged ({error or type(error).__name__}): not taken; the archive is kept",
        ) from error


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name; many programs write UTF-8 without saying so, which zip then takes for code page 437.

    Not `filename`, which ends at a NUL: what stands behind it is what an attacker hides.
    """
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            return name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return name


def _time(info: zipfile.ZipInfo) -> float | None:
    """The member's time stamp, read as UTC: a zip states no zone."""
    try:
        return float(timegm(time.struct_time((*info.date_time, 0, 0, 0))))
    except (ValueError, OverflowError):
        return None


def _bound_directory(source: BinaryIO) -> None:
    """`Malformed` when the list of members is too large for memory. Layout: PKWARE's APPNOTE, 4.3.14 to 4.3.16."""
    source.seek(0, 2)
    source.seek(max(0, source.tell() - (1 << 16) - 22))
    tail = source.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + 22:
        return
    (size,) = struct.unpack_from("<L", tail, place + 12)
    if tail[place - 20 : place - 16] == b"PK\x06\x07" and place >= 20:
        (where,) = struct.unpack_from("<Q", tail, place - 12)
        source.seek(min(where, 1 << 62))
        record = source.read(56)
        size = (
            struct.unpack_from("<Q", record, 40)[0]
            if record[:4] == b"PK\x06\x06" and len(record) == 56
            else size
        )
    if size > MAX_DIRECTORY and size != 0xFFFFFFFF:
        raise Malformed(
            "archive_too_large", f"its list of members takes {size:,} bytes: unpack it and give the folder"
        )
