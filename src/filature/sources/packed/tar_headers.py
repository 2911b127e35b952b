"""Headers of tar archives: POSIX ustar and pax, GNU, and the old form before them (POSIX.1-2017, pax)."""

from __future__ import annotations

from dataclasses import dataclass

from filature.errors import Malformed

BLOCK = 512


@dataclass(frozen=True, slots=True)
class Header:
    """One header block: the type flag, bytes of data after it, name, time stamp (Unix seconds)."""

    kind: bytes
    size: int
    name: bytes
    modified: float | None


def parse(block: bytes, place: int) -> Header:
    """The header in ``block``. `Malformed` when it is none, or when the archive ends within it."""
    if len(block) < BLOCK:
        raise cut(place)
    try:
        checksum, size = _number(block[148:156]), _number(block[124:136])
    except ValueError:
        checksum, size = -1, -1
    if checksum not in _checksums(block) or size < 0:
        raise damaged("there is no header of a member", place)
    return Header(block[156:157], size, _name(block), _moment(block[136:148]))


def records(content: bytes, place: int) -> dict[str, bytes]:
    """The records of a pax header, each ``length key=value\\n`` with a length that counts all of it."""
    found, at = {}, 0
    while at < len(content) and content[at] != 0:
        space = content.find(b" ", at, at + 20)
        length = decimal(content[at : max(space, at)], place)
        key, equals, value = content[space + 1 : at + length - 1].partition(b"=")
        if not equals or at + length > len(content):
            raise damaged("a pax header is broken", place)
        found[key.decode("utf-8", "replace")] = value
        at += length
    return found


def decimal(text: bytes, place: int) -> int:
    """A number of a pax header."""
    if not text.isdigit() or len(text) > 19:
        raise damaged("a pax header is broken", place)
    return int(text)


def seconds(text: bytes) -> float | None:
    """A time stamp of a pax header."""
    try:
        return float(text)
    except ValueError:
        return None


def cut(place: int) -> Malformed:
    """The finding that the archive ends before its end mark."""
    return Malformed("archive_cut", "the archive ends early: what came before was taken", f"byte {place}")


def damaged(what: str, place: int) -> Malformed:
    """The finding that the archive cannot be read on."""
    return Malformed("archive_damaged", f"{what}: what came before was taken", f"byte {place}")


def _checksums(block: bytes) -> tuple[int, int]:
    """The sum of all bytes, the sum itself counted as spaces; old programs added bytes with a sign."""
    rest = block[:148] + b" " * 8 + block[156:]
    return sum(rest), sum(rest) - 256 * sum(byte > 127 for byte in rest)


def _name(block: bytes) -> bytes:
    name, prefix = block[:100].split(b"\x00", 1)[0], block[345:500].split(b"\x00", 1)[0]
    return prefix + b"/" + name if prefix and block[257:263] == b"ustar\x00" else name


def _number(field: bytes) -> int:
    """A number in octal, or in base 256 as GNU writes large ones (-1 for all below zero); ValueError for neither."""
    if field[0] in (0x80, 0xFF):
        return int.from_bytes(field[1:], "big") if field[0] == 0x80 else -1
    return int(field.split(b"\x00", 1)[0].strip() or b"0", 8)


def _moment(field: bytes) -> float | None:
    try:
        return float(_number(field))
    except ValueError:
        return None
