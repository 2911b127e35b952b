"""Handles of messengers, told by the messenger's name before or after them; the words are data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from filature.selectors.kinds._edges import cut_off, letter_after, letter_before
from filature.selectors.kinds._shapes import (
    Shape,
    has_capital_inside,
    is_quantity,
    looks_made_up,
    runs_into,
    trimmed_end,
)
from filature.selectors.kinds._words import words

WINDOW = 120
"""Bytes after a messenger's name within which its handle must begin."""

_KNOWN = words("messengers")


def _any(key: str) -> bytes:
    return b"|".join(re.escape(w).encode() for w in sorted(_KNOWN[key], key=lambda w: (-len(w), w)))


_GAP = rb"(?:[ \t]|\xc2\xa0){0,3}"
_WIDE = rb"(?:\s|\xc2\xa0){0,12}"
_SIGN = (
    rb"(?::|=+>?|->|\xe2\x86\x92|\xe2\x9e[\x80-\xbf]|\xef\xbc\x9a|\*{2,}|,{2,}|\.{2,}|_{2,}|/{2,}"
    rb"|(?:\xe2\x80\xa6|\xc3\xa2\xc2\xa6|\xc3\xa2\xe2\x82\xac\xc2\xa6)+\.*)"  # the last two: an ellipsis read in a wrong charset
)
_SOFT = rb"(?:[-|/~(\[]|\xe2\x80[\x93\x94\xa2]|\xc2\xb7)"
_QUOTE = rb"[\"'(\[<`*]|\xc2\xab|\xe2\x80[\x98\x9c]"
_LINK = (
    rb"(?P<labels>(?:" + _GAP + rb"[(/&+,]?" + _GAP + rb"(?i:" + _any("labels") + rb"|and|et|or|ou|"
    + _any("names") + rb")(?![A-Za-z0-9_@]|[.-][A-Za-z0-9]|[\xc3-\xc9])[)]?){0,4})"
)  # fmt: skip
_AFTER = re.compile(
    _LINK + rb"(?:(?P<strong>" + _GAP + rb"(?:" + _SIGN + rb"\s{0,2}[?!]{0,3}){1,6}" + _WIDE + rb")"
    rb"|(?P<is>"
    + _GAP
    + rb"[ \t\xa0](?i:is|est|c'est|c\xe2\x80\x99est|was)\b"
    + _GAP
    + rb"(?:"
    + _SIGN
    + rb"){0,2}"
    + _GAP
    + rb")"
    rb"|(?P<soft>" + _GAP + _SOFT + rb"{1,3}" + _GAP + rb")|(?P<space>(?:\s|\xc2\xa0){1,4})|)"
    rb"(?:" + _QUOTE + rb"){0,2}(?P<at>@{1,2} ?)?(?=[A-Za-z0-9_*+])"
)
_BEFORE = re.compile(
    rb"(?P<lead>(?:[A-Za-z']{1,20}\s)?)(?P<at>@?)(?P<handle>[A-Za-z0-9_][A-Za-z0-9_.-]{1,38})"
    rb"(?P<by>[\"')\]]?\s{1,2}(?i:on|sur|via|over|through|par|chez|using|in)\s{1,2}(?i:my |mon |the |le )?"
    rb"|@|\s?@\s|\s{0,2}[(\[]\s?)$"
)
_LABEL = re.compile(rb"(?i)\b(?:id|user|username|name|handle|pseudo|identifiant|nick|nickname)\b")
_BETWEEN = re.compile(rb"(?i)\b(?:and|et|or|ou)\b")
_ALSO = re.compile(rb"\s{0,2}(?:[,/;&|]|and\b|et\b|or\b|ou\b)\s{0,2}@")
_OWNER = re.compile(rb"(?i)(?:" + _any("owners") + rb")\s{1,2}$")
_ADDED = re.compile(rb"(?i)(?:" + _any("adders") + rb")\s{1,2}(?:on|sur|via)\s{1,2}$")
_CLOSES = re.compile(rb"\s{2}|\s{0,2}(?:$|[,;|)\](/!?\n\"'<*]|\.(?:\s|$)|[-=]\s?|\xe2\x80|\xc2\xbb|(?i:(?:"
                     + _any("follow") + rb"|" + _any("names") + rb")\b))")  # fmt: skip
_LABELLED = re.compile(rb"\s?(?::(?!\s?[(@])|=)")
_NAME_LEFT = re.compile(
    rb"(?:[A-Za-z0-9][._-]|[#_.\\]|(?:^|[^A-Za-z0-9_.-])@|[A-Za-z0-9]/[A-Za-z0-9/]*\.|=\"|\?)$"
)


@dataclass(frozen=True, slots=True)
class Context:
    """How the handles of one messenger are read: their shape, and how much the name alone is worth.

    ``weak`` names (`snap`, `instagram`) are words of their own or wares: only a sign (`:`, `@`) or an owner
    (`my … is`) counts, and a bare word only behind an owner or a label such as `username`.
    """

    shape: Shape
    weak: bool = False


class Found(NamedTuple):
    """A handle and where it stands."""

    start: int
    end: int
    value: str


def handles(context: Context, text: bytes, start: int, end: int) -> Iterator[Found]:
    """The handles that the messenger's name at ``start`` to ``end`` announces, else those it follows."""
    while end > start and not text[end - 1 : end].isalpha():
        end -= 1  # a pattern of a short name also matches the sign behind it
    if not _is_name(text, start, end):
        return
    found = _following(context, text, start, end) or _leading(context, text, start, end)
    if found is None:
        return
    yield found
    if text[found.start - 1 : found.start] == b"@":
        yield from _listed(context, text, found.end)


