"""Numbers of parcels: posts of the world (S10), La Poste's Colissimo, UPS, DHL."""

from __future__ import annotations

from collections.abc import Iterator

from phonenumbers import SUPPORTED_REGIONS as COUNTRIES

from filature.selectors.kind import FORM_ONLY, PASSED, Example, Hit, Kind
from filature.selectors.kinds._said import said


def _s10(number: str) -> bool:
    """UPU S10: eight digits, then one so that the sum of the digits by weight is right modulo 11."""
    total = sum(int(d) * w for d, w in zip(number[2:10], (8, 6, 4, 2, 3, 5, 9, 7), strict=True))
    return (11 - total % 11) % 11 % 10 + 5 * (total % 11 == 0) == int(number[10]) and number[11:] in COUNTRIES


def _gs1(digits: str) -> bool:
    """The last digit by weights 3 and 1 from the right, as for articles and pallets (GS1)."""
    return sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(reversed(digits))) % 10 == 0


def _ups(number: str) -> bool:
    """UPS: fifteen letters and digits after 1Z, every second one counted twice; A counts 2, B 3, and so on."""
    values = [int(c) if c.isdigit() else (ord(c) - 63) % 10 for c in number[2:]]
    return (
        values[-1] == -sum(v * (1 + n % 2) for n, v in enumerate(values[:-1])) % 10 and number[-1].isdigit()
    )


def _carrier(number: str) -> tuple[str, str] | None:
    """The carrier whose number it is, and how that was checked."""
    if number.startswith("1Z"):
        found = ("ups", PASSED) if len(number) == 18 and _ups(number) else None
    elif number[0].isalpha() and number[-1].isalpha():
        found = ("s10", PASSED) if _s10(number) else None
    elif number.startswith("J"):
        found = ("dhl", FORM_ONLY)
    elif number[1].isalpha():
        found = ("colissimo", PASSED) if _gs1(number[2:]) else None
    elif len(number) == 20:
        found = ("dhl", PASSED) if _gs1(number) else None
    else:  # an air waybill of DHL Express: the tenth digit is what the others leave when divided by 7
        found = ("dhl", PASSED) if int(number[:9]) % 7 == int(number[9]) else None
    return found


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    raw = text[start:end].decode()
    if raw[:3].lower() == "dhl":
        start, raw = end - 10, raw[-10:]
    number = raw.upper().replace(" ", "")
    if len(set(number)) < 4 or (raw != raw.upper() and not said("parcel", text, start, end)):
        return
    if found := _carrier(number):
        yield Hit(start, end, number, *found)


KINDS = (
    Kind(
        name="tracking",
        meaning="The number of a parcel or a letter with a carrier.",
        source="UPU S10 (check digit modulo 11); La Poste Colissimo and DHL 003404 (GS1 check digit); UPS 1Z check digit; "
        "DHL Express (modulo 7, after the word DHL) and JJD, JVGL (form)",
        patterns=(
            r"(?i)\b[a-z]{2} ?[0-9]{2,3} ?[0-9]{3} ?[0-9]{3} ?[0-9]? ?[a-z]{2}\b",
            r"(?i)\b1z ?[0-9a-z]{3} ?[0-9a-z]{3} ?[0-9a-z]{2} ?[0-9a-z]{4} ?[0-9a-z]{4}\b",
            r"\b[0-9][A-Z] ?[0-9]{5} ?[0-9]{5} ?[0-9]\b",
            r"\b(?:JJD|JVGL)[0-9]{10,20}\b",
            r"\b003404[0-9]{14}\b",
            r"(?i)\bdhl\b[^0-9\n]{0,30}\b[0-9]{10}\b",
        ),
        marks=("letters", "~^#z*", "colissimo", "~jjd#|~vgl#", "thirteen", "~^dhl"),
        read=_read,
        examples=(
            Example("suivi RR123456785FR", "RR123456785FR", "s10"),
            Example("Tracking: rb 123 456 785 gb", "RB123456785GB", "s10"),
            Example("colis 8L 01234 56789 5", "8L01234567895", "colissimo"),
            Example("1Z999AA10123456784", "1Z999AA10123456784", "ups"),
            Example("sent with DHL Express no. 1234567891", "1234567891", "dhl"),
            Example("JJD000390007882823456", "JJD000390007882823456", "dhl"),
        ),
        refused=(
            "RR123456786FR",
            "RR123456785XX",
            "rr123456785fr",
            "8L01234567896",
            "1Z999AA10123456785",
            "1234567891",
            "DHL 1234567892",
            "00340434161094000000",
        ),
        subtypes=("s10", "colissimo", "ups", "dhl"),
        covers=frozenset({"card", "phone", "plate"}),
    ),
)
