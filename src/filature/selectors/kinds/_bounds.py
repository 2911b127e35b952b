"""Where a messenger's name and its handle may begin and end in a text."""

from __future__ import annotations

from filature.selectors.kinds._edges import letter_after, letter_before
from filature.selectors.kinds._grammar import NAME_LEFT, NAME_RIGHT, breaks_off, closes


def is_name(text: bytes, start: int, end: int) -> bool:
    """Whether the name is a word of the text and no part of a handle, file name, path or host."""
    left = text[max(0, start - 3) : start]
    # A capital after a small letter, a digit or a full stop: a lost line break.
    opens = text[start : start + 1].isupper()
    if letter_after(text, end) or text[end : end + 1] == b"_" or text.startswith(b"://", end):
        return False
    if letter_before(text, start):
        return opens and end - start >= 5 and (left[-1:].islower() or left[-1:].isdigit())
    if opens and left[-1:] == b".":
        return True
    return not NAME_LEFT.search(left) and not NAME_RIGHT.match(text, end)


def alone(text: bytes, start: int, value: str) -> bool:
    """Whether a bare word ends its clause, or another word ran together with it: not `wickr: quay is where we sell`."""
    end = start + len(value)
    return closes(text[end : end + 24]) or letter_after(text, end)


def whole(text: bytes, end: int) -> bool:
    """Whether the handle ends there: no address, file, link, label of the next thing or cut text goes on."""
    following = text[end : end + 2]
    if letter_after(text, end) or following[:1] in (b"@", b"_") or following == b":/":
        return False
    if following[:1] in (b".", b"-", b"/") and following[1:].isalnum():
        return following[:1] == b"/"
    return not breaks_off(text, end)
