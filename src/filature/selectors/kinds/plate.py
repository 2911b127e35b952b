"""Number plates of vehicles: French in their two systems, and those of some neighbours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._edges import touched
from filature.selectors.kinds._said import said

_REACH = 45


class _Form(NamedTuple):
    """How a country writes plates: the whole form, the canonical one, and which words must stand near it ("": none)."""

    country: str
    form: re.Pattern[str]
    made: Callable[[re.Match[str]], str]
    words: str = "vehicle"


_SIV = "[A-HJ-NP-TV-Z]"
"""The letters of French plates since 2009: no I, O, U."""
_NL = "[BDFGHJ-NPR-TV-XZ]"
"""The letters of Dutch plates: no vowels, C, Q, Y."""


def _joined(mark: str) -> Callable[[re.Match[str]], str]:
    return lambda match: mark.join(match.groups())


# Sources: arrêté du 9 février 2009 (SIV) and that of 1984 (FNI: number, letters, department); DVLA INF104 (UK);
# FZV annex 1 (Germany); real decreto 2822/1998 (Spain); arrêté royal of 2009 (Belgium); RDW side codes (Netherlands).
_FORMS = (
    _Form(
        "fr_siv",
        re.compile(f"((?!SS|WW){_SIV}{{2}})-((?!000)[0-9]{{3}})-((?!SS){_SIV}{{2}})"),
        _joined("-"),
        "",
    ),
    _Form(
        "fr_siv",
        re.compile(f"((?!SS|WW){_SIV}{{2}}) ?((?!000)[0-9]{{3}}) ?((?!SS){_SIV}{{2}})"),
        _joined("-"),
    ),
    _Form(
        "fr_fni",
        re.compile(f"([1-9][0-9]{{1,3}})[ -]?({_SIV}{{2,3}})[ -]?(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])"),
        _joined(" "),
        "vehicle_fr",
    ),
    _Form("uk", re.compile("([A-HJ-PR-Y]{2}(?:0[2-9]|[1-7][0-9])) ?([A-HJ-PR-Z]{3})"), _joined(" ")),
    _Form(
        "de",
        re.compile("([A-ZÄÖÜ]{1,3})-([A-Z]{1,2})[ -]?([1-9][0-9]{0,3}[EH]?)"),
        lambda match: f"{match[1]}-{match[2]} {match[3]}",
    ),
    _Form("be", re.compile("([12])-([A-Z]{3})-([0-9]{3})"), _joined("-")),
    _Form("es", re.compile("([0-9]{4})[ -]?((?!GBP|BTC|LTC|XMR|CHF)[BCDFGHJ-NPR-TV-Z]{3})"), _joined(" ")),
    _Form(
        "nl",
        re.compile(
            f"([0-9]{{2}})-({_NL}{{3}})-([0-9])|([0-9])-({_NL}{{3}})-([0-9]{{2}})|({_NL}{{2}})-([0-9]{{3}})-({_NL})"
            f"|({_NL})-([0-9]{{3}})-({_NL}{{2}})|([0-9]{{2}})-({_NL}{{2}})-({_NL}{{2}})"
        ),
        lambda match: match[0],
    ),
)


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    if touched(text, start, end, b"-_/=@#&.$%+"):
        return
    raw = text[start:end].decode()
    for country, form, made, words in _FORMS:
        if (match := form.fullmatch(raw)) and (not words or said(words, text, start, end, _REACH)):
            yield Hit(start, end, made(match), country, check=FORM_ONLY)
            return


KINDS = (
    Kind(
        name="plate",
        meaning="A number plate, in the form that its country gives it; without the French hyphens, words must say so.",
        source="National rules: France (SIV 2009, FNI), United Kingdom, Germany, Belgium, Spain, Netherlands",
        patterns=(
            r"\b[A-HJ-NP-TV-Z]{2}[ -]?[0-9]{3}[ -]?[A-HJ-NP-TV-Z]{2}\b",
            r"\b[1-9][0-9]{1,3}[ -]?[A-HJ-NP-TV-Z]{2,3}[ -]?[0-9][0-9AB][1-6]?\b",
            r"\b[A-Y]{2}[0-9]{2} ?[A-Z]{3}\b",
            r"\b(?:[A-Z]|Ä|Ö|Ü){1,3}-[A-Z]{1,2}[ -]?[1-9][0-9]{0,3}[EH]?\b",
            r"\b[12]-[A-Z]{3}-[0-9]{3}\b",
            r"\b[0-9]{4}[ -]?[BCDFGHJ-NPR-TV-Z]{3}\b",
            r"\b(?:[0-9]{1,2}-[B-Z]{2,3}-(?:[0-9]{1,2}|[B-Z]{2})|[B-Z]{1,2}-[0-9]{3}-[B-Z]{1,2})\b",
        ),
        marks=("plate_1", "plate_2", "plate_3", "plate_4", "plate_5", "plate_6", "plate_7"),
        read=_read,
        examples=(
            Example("Clio grise AB-123-CD", "AB-123-CD", "fr_siv"),
            Example("plaque AB 123 CD volée", "AB-123-CD", "fr_siv"),
            Example("immatriculée 1234 AB 75", "1234 AB 75", "fr_fni"),
            Example("plates AB12 CDE in stock", "AB12 CDE", "uk"),
            Example("Kennzeichen M-XY 1234", "M-XY 1234", "de"),
            Example("plaque belge 1-ABC-234", "1-ABC-234", "be"),
            Example("matrícula, plate 1234 BCD", "1234 BCD", "es"),
            Example("number plate 12-BDF-3", "12-BDF-3", "nl"),
        ),
        refused=(
            "AB 123 CD",
            "plate AI-123-CD",
            "plate SS-123-CD",
            "AB-123-CD-1",
            "AB12 CDE",
            "M-XY 1234",
            "plate 100 MG 50",
            "1000 MDS",
        ),
        subtypes=("fr_siv", "fr_fni", "uk", "de", "be", "es", "nl"),
    ),
)
