"""Telephone numbers: international ones, and those of the home region."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind, Read
from filature.selectors.kinds._edges import letter_before
from filature.selectors.kinds._row import in_a_row
from filature.selectors.kinds._said import said, said_before
from filature.selectors.kinds._telephone import as_planned, groups, in_steps, north_american, parsed

HOME = "FR"
"""The region of a number without a country code, where a case says nothing else."""
_FEWEST, _MOST = 7, 15
"""Digits of a number with its country code (E.164), and of the shortest that is worth a look."""
_HEAD = re.compile(rb"[+(]{0,3}[0-9]+\)?")
_PIECE = re.compile(rb"[ ().\-/]{0,3}[0-9]+")
_ABROAD = re.compile(rb"(?:\+|\b00)[ (]?[0-9]{0,3}[ ().\-/]{0,3}$")
_TOUCHING = b"+_=/.,@#&%$*-"


def _read_with(home: str) -> Read:
    def read(text: bytes, start: int, end: int) -> Iterator[Hit]:
        plus = b"+" in text[start : start + 2]
        if not _begins(text, start, plus):
            return
        # Groups of digits that follow may belong to something else: the longest that is a number counts.
        for stop in _stops(text, start, end):
            raw = text[start:stop].decode()
            digits = "".join(groups(raw)).removeprefix("00")
            if not _FEWEST <= len(digits) <= _MOST or len(set(digits)) < 3 or _goes_on(text, stop, plus):
                continue
            if hit := _hit(text, start, stop, raw, home):
                yield hit
                return

    return read


def _hit(text: bytes, start: int, end: int, raw: str, home: str) -> Hit | None:
    """The number, where it has a plus sign, or the words around it or its groups speak for it."""
    plus = "+" in raw
    if not plus and (in_steps(raw) or said_before("number", text, start, 25)):
        return None
    told = plus or said("phone", text, start, end, 50)
    if not told and (len(groups(raw)) < 4 or north_american(raw) or in_a_row(text, start, end, 2)):
        return None
    if (number := parsed(raw, home)) is None or not (told or as_planned(raw, number)):
        return None
    details: dict[str, object] = {"country": number.country, "line": number.line}
    return Hit(start, end, number.value, check=FORM_ONLY, details=details)


def _stops(text: bytes, start: int, end: int) -> list[int]:
    """Where the number may end: after each group of digits, the last one first."""
    head = _HEAD.match(text, start, end)
    stops = [head.end()] if head else []
    while stops and (piece := _PIECE.match(text, stops[-1], end)):
        stops.append(piece.end())
    return stops[::-1]


def _begins(text: bytes, start: int, plus: bool) -> bool:
    """Whether a number may begin here: texts of markets run words and numbers together, so a plus sign may touch more."""
    last = text[max(0, start - 1) : start]
    if plus:
        return (
            not last.isdigit()
            and last != b"+"
            and (not last.isalpha() or said_before("phone", text, start, 20))
        )
    if letter_before(text, start) or (last and last in _TOUCHING):
        return False
    # After a plus sign it is the rest of an international number, which has its own match.
    return _ABROAD.search(text, max(0, start - 10), start) is None


def _goes_on(text: bytes, stop: int, plus: bool) -> bool:
    """Whether what follows belongs to the same word or the same decimal number."""
    rest = text[stop : stop + 2]
    if rest[:1].isalpha() or rest[:1] == b"_":
        return not plus
    return rest[:1].isdigit() or rest[:1] in (b"@", b"%") or (rest[:1] in b".,-/:" and rest[1:].isdigit())


def kind(home: str = HOME) -> Kind:
    """The kind for a home region (ISO 3166 alpha-2), whose numbers are read without a country code too."""
    return Kind(
        name="phone",
        meaning="A telephone number, in international form; without a country code it is one of the home region.",
        source="The numbering plans in Google's libphonenumber; ITU-T E.164",
        patterns=(
            r"\(?\+\(?[1-9][0-9]{0,3}\)?(?:[ ().\-/]{0,3}[0-9]){6,13}",
            r"\b00 ?[1-9](?:[ ().\-/]{0,3}[0-9]){8,13}",
            r"\b0[1-9](?:[ .\-/]?[0-9]){7,9}\b",
            r"(?:\b1[ .-])?\(?\b[2-9][0-9]{2}(?:\) ?|[.-])[2-9][0-9]{2}[ .-][0-9]{4}\b",
        ),
        marks=("plus", "zeros", "zero", "north"),
        read=_read_with(home),
        examples=(
            Example("call +1 202-555-0143 or", "+12025550143"),
            Example("WhatsApp +7 (916) 123-45-67", "+79161234567"),
            Example("06 12 34 56 78", "+33612345678"),
            Example("tél. 0612345678", "+33612345678"),
            Example("+33 (0)6 12 34 56 78 12/27", "+33612345678"),
            Example("0033 6 12 34 56 78", "+33612345678"),
            Example("WhatsApp...(+44) 7911 123456Email", "+447911123456"),
            Example("call me (202) 555-0143", "+12025550143"),
        ),
        refused=(
            "0612345678",
            "commande 06 12 34 56 78",
            "order id 20210555014301 qty 1234567890",
            "01 02 03 04 05",
            "63 66 03 28 65 06 32 5B",
            "Buffer 02 01 04 03 06 05 08",
            "202-555-0143",
            "+1234567890",
            "version +3.3.6.12.34",
            "2014-02-06 12:34:56",
            "+33 6 12 34 56",
        ),
    )


KINDS = (kind(),)
