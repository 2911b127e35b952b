"""Fingerprints and long ids of keys written in text, where the grouping or the words around say that they are that."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Hit, after, before
from filature.selectors.kinds._edges import touched

_PGP = re.compile(r"pgp|gpg|gnupg")
_FINGER = re.compile(r"pgp|gpg|gnupg|\bfpr\b|finger ?print|empreinte")
_KEY_ID = re.compile(
    r"pgp|gpg|gnupg|key[ _-]?ids?\b|key\b.{0,20}\bid\b|\bids? (?:de (?:la )?|pgp )?cl(?:é|ef|e)\b"
)
_KEY = re.compile(r"pgp|gpg|gnupg|\bkeys?\b|keyid|\bcl(?:é|ef)s?\b")
# What else is written as 40, 32 or 16 hexadecimal digits on such pages
_OTHER = re.compile(
    r"sha-?1|sha-?256|\bmd5\b|\bssl\b|\btls\b|\bssh\b|certificat|commit|info ?hash|btih|magnet|\btx(?:id)?\b|transaction"
    r"|wallet|ether|\beth\b|\btor\b|relay|\bhash\b|session|\btox\b|imei|serial|licen[cs]e|activation|windows|steam"
)
_OF_KEY = re.compile(r"(?:fingerprint|fpr|rsa\d{4}|dsa\d{4}|ed25519|\d{4}[rd])/$")
_LETTER = re.compile(rb"[A-Fa-f]")
_GROUP = re.compile(rb"[0-9A-Fa-f]{4}")
_NOT_HEX = re.compile(rb"[^0-9A-Fa-f]+")
_ZERO_X = re.compile(rb"^0[xX]")
_Place = tuple[int, int]


def fingerprint(text: bytes, start: int, end: int) -> Iterator[Hit]:
    """Fingerprints in what one of the patterns of the kind matched."""
    grouped = _GROUP.match(text, start, end) and not text[start + 4 : start + 5].isalnum()
    yield from (_grouped if grouped else _in_one)(text, start, end)


def _grouped(text: bytes, start: int, end: int) -> Iterator[Hit]:
    """Ten groups of four on a line, or over two: strict enough without a word, if letters are among the digits."""
    first = max(0, start - 2)
    around = text[first : end + 2].replace(b"\xc2\xa0", b"  ")  # a blank that does not break is no letter
    found = ((m.start(), m.end()) for m in _GROUP.finditer(around, start - first, end - first))
    places = [(first + a, first + b) for a, b in found if not touched(around, a, b)]
    lines: list[list[_Place]] = [[]]
    for at, place in enumerate(places):
        if at and b"\n" in text[places[at - 1][1] : place[0]]:
            lines.append([])
        lines[-1].append(place)
    whole = [_ten(line) for line in lines] if len(places) > 10 else [places]
    for ten in whole:
        raw = text[ten[0][0] : ten[-1][1]] if len(ten) == 10 else b""
        if _LETTER.search(raw):
            yield Hit(ten[0][0], ten[-1][1], _value(raw), check=FORM_ONLY)


def _ten(line: list[_Place]) -> list[_Place]:
    """Ten of more groups on a line: those around the one wider gap that stands in the middle of a fingerprint."""
    if len(line) <= 10:
        return line
    wide = [at for at in range(1, len(line)) if line[at][0] - line[at - 1][1] > 1]
    return line[max(wide[0] - 5, 0) : wide[0] + 5] if len(wide) == 1 else []


def _in_one(text: bytes, start: int, end: int) -> Iterator[Hit]:
    """In one piece or in pairs, as many other things are written: only where a word says what it is."""
    value = _value(text[start:end])
    joined = b"_:" if b":" in text[start:end] else b"_"
    if len(value) not in (32, 40, 64) or touched(text, start, end, joined) or _placed(text, start):
        return
    # 32 digits are any MD5, 64 any transaction: there OpenPGP must be named, and before
    if _named(text, start, end, _FINGER) if len(value) == 40 else _named(text, start, start, _PGP):
        yield Hit(start, end, value, check=FORM_ONLY)


def _placed(text: bytes, start: int) -> bool:
    """Whether its place says that it is something else: part of a path, or the hash of a user id in GnuPG's listings."""
    left = before(text, start)
    listed = left.rpartition("\n")[2].startswith(("uid:", "uat:"))
    return listed or (
        left.endswith("/") and not _OF_KEY.search(left) and text[start : start + 2].lower() != b"0x"
    )


def key_id(text: bytes, start: int, end: int) -> Iterator[Hit]:
    """The long id of a key in what the pattern of the kind matched."""
    prefixed = text[start : start + 2].lower() == b"0x"
    if not touched(text, start, end, b"_-") and _named(text, start, end, _KEY if prefixed else _KEY_ID):
        value = _value(text[start:end])
        if prefixed or not value.isdigit():
            yield Hit(start, end, value, check=FORM_ONLY)


def _named(text: bytes, start: int, end: int, word: re.Pattern[str]) -> bool:
    """Whether such a word stands near, and no word for another thing: after OpenPGP is named, only between the two."""
    left, right = before(text, start), after(text, end, 30 if end > start else 0)
    named = max((m.end() for m in _PGP.finditer(left)), default=0)
    return not _OTHER.search(left, named) and bool(named or word.search(left) or word.search(right))


def _value(raw: bytes) -> str:
    return _NOT_HEX.sub(b"", _ZERO_X.sub(b"", raw)).decode().upper()
