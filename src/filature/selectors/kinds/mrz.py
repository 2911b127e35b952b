"""The lines that machines read on passports, visas and identity cards, with all their check digits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from filature.selectors.kind import Example, Hit, Kind


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand when the lines are joined; ``checks`` are the parts, and the place of their check digit."""

    subtype: str
    number: slice
    names: slice
    checks: Sequence[tuple[tuple[slice, ...], int]]
    birth: slice
    expiry: slice | None


def _second(first: int, whole: tuple[slice, ...], last: int) -> tuple[tuple[tuple[slice, ...], int], ...]:
    """The checks in the second line of a booklet, ``first`` letters from the start of the text."""
    at = first
    own = (
        ((slice(at, at + 9),), at + 9),
        ((slice(at + 13, at + 19),), at + 19),
        ((slice(at + 21, at + 27),), at + 27),
    )
    return (*own, (whole, last)) if whole else own


def _booklet(subtype: str, width: int, *, whole: bool) -> _Layout:
    at, end = width, 2 * width - 1
    parts = (slice(at, at + 10), slice(at + 13, at + 20), slice(at + 21, end)) if whole else ()
    return _Layout(
        subtype,
        slice(at, at + 9),
        slice(5, width),
        _second(at, parts, end),
        slice(at + 13, at + 19),
        slice(at + 21, at + 27),
    )


# Source: ICAO Doc 9303 parts 4 to 7; the French card of 1988 to 2021 is a layout of its own.
_TD1 = _Layout(
    "td1",
    slice(5, 14),
    slice(60, 90),
    (
        ((slice(5, 14),), 14),
        ((slice(30, 36),), 36),
        ((slice(38, 44),), 44),
        ((slice(5, 30), slice(30, 37), slice(38, 45), slice(48, 59)), 59),
    ),
    slice(30, 36),
    slice(38, 44),
)
_FRENCH = _Layout(
    "fr_id",
    slice(36, 48),
    slice(5, 30),
    (((slice(36, 48),), 48), ((slice(63, 69),), 69), ((slice(0, 71),), 71)),
    slice(63, 69),
    None,
)
_WEIGHTS = (7, 3, 1)


def _value(letter: str) -> int:
    return 0 if letter == "<" else int(letter, 36)


def check_digit(text: str) -> int:
    """The check digit of ICAO Doc 9303: weights 7, 3, 1; letters count from 10, the filler 0."""
    return sum(_value(letter) * _WEIGHTS[n % 3] for n, letter in enumerate(text)) % 10


def _layout(joined: str) -> _Layout:
    if len(joined) == 90:
        return _TD1
    if joined.startswith("IDFRA") and len(joined) == 72 and joined[49].isalpha():
        return _FRENCH
    visa = joined[0] == "V"
    width = len(joined) // 2
    subtype = ("mrv_a" if visa else "td3") if width == 44 else ("mrv_b" if visa else "td2")
    return _booklet(subtype, width, whole=not visa)


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    joined = "".join(text[start:end].decode().split())
    layout = _layout(joined)
    for parts, at in layout.checks:
        if joined[at] != str(check_digit("".join(joined[part] for part in parts))):
            return
    given = joined[49:63] if layout is _FRENCH else ""
    names = " ".join(f"{joined[layout.names]} {given}".replace("<", " ").split())
    details: dict[str, object] = {
        "number": joined[layout.number].rstrip("<"),
        "country": joined[2:5].rstrip("<"),
        "names": names,
        "birth": joined[layout.birth],
        "expiry": joined[layout.expiry] if layout.expiry else None,
    }
    yield Hit(start, end, joined, layout.subtype, details=details)


_TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
_TD1_TEXT = "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
_TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6"
_MRV_A = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L8988901C4XXX4009078F96121096ZE184226B<<<<<<"
_FR = "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<8806923102858CORINNE<<<<<<<6512068F6"
KINDS = (
    Kind(
        name="mrz",
        meaning="The machine-readable lines of a passport, visa or identity card; the value is the lines without breaks.",
        source="ICAO Doc 9303 parts 3 to 7 (check digits); arrêté on the French identity card (two lines of 36)",
        patterns=(
            r"\b[PV][A-Z<][A-Z<]{42}\s{0,4}[A-Z0-9<]{9}[0-9][A-Z<]{3}[0-9]{7}[MFX<][0-9]{7}[A-Z0-9<]{16}",
            r"\b[IACV][A-Z<][A-Z<]{34}\s{0,4}[A-Z0-9<]{9}[0-9][A-Z<]{3}[0-9]{7}[MFX<][0-9]{7}[A-Z0-9<]{8}",
            r"\b[IAC][A-Z<]{4}[A-Z0-9<]{25}\s{0,4}[0-9]{7}[MFX<][0-9]{7}[A-Z<]{3}[A-Z0-9<]{12}\s{0,4}[A-Z<]{30}",
            r"\bIDFRA[A-Z<]{25}[A-Z0-9<]{6}\s{0,4}[A-Z0-9]{12}[0-9][A-Z<]{14}[0-9]{7}[MF][0-9]",
        ),
        marks=("angle",) * 4,
        read=_read,
        examples=(
            Example(f"passport\n{_TD3[:44]}\n{_TD3[44:]}\n", _TD3, "td3"),
            Example(f"{_TD1_TEXT[:30]} {_TD1_TEXT[30:60]} {_TD1_TEXT[60:]}", _TD1_TEXT, "td1"),
            Example(f"{_TD2[:36]}\r\n{_TD2[36:]}", _TD2, "td2"),
            Example(f"visa {_MRV_A[:44]}\n{_MRV_A[44:]}", _MRV_A, "mrv_a"),
            Example(f"CNI : {_FR[:36]}\n{_FR[36:]}", _FR, "fr_id"),
        ),
        refused=(
            _TD3.replace("L898902C36", "L898902C35"),
            _TD3[:-1] + "1",
            _TD1_TEXT.replace("7408122F", "7408123F"),
            _TD2[:-1] + "7",
            _FR[:-1] + "5",
        ),
        subtypes=("td3", "td1", "td2", "mrv_a", "fr_id"),
        covers=frozenset({"card", "iban", "phone", "plate", "tracking"}),
    ),
)
