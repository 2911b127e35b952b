"""Telegram names, invitations and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._edges import cut_off, letter_before
from filature.selectors.kinds._handles import Context, handles
from filature.selectors.kinds._shapes import shape
from filature.selectors.kinds._words import words

_NAME = shape("A-Za-z0-9_", "A-Za-z", 5, 32)
_CONTEXT = Context(_NAME)
_PATH = re.compile(
    rb"(?i)(?:s/)?(?:(?:\+|joinchat/|resolve\?phone=)(?P<phone>[0-9]{7,15})(?![A-Za-z0-9_-])"
    rb"|(?:\+|joinchat/|join\?invite=)(?P<invite>[A-Za-z0-9_-]{16,32})(?![A-Za-z0-9_-])"
    rb"|(?:resolve\?domain=|@)?(?P<handle>[a-z](?:_?[a-z0-9]){3,31})(?![a-z0-9_-]|\.[a-z]))"
)
_LATER = re.compile(rb"[A-Za-z', -]{1,30}\s@(?P<handle>[A-Za-z](?:_?[A-Za-z0-9]){4,31})(?![A-Za-z0-9_@.-])")
_PATHS = frozenset(
    {
        "addstickers", "addemoji", "addlist", "addtheme", "addstyle", "share", "proxy", "socks",
        "setlanguage", "login", "iv", "bg", "boost", "invoice", "contact", "confirmphone", "giftcode",
        "join", "joinchat", "resolve", "settings", "passport", "folder", "url",
    }
)  # fmt: skip


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    if text[end - 1 : end] == b"/":
        yield from _link(text, start, end)
        return
    found = [(f.start, f.end) for f in handles(_CONTEXT, text, start, end)] or list(_later(text, start, end))
    for first, last in found:
        yield Hit(first, last, text[first:last].decode().lower(), "handle", FORM_ONLY)


def _link(text: bytes, start: int, end: int) -> Iterator[Hit]:
    found = _PATH.match(text, end, end + 80)
    if letter_before(text, start) or text[start - 1 : start] in (b"_", b"-") or not found:
        return
    subtype = str(found.lastgroup)
    first, last = found.span(subtype)
    value = text[first:last].decode()
    if (subtype == "handle" and value.lower() in _PATHS) or cut_off(text, last):
        return
    if subtype == "phone":
        value = f"+{value}"
        first -= text[first - 1 : first] == b"+"
    yield Hit(first, last, value.lower() if subtype == "handle" else value, subtype, FORM_ONLY)


def _later(text: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`join our telegram for news @quayside`: the one name with an @ in the sentence that names no other service."""
    found = None if letter_before(text, start) else _LATER.match(text, end, end + 80)
    if (
        found is None
        or set(text[end : found.start("handle")].decode().lower().split()) & words("messengers")["names"]
    ):
        return
    if found["handle"].decode().lower() not in words("messengers")["stop"]:
        yield found.span("handle")


KINDS = (
    Kind(
        name="telegram",
        meaning="A Telegram name (small letters, no @), the code of an invitation (as written), or a number of a link.",
        source="Telegram: deep links (core.telegram.org/api/links), usernames of 5 to 32 characters (4 in links)",
        patterns=(
            r"(?i)\b(?:t|telegram)\.(?:me|dog)/",
            r"(?i)\btg://",
            r"(?i)t[eé]ll?[eé]gram+e?\b",
            r"(?i)\b(?:tg|tlgrm)\s{0,2}[:@)]",
        ),
        marks=("~t.me|~m.me|~t.do|~m.do", "~^tg*", "~egra|~?gra", "~^tg*|~lgrm"),
        read=_read,
        subtypes=("handle", "invite", "phone"),
        covers=frozenset({"email"}),
        examples=(
            Example("telegram @Quay_Side_eu 24/7", "quay_side_eu", "handle"),
            Example("tg https://t.me/quay_docs", "quay_docs", "handle"),
            Example("tg://resolve?domain=quay_docs", "quay_docs", "handle"),
            Example("join https://t.me/+AbCdEfGhIjKlMnOp", "AbCdEfGhIjKlMnOp", "invite"),
            Example(
                "https://telegram.me/joinchat/AAAAAEhIjKlMnOpQrStUvw", "AAAAAEhIjKlMnOpQrStUvw", "invite"
            ),
            Example("t.me/+33612345678", "+33612345678", "phone"),
            Example("@quayside77 on telegram", "quayside77", "handle"),
            Example("quayside77 sur Telegram", "quayside77", "handle"),
            Example("mon télégram est @quayside", "quayside", "handle"),
            Example("send it to Telegram@Quayside0", "quayside0", "handle"),
            Example("join our telegram channel for news @quayside", "quayside", "handle"),
            Example("tg: quayside", "quayside", "handle"),
        ),
        refused=(
            "telegram only please",
            "Telegram: join our channel",
            "contact me on telegram",
            "telegram.exe, telegram.org/faq",
            "quay.telegram@example.org",
            "telegram: quay@example.org",
            "@media screen { telegram: none }",
            "on twitter @quayside, telegram soon",
            "t.me/share/url?url=x and t.me/addstickers/Quay",
            "t.me/quays ...",
            "first.me/quayside",
            "we use telegram or twitter @quayside",
            "Telegram 5.10 for 24h",
            "TG/abcde",
            "int tg = not_a_year;",
        ),
    ),
)
