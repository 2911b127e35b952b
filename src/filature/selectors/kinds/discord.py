"""Discord user names, ids and invitations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._handles import Context, handles
from filature.selectors.kinds._links import path_of
from filature.selectors.kinds._shapes import Shape

_SHAPE = Shape(
    re.compile(rb"[A-Za-z0-9_][A-Za-z0-9_.]{1,48}(?:#[0-9]{1,8})?(?<!\.)"),
    re.compile(r"[a-z0-9_][a-z0-9_.]{2,31}|[A-Za-z0-9_.]{2,32}#[0-9]{4}"),
)
_CONTEXT = Context(_SHAPE, weak=True)
_PATH = re.compile(
    rb"(?:users/(?P<id>[0-9]{17,20})(?![0-9])|invite/(?P<invite>[A-Za-z0-9-]{2,32})(?![A-Za-z0-9_-]))"
)
_SHORT = re.compile(rb"(?P<invite>[A-Za-z0-9-]{2,32})(?![A-Za-z0-9_-])")


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    if text[end - 1 : end] == b"/":
        path = _SHORT if text[start:end].lower() == b"discord.gg/" else _PATH
        if link := path_of(path, text, start, end):
            yield Hit(link[1], link[2], text[link[1] : link[2]].decode(), link[0], FORM_ONLY)
        return
    for found in handles(_CONTEXT, text, start, end):
        tagged = "#" in found.value
        yield Hit(found.start, found.end, found.value if tagged else found.value.lower(), "name", FORM_ONLY)


KINDS = (
    Kind(
        name="discord",
        meaning="A Discord user name (with #1234 as written, else in small letters), a user's number or an invitation.",
        source="Discord: user names since 2023 and tags before, invitation and user links",
        patterns=(r"(?i)\bdiscord\.gg/", r"(?i)\bdiscord(?:app)?\.com/", r"(?i)discord\b"),
        marks=("~d.gg", "~rd.c|~pp.c", "~scor"),
        read=_read,
        subtypes=("name", "id", "invite"),
        examples=(
            Example("discord: Quay#0420", "Quay#0420", "name"),
            Example("mon discord c'est quay_side", "quay_side", "name"),
            Example("join discord.gg/QuaySide7", "QuaySide7", "invite"),
            Example("https://discord.com/invite/quay-side", "quay-side", "invite"),
            Example("https://discord.com/users/123456789012345678", "123456789012345678", "id"),
        ),
        refused=(
            "order#1234",
            "Discord Nitro 1 year",
            "discord: join us",
            "discord.com/channels/1/2",
            "discord: quay@example.org",
            "discord.gg/quay ...",
        ),
    ),
)
