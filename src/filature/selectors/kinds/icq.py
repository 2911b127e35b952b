"""ICQ numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._edges import cut_off, letter_before

_NUMBER = re.compile(
    rb"(?i)(?:(?:\s|[(/,&]){0,2}\b(?:id|uin|no|nr|number|num|num\xc3\xa9ro|is|est|contact|support|only|me|at|on|us)\b\.?){0,3}"
    rb"(?:\s|\xc2\xa0|\xe2\x80\xa6|[.:=*#/(>-]){0,16}"
    rb"(?P<number>[1-9][0-9]{4,8}|[1-9][0-9]{0,2}(?:[ -][0-9]{3}){2}|[1-9][0-9](?:-[0-9]{2,3}){2,3})"
    rb"(?![0-9]|[ -][0-9]{3}|[.,/:][0-9]|[A-Za-z_%@$]|\s?(?:mg|usd|eur|btc|x)\b)"
)
_LINK = re.compile(
    rb"(?:people/|whitepages/about_me\.php\?uin=)?(?P<number>[1-9][0-9]{4,8})(?![A-Za-z0-9_-])"
)


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    linked = text[end - 1 : end] == b"/"
    found = (_LINK if linked else _NUMBER).match(text, end, end + 96)
    if letter_before(text, start) or text[start - 1 : start] in (b"@", b"_", b"+") or found is None:
        return
    first, last = found.span("number")
    value = re.sub(r"\D", "", text[first:last].decode())
    if 5 <= len(value) <= 9 and not cut_off(text, last):
        yield Hit(first, last, value, check=FORM_ONLY)


KINDS = (
    Kind(
        name="icq",
        meaning="An ICQ number (UIN) of five to nine digits, without the marks between them.",
        source="ICQ: universal internet numbers, icq.com/people and icq.im links",
        patterns=(r"(?i)\bicq\b", r"(?i)\bicq\.(?:com|im)/"),
        marks=("~^icq", "~cq.c|~cq.i"),
        read=_read,
        examples=(
            Example("my icq is : 612345678", "612345678"),
            Example("ICQ 612-345-678", "612345678"),
            Example("icq = 612 345 678 telegram", "612345678"),
            Example("https://icq.im/612345678", "612345678"),
        ),
        refused=(
            "icq, 24/7",
            "ICQ 2010",
            "icq +1 405 785 0282",
            "icq 4057850282",
            "icq.com/download",
            "icq, jabber and 612345678 more",
            "ICQ 12345.50",
            "icq: 612345 ...",
        ),
    ),
)
