"""Handles of messengers, told by the messenger's name before or after them; the words are data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from filature.selectors.kinds._bounds import alone, is_name, whole
from filature.selectors.kinds._edges import letter_before
from filature.selectors.kinds._grammar import (
    ALSO,
    ENDS,
    NEVER,
    Link,
    lead_at,
    link_at,
    owned_or_added,
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
    if not is_name(text, start, end):
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
        if not context.shape.fits(value) or not whole(text, link.end() + len(value)):
            return
        end = link.end() + len(value)
        yield Found(link.end(), end, value)


def _following(context: Context, text: bytes, start: int, end: int) -> Found | None:
    window = text[end : end + WINDOW]
    link = link_at(window)
    if link is None:
        return None
    handle = context.shape.at(window, link.end)
    if not handle or (link.glued_at and b"." in window[link.end : link.end + len(handle) + 1]):
        return None
    first = end + link.end
    value = trimmed_end(handle, ENDS)
    if len(value) == len(handle) and not whole(text, first + len(value)):
        return None
    if not context.shape.fits(value) or value.lower() in NEVER or is_quantity(value):
        return None
    believed = _believed(context, link, text[max(0, start - 24) : start], value)
    if not believed and not (_may_be(context, link, text, start, value) and alone(text, first, value)):
        return None
    return Found(first, first + len(value), value)


def _strength(context: Context, link: Link, owned: bool) -> str:
    """What the words and signs between name and handle are worth: sure, fair, weak (the handle must look made up)."""
    if not link.strong and link.joined:
        return "none"
    if link.at:
        return "sure"
    if link.strong or (link.says_is and owned):
        return "fair"
    counts = link.emoji if context.weak else link.loose or link.says_is
    return "weak" if counts else "none"


def _believed(context: Context, link: Link, left: bytes, value: str) -> bool:
    """Whether the link, or the look of ``value``, is enough to take it for a handle whatever follows."""
    strength = _strength(context, link, owned_or_added(left)[0])
    if strength == "sure":
        return True
    return strength != "none" and looks_made_up(value) and not runs_into(value, NEVER)


def _may_be(context: Context, link: Link, text: bytes, start: int, value: str) -> bool:
    """Whether a bare word is a handle provided that its clause ends with it."""
    owned, added = owned_or_added(text[max(0, start - 24) : start])
    strength = _strength(context, link, owned)
    if strength not in ("fair", "weak") or runs_into(value, NEVER):
        return False
    bare = not context.weak or owned or link.calls
    return has_capital_inside(value) or (bare if strength == "fair" else added)


def _leading(context: Context, text: bytes, start: int, end: int) -> Found | None:
    lead = lead_at(text[max(0, start - 80) : start])
    if lead is None or text[end : end + 1] in (b"@", b":", b"="):
        return None
    opened = lead.by.strip() in (b"(", b"[")
    if (opened and text[end : end + 1] not in (b")", b"]")) or (context.weak and not (opened or lead.at)):
        return None
    value = lead.value
    first = start - len(lead.by) - len(value)
    previous = text[first - 1 : first]
    touched = letter_before(text, first - lead.at) or previous in (b".", b"/", b"-", b"#")
    sure = lead.at or lead.added or looks_made_up(value) or has_capital_inside(value)
    if not sure or touched or value.lower() in NEVER or is_quantity(value) or not context.shape.fits(value):
        return None
    return Found(first, first + len(value), value)
