"""Armoured blocks in a text, however damaged: where they begin and end, and the bytes that they hold.

Nothing but the words `BEGIN PGP …` must have survived. Header lines and body may have run together: the body begins
where its letters, decoded, are the beginning of a packet that makes sense (`heads`). Bytes that are missing are never
guessed.
"""

from __future__ import annotations

import re
from binascii import Error, a2b_base64
from collections.abc import Iterator
from dataclasses import dataclass

from filature.selectors.finding import compiled
from filature.selectors.openpgp.crc import crc24
from filature.selectors.openpgp.heads import Content, start
from filature.selectors.openpgp.tidy import base64_of

MAX_BLOCK = 1_048_576
KEY_LABELS = r"(?:(?:PUBLIC|PRIVATE|SECRET)\s{1,4}(?:KEY(?:\s{1,4}BLOCK)?|BLOCK))"
LABELS = rf"(?:{KEY_LABELS}|(?:SIGNED\s{{1,4}})?MESSAGE|SIGNATURE)"
_MAX_HEADER, _MAX_CHUNKS, _MAX_OPEN, _NEAR_RUN = 4_096, 16, 65_536, 400
# A run of letters, and what is left of a body after it: the last line, the checksum
_RUN = re.compile(
    rb"[A-Za-z0-9+/]{16,}(?:[\s>|]{1,8}[A-Za-z0-9+/]{1,15}(?![A-Za-z0-9+/]))?"
    rb"(?:={0,2}[\s>|]{0,8}=[A-Za-z0-9+/]{4}|={0,2})"
)
_EDGE = compiled(r"(?i)(END|BEGIN)\s{1,4}PGP\s{1,4}" + LABELS)
_CHECK = re.compile(rb"={1,3}([A-Za-z0-9+/]{4})")
_DASHES = 5
OK, WRONG, MISSING = "ok", "wrong", "missing"


@dataclass(frozen=True, slots=True)
class Span:
    """A block in a text: all of it from ``start`` to ``end``, its first line to ``line``, its inside to ``stop``."""

    start: int
    line: int
    stop: int
    end: int

    @property
    def closed(self) -> bool:
        """Whether an END line closes it."""
        return self.end > self.stop


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one run of base64 holds, and what its checksum says: `ok`, `wrong` or `missing`."""

    data: bytes
    crc: str


def span(text: bytes, begin: int, end: int) -> Span:
    """The block whose `BEGIN PGP …` stands from ``begin`` to ``end`` of ``text``.

    It ends with its END line; where none follows before the next BEGIN line, or within 1 MiB, with its last letters.
    """
    begin, end = _dashes(text, begin, end)
    edge = _EDGE.search(text, end, min(len(text), end + MAX_BLOCK))
    if edge is not None:
        stop, close = _dashes(text, *edge.span())
        if edge[1].upper() == b"END":
            return Span(begin, end, stop, close)
    bound = min(end + _MAX_OPEN, len(text) if edge is None else stop)
    stop = _last_letters(text, end, bound)
    return Span(begin, end, stop, stop)


def _last_letters(text: bytes, at: int, bound: int) -> int:
    """Where the runs of letters of base64 after ``at`` end, each near the one before; its last line may be short."""
    last = at
    for run in _RUN.finditer(text, at, bound):
        if run.start() - last > _NEAR_RUN:
            break
        last = run.end()
    return last


def _dashes(text: bytes, begin: int, end: int) -> tuple[int, int]:
    """The place with the dashes around it, five at most: of ten between two blocks, each has its own."""
    first, last = max(0, begin - _DASHES), min(len(text), end + _DASHES)
    while begin > first and text[begin - 1 : begin] == b"-":
        begin -= 1
    while end < last and text[end : end + 1] == b"-":
        end += 1
    return begin, end


def chunks(inside: bytes, content: Content) -> list[Chunk]:
    """What the inside of a block holds: mostly one run of base64, several where blocks were glued together.

    Where a form made blanks of all plus signs, these are put back if the checksum then holds.
    """
    found = list(_chunks(base64_of(inside), content))
    if b"+" not in inside and b" " in inside and not any(chunk.crc == OK for chunk in found):
        again = list(_chunks(base64_of(inside.replace(b" ", b"+")), content))
        if any(chunk.crc == OK for chunk in again):
            return again
    return found


def _chunks(letters: bytes, content: Content) -> Iterator[Chunk]:
    at = 0
    for _ in range(_MAX_CHUNKS):
        at = start(letters, at, at + _MAX_HEADER, content)
        if at < 0:
            return
        end = letters.find(b"=", at)
        end = len(letters) if end < 0 else end
        data = _decoded(letters[at:end])
        check = _CHECK.match(letters, end)
        yield Chunk(data, _crc(data, check[1]) if check else MISSING)
        at = check.end() if check else end


def _decoded(letters: bytes) -> bytes:
    whole = len(letters) - (len(letters) % 4 == 1)  # a lone letter left over holds no byte
    try:
        return a2b_base64(letters[:whole] + b"=" * (-whole % 4))
    except Error:
        return b""


def _crc(data: bytes, check: bytes) -> str:
    return OK if crc24(data) == int.from_bytes(a2b_base64(check), "big") else WRONG
