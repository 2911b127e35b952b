"""Handles of messengers, told by the messenger's name before or after them; the words are data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from filature.selectors.kinds._edges import letter_after, letter_before
from filature.selectors.kinds._grammar import (
    ADDED,
    AFTER,
    ALSO,
    BEFORE,
    BETWEEN,
    CLOSES,
    CUT,
    ENDS,
    KNOWN,
    LABEL,
    LABELLED,
    NAME_LEFT,
    NEVER,
    OWNER,
)
from filature.selectors.kinds._shapes import (
    Shape,
    has_capital_inside,
    is_quantity,
    looks_made_up,
    runs_into,
    trimmed_end,
)

WINDOW = 120
"""Bytes after a messenger's name within which its handle must begin."""


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
    while end < stop and (link := ALSO.match(text, end)) is not None:
        value = context.shape.at(text, link.end())
        if not context.shape.fits(value) or not _whole(text, link.end() + len(value)):
            return
        end = link.end() + len(value)
        yield Found(link.end(), end, value)


def _is_name(text: bytes, start: int, end: int) -> bool:
    """Whether the name is a word of the text and no part of a handle, file name, path or host."""
    left = text[max(0, start - 24) : start]
    # A capital after a small letter, a digit or a full stop: a lost line break.
    opens = text[start : start + 1].isupper()
    if letter_after(text, end) or text[end : end + 1] == b"_" or text.startswith(b"://", end):
        return False
    if letter_before(text, start):
        return opens and end - start >= 5 and (left[-1:].islower() or left[-1:].isdigit())
    if opens and left[-1:] == b".":
        return True
    right = text[end : end + 2]
    return not NAME_LEFT.search(left) and not (right[:1] in b".-" and right[1:].isalnum() and right != b"")


def _following(context: Context, text: bytes, start: int, end: int) -> Found | None:
    window = text[end : end + WINDOW]
    link = AFTER.match(window)
    if link is None or link.end() == 0:
        return None
    handle = context.shape.at(window, link.end())
    if not handle or (link.start("at") == 0 and b"." in window[link.end() : link.end() + len(handle) + 1]):
        return None
    first = end + link.end()
    value = trimmed_end(handle, ENDS)
    if len(value) == len(handle) and not _whole(text, first + len(value)):
        return None
    if not context.shape.fits(value) or value.lower() in NEVER:
        return None
    if is_quantity(value) or not _believed(context, link, text, start, first, value):
        return None
    return Found(first, first + len(value), value)


def _believed(
    context: Context, link: re.Match[bytes], text: bytes, start: int, first: int, value: str
) -> bool:
    """Whether name, link and what follows are enough to take ``value`` for a handle."""
    owned = OWNER.search(text[max(0, start - 12) : start]) is not None
    strength = _strength(context, link, owned)
    if strength != "sure" and runs_into(value, KNOWN["stop"]):
        return False
    if strength == "sure" or (strength in ("fair", "weak") and looks_made_up(value)):
        return True
    added = ADDED.search(text[max(0, start - 20) : start]) is not None
    bare = not context.weak or owned or LABEL.search(link["labels"]) is not None
    told = has_capital_inside(value) or (bare if strength == "fair" else added)
    return strength in ("fair", "weak") and told and _alone(text, first, value)


def _strength(context: Context, link: re.Match[bytes], owned: bool) -> str:
    """What the words and signs between name and handle are worth: sure, fair, weak (the handle must look made up)."""
    if not link["strong"] and BETWEEN.search(link["labels"]):
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
    return CLOSES.match(text[end : end + 24]) is not None or letter_after(text, end)


def _whole(text: bytes, end: int) -> bool:
    """Whether the handle ends there: no address, file, link, label of the next thing or cut text goes on."""
    following = text[end : end + 2]
    if letter_after(text, end) or following[:1] in (b"@", b"_") or following == b":/":
        return False
    if following[:1] in (b".", b"-", b"/") and following[1:].isalnum():
        return following[:1] == b"/"
    return not CUT.match(text, end) and not LABELLED.match(text, end)


def _leading(context: Context, text: bytes, start: int, end: int) -> Found | None:
    found = BEFORE.search(text[max(0, start - 64) : start])
    if found is None or text[end : end + 1] in (b"@", b":", b"="):
        return None
    opened = found["by"].strip() in (b"(", b"[")
    if (opened and text[end : end + 1] not in (b")", b"]")) or (context.weak and not (opened or found["at"])):
        return None
    value = found["handle"].decode()
    first = start - len(found["by"]) - len(value)
    added = found["lead"].strip().lower().decode() in KNOWN["adders"] - {"contact", "me", "moi"}
    sure = bool(found["at"]) or looks_made_up(value) or has_capital_inside(value) or added
    known = value.lower() in NEVER or is_quantity(value)
    previous = text[first - 1 : first]
    touched = letter_before(text, first - len(found["at"])) or previous in (b".", b"/", b"-", b"#")
    if not sure or known or touched or not context.shape.fits(value):
        return None
    return Found(first, first + len(value), value)
