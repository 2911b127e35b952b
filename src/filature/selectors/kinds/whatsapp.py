"""WhatsApp links, and numbers that are said to be on WhatsApp."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._edges import cut_off, letter_before
from filature.selectors.kinds._links import path_of

_PATH = re.compile(
    rb"(?i)(?:(?:send/?\?phone=)?(?P<phone>(?:\+|%2B)?[1-9][0-9]{6,14})(?![A-Za-z0-9_-])"
    rb"|(?:message|qr)/(?P<link>[A-Za-z0-9]{12,16})(?![A-Za-z0-9_-])"
    rb"|(?:invite/)?(?P<group>[A-Za-z0-9]{20,24})(?![A-Za-z0-9_-])"
    rb"|channel/(?P<channel>[A-Za-z0-9]{20,28})(?![A-Za-z0-9_-]))"
)
_SAID = re.compile(
    rb"(?i)(?:[ /&,]{0,3}\b(?:id|no|nr|number|num|num\xc3\xa9ro|call|text|sms|only|app|phone|signal|telegram|or|and|et|ou|"
    rb"is|est|us|me|at|au|on|here)\b\.?){0,4}(?:\s|\xc2\xa0|\xe2\x80\xa6|\xf0\x9f[\x80-\xbf]{2}|\xef\xb8\x8f|\xe2[\x98-\x9e][\x80-\xbf]|[.:=*?/(-]){0,24}"
    rb"(?P<phone>\+\s?[0-9](?:[ ().-]{0,2}[0-9]){6,14})(?![0-9])"
)


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    if text[end - 1 : end] == b"/":
        if link := path_of(_PATH, text, start, end):
            subtype, first, last = link
            written = text[first:last].decode()
            number = "+" + written.removeprefix("%2B").removeprefix("%2b").removeprefix("+")
            yield Hit(first, last, number if subtype == "phone" else written, subtype, FORM_ONLY)
        return
    said = (
        None
        if letter_before(text, start) and text[start : start + 1].islower()
        else _SAID.match(text, end, end + 120)
    )
    if said is not None and not cut_off(text, said.end()) and (valid := _number(said["phone"].decode())):
        yield Hit(*said.span("phone"), valid, "phone", FORM_ONLY)


@lru_cache(4_096)
def _number(written: str) -> str | None:
    """The number in E.164 when its country's plan has such numbers, else None."""
    try:
        number = phonenumbers.parse(written)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


_CODE = "KxQ7vN2mZt5RwY8bHs3DfG"

KINDS = (
    Kind(
        name="whatsapp",
        meaning="A number on WhatsApp (E.164), or the code of a contact link, group or channel as written.",
        source="WhatsApp: click to chat (wa.me), group and channel links; ITU-T E.164",
        patterns=(
            r"(?i)\bwa\.me/",
            r"(?i)\b(?:api|chat|web|www)\.whatsapp\.com/",
            r"(?i)\bwhatsapp\.com/",
            r"(?i)whats?\s?app?\b",
        ),
        marks=("~a.me", "~pp.c", "~pp.c", "~tsap|~atap|~s ap|~t ap"),
        read=_read,
        subtypes=("phone", "link", "group", "channel"),
        examples=(
            Example("https://wa.me/33612345678", "+33612345678", "phone"),
            Example("api.whatsapp.com/send?phone=%2B33612345678&text=x", "+33612345678", "phone"),
            Example("WhatsApp: +33 6 12 34 56 78", "+33612345678", "phone"),
            Example("https://wa.me/message/ABCDEF12345678", "ABCDEF12345678", "link"),
            Example(f"https://chat.whatsapp.com/{_CODE}", _CODE, "group"),
            Example(f"https://whatsapp.com/channel/0029{_CODE}", f"0029{_CODE}", "channel"),
        ),
        refused=(
            "whatsapp only please",
            "whatsapp 20210555014301",
            "whatsapp: +1 555",
            "wa.me/settings",
            "whatsapp.com/download",
            "wa.me/336123 ...",
            "wa.me/3361234567 ...",
        ),
    ),
)
