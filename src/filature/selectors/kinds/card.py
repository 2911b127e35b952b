"""Numbers of payment cards, also in groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from stdnum import luhn

from filature.selectors.kind import Example, Hit, Kind
from filature.selectors.kinds._edges import letter_before
from filature.selectors.kinds._row import in_a_row
from filature.selectors.kinds._said import said, said_before

# Brand, first and last prefix, lengths. Source: ISO/IEC 7812 and what the brands publish of their ranges.
_RANGES = (
    ("visa", "4", "4", (13, 16, 19)),
    ("mastercard", "51", "55", (16,)),
    ("mastercard", "2221", "2720", (16,)),
    ("amex", "34", "34", (15,)),
    ("amex", "37", "37", (15,)),
    ("discover", "6011", "6011", (16, 19)),
    ("discover", "644", "659", (16, 19)),
    ("diners", "300", "305", (14,)),
    ("diners", "36", "36", (14,)),
    ("diners", "38", "39", (14,)),
    ("jcb", "3528", "3589", (16, 19)),
    ("unionpay", "62", "62", (16, 19)),
    ("mir", "2200", "2204", (16,)),
    ("maestro", "5018", "5018", (16, 19)),
    ("maestro", "5020", "5020", (16, 19)),
    ("maestro", "5038", "5038", (16, 19)),
    ("maestro", "6304", "6304", (16, 19)),
    ("maestro", "6759", "6763", (16, 19)),
)
_LAYOUTS = ((4, 4, 4, 4, 3), (4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (6, 13), (6, 10), (8, 8))
_RUN = re.compile(rb"[0-9]+(?:[ -][0-9]+)*")
_EXPIRY = re.compile(rb"[\s|:;,/-]{1,3}(?:exp\w*[\s:]*)?(?:0?[1-9]|1[0-2])[/|:. -]{0,2}(?:20)?[1-4][0-9]\b")
_BEFORE_PLAIN = b" \t\n\r|;,:(\"'>"


def brand(number: str) -> str:
    """The brand to whose ranges a card number belongs, "" when to none."""
    for name, first, last, lengths in _RANGES:
        if len(number) in lengths and first <= number[: len(first)] <= last:
            return name
    return ""


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    if letter_before(text, start) or text[max(0, start - 1) : start] in (b".", b"_", b"/", b"@"):
        return
    run = _RUN.match(text, start, end + 24)
    groups = re.split(rb"[ -]", run.group()) if run else []
    starts = [start, *accumulate((len(group) + 1 for group in groups), initial=start)][1:]
    sizes = tuple(len(group) for group in groups)
    first = 0
    while first < len(groups) and starts[first] < end:
        hit = next(_cards(text, starts[first], groups[first:], sizes[first:]), None)
        if hit:
            yield hit
        first = next(n for n in range(first + 1, len(starts)) if not hit or starts[n] > hit.end)


def _cards(text: bytes, start: int, groups: list[bytes], sizes: tuple[int, ...]) -> Iterator[Hit]:
    """The cards that begin at the first group: it alone, or it and those after it as cards are printed."""
    if 13 <= sizes[0] <= 19:
        layouts: Iterable[tuple[int, ...]] = (sizes[:1],)
    else:
        layouts = (layout for layout in _LAYOUTS if sizes[: len(layout)] == layout)
    for layout in layouts:
        if hit := _card(text, start, groups[: len(layout)]):
            yield hit


def _card(text: bytes, start: int, groups: list[bytes]) -> Hit | None:
    """The card that these groups of digits are, None when they are none."""
    number = b"".join(groups).decode()
    end = start + len(b" ".join(groups))
    if not (name := brand(number)) or not luhn.is_valid(number) or len(set(number)) < 2:
        return None
    if not _ends(text, end) or not _plausible(text, start, end, grouped=len(groups) > 1):
        return None
    masked = number[:6] + "*" * (len(number) - 10) + number[-4:]
    return Hit(start, end, number, name, details={"masked": masked, "keyed_hash": None})


def _ends(text: bytes, end: int) -> bool:
    """Whether the number goes on no further: no letter or digit follows, and no decimal."""
    rest = text[end : end + 2]
    return not (
        rest[:1].isalnum() or rest[:1] in (b"_", b"@") or (rest[:1] in (b".", b",") and rest[1:].isdigit())
    )


def _plausible(text: bytes, start: int, end: int, *, grouped: bool) -> bool:
    """Luhn lets one number in ten pass: without words of cards, a bare row of digits must not look like another id."""
    if _EXPIRY.match(text, end) or said("card", text, start, end):
        return True
    if said_before("number", text, start, 30) or (grouped and in_a_row(text, start, end, 4)):
        return False
    return grouped or start == 0 or text[start - 1] in _BEFORE_PLAIN


KINDS = (
    Kind(
        name="card",
        secret=True,
        meaning="The number of a payment card.",
        source="ISO/IEC 7812 (Luhn check digit, ranges of the issuers)",
        patterns=(
            r"\b[2-6][0-9]{3}(?:[ -]?[0-9]{4}){2}[ -]?[0-9]{1,7}",
            r"\b3[0-9]{3}[ -]?[0-9]{6}[ -]?[0-9]{4,5}",
        ),
        marks=("thirteen", "thirteen"),
        read=_read,
        examples=(
            Example("fullz 4111111111111111 12/27 123", "4111111111111111", "visa"),
            Example("4111 1111 1111 1111 12/27", "4111111111111111", "visa"),
            Example("carte 5555-5555-5555-4444", "5555555555554444", "mastercard"),
            Example("cc 5100 4111 1111 1111 1111", "4111111111111111", "visa"),
            Example("amex 3782 822463 10005", "378282246310005", "amex"),
            Example("2223003122003222|11|2026|123", "2223003122003222", "mastercard"),
        ),
        refused=(
            "4111111111111112 12/27",
            "order 4111111111111111",
            "commande n° 4111111111111111",
            "0.4111111111111111",
            "4111111111111111.5",
            "41111111111111111",
            "4111 11111111 1111",
            "9111111111111111",
            "5421 5457 5459 5423 5432",
            "54B0 5421 5457 5459 5423",
            "id=4111111111111111",
        ),
        subtypes=("visa", "mastercard", "amex"),
        covers=frozenset({"phone"}),
    ),
)