def _listed(context: Context, text: bytes, end: int) -> Iterator[Found]:
    """Further handles with an @ in the same list: `@quay, @pier and @dock`."""
    stop = end + WINDOW
    while end < stop and (link := _ALSO.match(text, end)) is not None:
        value = context.shape.at(text, link.end())
        if not context.shape.fits(value) or not _whole(text, link.end() + len(value)):
            return
        end = link.end() + len(value)
        yield Found(link.end(), end, value)


def _is_name(text: bytes, start: int, end: int) -> bool:
    """Whether the name is a word of the text and no part of a handle, file name, path or host."""
    left = text[max(0, start - 24) : start]
    opens = text[
        start : start + 1
    ].isupper()  # a capital after a small letter, a digit or a full stop: a lost line break
    if letter_after(text, end) or text[end : end + 1] == b"_" or text.startswith(b"://", end):
        return False
    if letter_before(text, start):
        return opens and end - start >= 5 and (left[-1:].islower() or left[-1:].isdigit())
    if opens and left[-1:] == b".":
        return True
    right = text[end : end + 2]
    return not _NAME_LEFT.search(left) and not (right[:1] in b".-" and right[1:].isalnum() and right != b"")


def _following(context: Context, text: bytes, start: int, end: int) -> Found | None:
    window = text[end : end + WINDOW]
    link = _AFTER.match(window)
    if link is None or link.end() == 0:
        return None
    handle = context.shape.at(window, link.end())
    if not handle or (link.start("at") == 0 and b"." in window[link.end() : link.end() + len(handle) + 1]):
        return None
    first = end + link.end()
    value = trimmed_end(handle, _KNOWN["names"] | _KNOWN["labels"] | _KNOWN["stop"])
    if len(value) == len(handle) and not _whole(text, first + len(value)):
        return None
    if not context.shape.fits(value) or value.lower() in _KNOWN["names"] | _KNOWN["stop"]:
        return None
    if is_quantity(value) or not _believed(context, link, text, start, first, value):
        return None
    return Found(first, first + len(value), value)


def _believed(
    context: Context, link: re.Match[bytes], text: bytes, start: int, first: int, value: str
) -> bool:
    """Whether name, link and what follows are enough to take ``value`` for a handle."""
    owned = _OWNER.search(text[max(0, start - 12) : start]) is not None
    strength = _strength(context, link, owned)
    if strength != "sure" and runs_into(value, _KNOWN["stop"]):
        return False
    if strength == "sure" or (strength in ("fair", "weak") and looks_made_up(value)):
        return True
    added = _ADDED.search(text[max(0, start - 20) : start]) is not None
    bare = not context.weak or owned or _LABEL.search(link["labels"]) is not None
    enough = (strength == "fair" and (bare or has_capital_inside(value))) or (
        strength == "weak" and (added or has_capital_inside(value))
    )
    return enough and _alone(text, first, value)


def _strength(context: Context, link: re.Match[bytes], owned: bool) -> str:
    """What the words and signs between name and handle are worth: sure, fair, weak (the handle must look made up)."""
    if not link["strong"] and _BETWEEN.search(link["labels"]):
        return "none"
    if link["at"]:
        return "sure"
    if link["strong"] or (link["is"] and owned):
        return "fair"
    if context.weak or not (link["space"] or link["soft"] or link["is"]):
        return "none"
    return "weak"


def _alone(text: bytes, start: int, value: str) -> bool:
    """Whether a bare word ends its clause, or another word ran together with it: not `wickr: quay is where we sell`."""
    end = start + len(value)
    return _CLOSES.match(text[end : end + 24]) is not None or letter_after(text, end)


def _whole(text: bytes, end: int) -> bool:
    """Whether the handle ends there: no address, file, link, label of the next thing or cut text goes on."""
    following = text[end : end + 2]
    if letter_after(text, end) or following[:1] in (b"@", b"_") or following == b":/":
        return False
    if following[:1] in (b".", b"-", b"/") and following[1:].isalnum():
        return following[:1] == b"/"
    return not (cut_off(text, end) and text[end : end + 1].isspace()) and not _LABELLED.match(text, end)


def _leading(context: Context, text: bytes, start: int, end: int) -> Found | None:
    found = _BEFORE.search(text[max(0, start - 64) : start])
    if found is None or text[end : end + 1] in (b"@", b":", b"="):
        return None
    opened = found["by"].strip() in (b"(", b"[")
    if (opened and text[end : end + 1] not in (b")", b"]")) or (context.weak and not (opened or found["at"])):
        return None
    value = found["handle"].decode()
    first = start - len(found["by"]) - len(value)
    added = found["lead"].strip().lower().decode() in _KNOWN["adders"] - {"contact", "me", "moi"}
    sure = bool(found["at"]) or looks_made_up(value) or has_capital_inside(value) or added
    known = value.lower() in _KNOWN["names"] | _KNOWN["stop"] or is_quantity(value)
    touched = letter_before(text, first - len(found["at"])) or text[first - 1 : first] in (
        b".",
        b"/",
        b"-",
        b"#",
    )
    if not sure or known or touched or not context.shape.fits(value):
        return None
    return Found(first, first + len(value), value)
