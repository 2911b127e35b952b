"""Matrix users and rooms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind, after, before
from filature.selectors.kinds._edges import cut_off, letter_after, letter_before
from filature.selectors.kinds._hosts import host_at, is_public, trimmed

_SERVER = re.compile(rb"(?i)^[@#!][a-z0-9._=/+-]{1,200}:")
_WORDS = re.compile(r"\b(?:matrix|element|riot|room|rooms|salon|salons|synapse|homeserver)\b")
_LONGEST = 255


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    found = _SERVER.match(text[start : min(end, start + _LONGEST)])
    previous = text[start - 1 : start]
    if found is None or letter_before(text, start) or previous in (b"_", b".", b"-", b"@", b"&"):
        return
    host_start = start + found.end()
    host = trimmed(host_at(text, host_start))
    last = host_start + len(host)
    run_on = text[last : last + 1].isupper()
    if not host or not is_public(host) or cut_off(text, last) or (letter_after(text, last) and not run_on):
        return
    sort = {b"@": "user", b"#": "room", b"!": "room_id"}[text[start : start + 1]]
    if sort == "user" or _told(text, start, last, host):
        local = found.group().decode()
        yield Hit(
            start, last, (local if sort == "room_id" else local.lower()) + host.lower(), sort, FORM_ONLY
        )


def _told(text: bytes, start: int, end: int, host: str) -> bool:
    """Whether a room is spoken of: # and ! in front of words with a colon are common in code."""
    near = before(text, start) + " " + after(text, end, 32)
    return "matrix" in host.lower() or _WORDS.search(near) is not None


KINDS = (
    Kind(
        name="matrix",
        meaning="A Matrix user (@name:server), room (#name:server) or room id (!code:server).",
        source="Matrix specification, appendix Identifier grammar",
        patterns=(r"(?i)[@#!][a-z0-9._=/+-]+:(?:[a-z0-9-]+\.)+[a-z]{2}",),
        marks=("sigil",),
        read=_read,
        subtypes=("user", "room", "room_id"),
        covers=frozenset({"domain"}),
        examples=(
            Example("element: @Quay_Side:Matrix.org", "@quay_side:matrix.org", "user"),
            Example("https://matrix.to/#/@quay:tchncs.de", "@quay:tchncs.de", "user"),
            Example("room #quay:tchncs.de on matrix", "#quay:tchncs.de", "room"),
            Example(
                "matrix room !OGEhHVWSdvArJzumhm:matrix.org", "!OGEhHVWSdvArJzumhm:matrix.org", "room_id"
            ),
        ),
        refused=(
            "quay@example.org:8080",
            "#nav:not.open { }",
            "@media:print.screen",
            "@quay:localhost",
            "#quay:tchncs.de",
            "git@example.org:quay.com",
            "@quay:tchncs.d ...",
        ),
    ),
)
