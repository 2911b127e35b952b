"""Instagram user names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._handles import Context, handles
from filature.selectors.kinds._links import path_of
from filature.selectors.kinds._shapes import shape

_CONTEXT = Context(shape("A-Za-z0-9_.", "A-Za-z0-9_", 3, 30), weak=True)
_PATH = re.compile(rb"(?i)(?:stories/|_u/|@)?(?P<name>[a-z0-9_][a-z0-9_.]{1,28}[a-z0-9_])(?![A-Za-z0-9_-])")
_PATHS = frozenset(
    {
        "explore", "accounts", "about", "legal", "developer", "stories", "reel", "reels", "direct", "p",
        "tv", "web", "api", "graphql",
    }
)  # fmt: skip


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    if text[end - 1 : end] == b"/":
        link = path_of(_PATH, text, start, end)
        if link and (name := text[link[1] : link[2]].decode().lower()) not in _PATHS:
            yield Hit(link[1], link[2], name, check=FORM_ONLY)
        return
    for found in handles(_CONTEXT, text, start, end):
        yield Hit(found.start, found.end, found.value.lower(), check=FORM_ONLY)


KINDS = (
    Kind(
        name="instagram",
        meaning="An Instagram user name, in small letters.",
        source="Instagram user names: up to 30 letters, digits, full stops and underscores",
        patterns=(
            r"(?i)\binstagram\.com/",
            r"(?i)\binstagr\.am/",
            r"(?i)instagram\b",
            r"(?i)\b(?:insta|ig)\s{0,2}(?:[:=@)]|est\b|is\b|c'est)",
        ),
        marks=("~am.c", "~r.am", "~nsta", "~nsta|~^ig^|~^ige|~^igi|~^igc"),
        read=_read,
        examples=(
            Example("https://www.instagram.com/quay.side/?hl=fr", "quay.side"),
            Example("insta: quay_side", "quay_side"),
            Example("IG @quay.side", "quay.side"),
            Example("@quayside on Instagram", "quayside"),
        ),
        refused=(
            "Instagram followers x3000",
            "instagram accounts: bulk",
            "insta-ban",
            "instagram.com/p/abc",
            "instagram.com/explore/tags",
            "instagram: quay@example.org",
            "instagrams @quay",
        ),
    ),
)
