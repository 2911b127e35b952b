"""Whether letters of base64 begin a key, a message or a signature: what tells a body from a header line."""

from __future__ import annotations

import re
from binascii import a2b_base64
from collections.abc import Callable
from dataclasses import dataclass

from filature.selectors.openpgp import packets as p

_FIRST_YEAR, _NEVER = 631_152_000, 4_102_444_800  # PGP is from 1991; a time after 2099 is no time
_KEY_ALGORITHMS = frozenset({1, 2, 3, 16, 17, 18, 19, 20, 22, 25, 26, 27, 28})
_CURVES = frozenset({18, 19, 22, 25, 26, 27, 28})
_SEEN = 32  # letters looked at; 24 bytes


@dataclass(frozen=True, slots=True)
class Content:
    """What a block may hold: the tags of its first packet, and the letters of base64 that these begin with."""

    tags: frozenset[int]
    letters: re.Pattern[bytes]


# The first six bits of the header, of the old format (a length of 1, 2, 4 or any number of bytes) and of the new one.
# Of a key the letters also tell the version (2, 3, 4 or 6), which follows the length.
_VERSION = rb"[AEIMQUYcgkosw048][CDEG]"
KEYS = Content(
    frozenset({p.PUBLIC_KEY, p.SECRET_KEY}),
    re.compile(rb"[ml](?=[A-P]%s|[Q-f]..[AB]|[g-v].{4}%s)|x(?=[Q-v])" % (_VERSION, _VERSION)),
)
SIGNATURES = Content(frozenset({p.SIGNATURE}), re.compile(rb"[iw]"))
MESSAGES = Content(
    frozenset({p.PKESK, p.SKESK, p.ONE_PASS, p.COMPRESSED, p.PROTECTED}), re.compile(rb"[hwjxkoy0]")
)


def start(letters: bytes, at: int, end: int, content: Content) -> int:
    """Where, from ``at`` and before ``end``, a packet that makes sense begins; -1 when nowhere."""
    found = (match.start() for match in content.letters.finditer(letters, at, end))
    return next((place for place in found if _begins(letters, place, content.tags)), -1)


def _begins(letters: bytes, at: int, tags: frozenset[int]) -> bool:
    seen = letters[at : at + _SEEN].partition(b"=")[0]
    data = a2b_base64(seen[: len(seen) & ~3])
    head = p.head(data, 0)
    return head is not None and head.tag in tags and _SENSE[head.tag](data[head.begin :], head.size)


def _key(body: bytes, size: int | None) -> bool:
    if size is None or not 30 <= size <= 20_000 or len(body) < 12 or body[0] not in (2, 3, 4, 6):
        return False
    at = 7 if body[0] < 4 else 5
    if not _FIRST_YEAR < int.from_bytes(body[1:5], "big") < _NEVER or body[at] not in _KEY_ALGORITHMS:
        return False
    if body[0] == 6:
        return int.from_bytes(body[6:10], "big") <= size - 10
    bits = int.from_bytes(
        body[at + 1 : at + 3], "big"
    )  # of the first number; of a curve: length of its name, and 0x2b
    return body[at + 1] <= 10 if body[at] in _CURVES else 384 <= bits <= 8 * size


def _signature(body: bytes, size: int | None) -> bool:
    if size is None or not 20 <= size <= 20_000 or len(body) < 8:
        return False
    if body[0] in (2, 3):
        return body[1] == 5
    return body[0] in (4, 6) and body[1] <= 0x50 and body[2] in _KEY_ALGORITHMS and 1 <= body[3] <= 14


def _session_key(body: bytes, size: int | None) -> bool:
    if size is None or not 20 <= size <= 5_000 or len(body) < 12:
        return False
    return (body[0] in (2, 3) and body[9] in _KEY_ALGORITHMS) or (body[0] == 6 and body[1] in (0, 21, 33))


def _password(body: bytes, size: int | None) -> bool:
    return size is not None and 4 <= size <= 200 and body[:1] in (b"\4", b"\5", b"\6") and body[2:3] <= b"\4"


def _protected(body: bytes, size: int | None) -> bool:
    return body[:1] in (b"\1", b"\2") and (size is None or size > 20)


def _one_pass(body: bytes, size: int | None) -> bool:
    return (
        size == 13 and body[0] == 3 and body[1] in (0, 1) and body[3:4] != b"" and body[3] in _KEY_ALGORITHMS
    )


def _compressed(body: bytes, size: int | None) -> bool:
    return size is None and body[:1] in (b"\1", b"\2", b"\3")


_SENSE: dict[int, Callable[[bytes, int | None], bool]] = {
    p.PUBLIC_KEY: _key, p.SECRET_KEY: _key, p.SIGNATURE: _signature, p.PKESK: _session_key, p.SKESK: _password,
    p.PROTECTED: _protected, p.ONE_PASS: _one_pass, p.COMPRESSED: _compressed,
}  # fmt: skip
