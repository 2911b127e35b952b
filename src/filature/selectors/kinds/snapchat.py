"""Snapchat user names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._handles import Context, handles
from filature.selectors.kinds._links import path_of
from filature.selectors.kinds._shapes import shape

_CONTEXT = Context(shape("A-Za-z0-9_.-", "A-Za-z", 3, 15), weak=True)
_PATH = re.compile(rb"(?i)(?:add/|@)(?P<name>[a-z][a-z0-9_.-]{1,13}[a-z0-9_])(?![A-Za-z0-9_-])")


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    if text[end - 1 : end] == b"/":
        if link := path_of(_PATH, text, start, end):
            yield Hit(link[1], link[2], text[link[1] : link[2]].decode().lower(), check=FORM_ONLY)
        return
    for found in handles(_CONTEXT, text, start, end):
        yield Hit(found.start, found.end, found.value.lower(), check=FORM_ONLY)


KINDS = (
    Kind(
        name="snapchat",
        meaning="A Snapchat user name, in small letters.",
        source="Snapchat user names: 3 to 15 letters, digits, and one of . - _",
        patterns=(r"(?i)\bsnapchat\.com/", r"(?i)snapchat\b", r"(?i)\bsnap\b"),
        marks=("~at.c", "~snap", "~snap"),
        read=_read,
        examples=(
            Example("https://www.snapchat.com/add/quay.side77", "quay.side77"),
            Example("mon snap c'est lequai", "lequai"),
            Example("Snap : lequai_75", "lequai_75"),
            Example("add my snapchat: quayside", "quayside"),
            Example("@lequai sur snap", "lequai"),
        ),
        refused=(
            "pull and snap 85%",
            "snap shots",
            "it should snap: crackle and pop",
            "scroll-snap-type: mandatory; scroll-snap: x",
            "Snapchat account for sale",
            "snap: quay@example.org",
            "snapchat.com/discover/x",
            "my snap is banned",
        ),
    ),
)
