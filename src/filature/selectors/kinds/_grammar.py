"""What may stand around a messenger's handle: short patterns over bytes, and words looked up in sets."""

from __future__ import annotations

import re
from typing import NamedTuple

from filature.selectors.kinds._words import words


def _bytes(*keys: str) -> frozenset[bytes]:
    return frozenset(word.encode() for key in keys for word in words("messengers")[key])


NEVER = words("messengers")["names"] | words("messengers")["stop"]
ENDS = NEVER | words("messengers")["labels"]
_AND = frozenset({b"and", b"et", b"or", b"ou"})
_LINKING = _bytes("labels", "names") | _AND
_CALLING = frozenset(b"id user username name handle pseudo identifiant nick nickname".split())
_OWNERS, _ADDERS, _FOLLOW = _bytes("owners"), _bytes("adders"), _bytes("follow", "names")
_MOST_LABELS = 4

_GAP = rb"(?:[ \t]|\xc2\xa0){0,3}"
_WIDE = rb"(?:\s|\xc2\xa0){0,12}"
_SIGN = (
    rb"(?::|=+>?|->|\xe2\x86\x92|\xe2\x9e[\x80-\xbf]|\xef\xbc\x9a|\*{2,}|,{2,}|\.{2,}|_{2,}|/{2,}"
    rb"|(?:\xe2\x80\xa6|\xc3\xa2\xc2\xa6|\xc3\xa2\xe2\x82\xac\xc2\xa6)+\.*)"
)  # the last two: an ellipsis read in a wrong charset
_EMOJI = rb"(?:\xf0\x9f[\x80-\xbf]{2}|\xe2[\x98-\x9d][\x80-\xbf])(?:\xef\xb8\x8f)?"
_SOFT = rb"(?:" + _EMOJI + rb"[ :]?|[-|/~(\[]|\xe2\x80[\x93\x94\xa2]|\xc2\xb7)"
_QUOTE = rb"[\"'(\[<`*]|\xc2\xab|\xe2\x80[\x98\x9c]"
_LABEL = re.compile(
    _GAP
    + rb"[(/&+,-]?"
    + _GAP
    + rb"((?:[A-Za-z']|\xc3[\x80-\xbf]){1,12})(?![A-Za-z0-9_@]|[.-][A-Za-z0-9]|[\xc3-\xc9])[)]?"
)
_IS = rb"[ \t\xa0](?i:is|est|c'est|c\xe2\x80\x99est|was)\b"
# Atomic: each run of signs is taken whole, or a row of dots could be divided in too many ways.
_STRONG = _GAP + rb"(?>(?:" + _SIGN + rb"\s{0,2}[?!]{0,3}){1,6})" + _WIDE
_SIGNS = re.compile(
    rb"(?:(?P<strong>" + _STRONG + rb")|(?P<is>" + _GAP + _IS + _GAP + rb"(?>(?:" + _SIGN + rb"){0,2})" + _GAP
    + rb")|(?P<soft>" + _GAP + _SOFT + rb"{1,3}" + _GAP + rb")|(?P<space>(?:\s|\xc2\xa0){1,4})|)"
    rb"(?:" + _QUOTE + rb"){0,2}(?P<at>@{1,2} ?)?(?=[A-Za-z0-9_*+])"
)  # fmt: skip
_LAST_WORDS = re.compile(rb"([A-Za-z']+)\s{1,2}(?:([A-Za-z]+)\s{1,2})?$")
_CLOSES = re.compile(rb"\s{2}|\s{0,2}(?:$|[,;|)\](/!?\n\"'<*]|\.(?:\s|$)|[-=]\s?|\xe2\x80|\xc2\xbb)")
_NEXT_WORD = re.compile(rb"\s{0,2}([A-Za-z\xc3\xa0-\xa9]+)")
_CUT = re.compile(rb"\s{0,2}(?:\.{2,}|\xe2\x80\xa6)(?:\s|$)")
_LABELLED = re.compile(rb"\s?(?::(?!\s?[(@])|=)")
_BY = re.compile(
    rb"(?P<by>[\"')\]]?\s{1,2}(?i:on|sur|via|over|through|par|chez|using|in)\s{1,2}(?i:my |mon |the |le )?"
    rb"|@|\s?@\s|\s{0,2}[(\[]\s?)$"
)
_HANDLE = re.compile(rb"(?:([A-Za-z']{1,20})\s)?(@?)((?<![A-Za-z0-9_.-])[A-Za-z0-9_][A-Za-z0-9_.-]{1,38})$")
NAME_LEFT = re.compile(rb"(?:[A-Za-z0-9][._-]|[#_.\\?]|(?:^|[^A-Za-z0-9_.-])@|=\")$")
NAME_RIGHT = re.compile(rb"(?i)\.[a-z0-9]|-(?!id\b|me\b|name\b|user)[a-z0-9]")
ALSO = re.compile(rb"\s{0,2}(?:[,/;&|]|and\b|et\b|or\b|ou\b)\s{0,2}@")


class Link(NamedTuple):
    """What stands between a name and its handle: where the handle begins, and how much the link says."""

    end: int
    strong: bool
    says_is: bool
    loose: bool
    emoji: bool
    at: bool
    glued_at: bool
    joined: bool
    calls: bool


def link_at(window: bytes) -> Link | None:
    """The labels and signs at the beginning of ``window``; None when no handle can follow them."""
    place, seen = 0, set()
    for _ in range(_MOST_LABELS):
        label = _LABEL.match(window, place)
        if label is None or (word := label.group(1).lower()) not in _LINKING:
            break
        place = label.end()
        seen.add(word)
    signs = _SIGNS.match(window, place)
    if signs is None or signs.end() == 0:
        return None
    loose = bool(signs["soft"] or signs["space"])
    emoji = b"\xf0" in (signs["soft"] or b"")
    flags = (
        bool(signs["strong"]),
        bool(signs["is"]),
        loose,
        emoji,
        bool(signs["at"]),
        signs.start("at") == 0,
    )
    return Link(signs.end(), *flags, bool(seen & _AND), bool(seen & _CALLING))


def owned_or_added(left: bytes) -> tuple[bool, bool]:
    """Whether `my`, `mon`, … or `add … on` ends what stands before a name."""
    found = _LAST_WORDS.search(left[-24:])
    if found is None:
        return False, False
    first, second = found.group(1).lower(), (found.group(2) or b"").lower()
    return (second or first) in _OWNERS, first in _ADDERS and second in (b"on", b"sur", b"via")


def closes(following: bytes) -> bool:
    """Whether a clause ends there, or a word that leads on to the next contact follows."""
    if _CLOSES.match(following):
        return True
    word = _NEXT_WORD.match(following)
    return word is not None and word.group(1).lower() in _FOLLOW


def breaks_off(text: bytes, end: int) -> bool:
    """Whether the page cut its text there, or what ends there is the label of the next thing."""
    return _CUT.match(text, end) is not None or _LABELLED.match(text, end) is not None


class Lead(NamedTuple):
    """A handle before a name: what links them, and whether `add` or a quote as a handle stands in front."""

    by: bytes
    value: str
    at: bool
    added: bool


def lead_at(left: bytes) -> Lead | None:
    """The handle and link at the end of ``left``: `quay77 on`, `@quay (`."""
    by = _BY.search(left[-16:])
    if by is None:
        return None
    found = _HANDLE.search(left[max(0, len(left) - 64) : len(left) - len(by["by"])])
    if found is None:
        return None
    added = (found.group(1) or b"").lower() in _ADDERS - {b"contact", b"me", b"moi"}
    return Lead(by["by"], found.group(3).decode(), bool(found.group(2)), added)
