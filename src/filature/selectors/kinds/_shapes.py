"""What a handle looks like, and what only looks like one: quantities, times, words that ran together."""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUANTITY = re.compile(
    r"\d+|(?:x?\d+|\d+[.,]\d+)[a-z]{0,6}|[a-z]\d{1,2}|\d+x\d+\w*|h24|24h\w*|7j7|[a-z]2[a-z]|v\d[\d.]*|q[1-4]|mp[34]|"
    r"\d+(?:st|nd|rd|th|er|e|ème)|us\d+|\d+(?:am|pm)|\d+[a-z]\d+",
    re.IGNORECASE,
)
_MIXED = re.compile(r"[a-z][A-Z][a-z]|[a-z]{2}[A-Z]")
_WORD_END = re.compile(r"(?<=[a-z0-9])([A-Z][a-z']+|[A-Z]{2,})$")
_GLUED = re.compile(r"\d(?:[A-Z][a-z]{2,}|[A-Z]{3,}|or|and|for|please)$|[a-z][A-Z]{5,}$|^(?:APP|ID)[A-Z0-9]")
_LAST_WORD = re.compile(r"\d([a-z]{4,})$")
_GLUED_NAME = re.compile(
    r"(?<=\d)(whatsapp|telegram|wickr|email|signal|session|kik|text|call|contact|snapchat)$"
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A handle's form: ``pattern`` finds the longest run at a place, ``exact`` says whether a value is one.

    ``prose`` handles are chosen by people: a capitalised word behind digits is a lost line break, not a part.
    """

    pattern: re.Pattern[bytes]
    exact: re.Pattern[str]
    prose: bool = True

    def at(self, window: bytes, start: int) -> str:
        """The run of the handle's characters that begins at ``start``; empty when there is none."""
        found = self.pattern.match(window, start)
        return found.group().decode() if found else ""

    def fits(self, value: str) -> bool:
        """Whether ``value`` is a handle by its form."""
        glued = self.prose and _GLUED.search(value) is not None
        return self.exact.fullmatch(value) is not None and not glued


def shape(letters: str, first: str, least: int, most: int) -> Shape:
    """The shape of handles of ``least`` to ``most`` of ``letters`` (a class), the first of ``first``."""
    run = rf"[{first}][{letters}]{{0,{most + 24}}}(?<![.-])"
    return Shape(
        re.compile(run.encode()), re.compile(rf"[{first}][{letters}]{{{least - 1},{most - 1}}}(?<![.-])")
    )


def is_quantity(value: str) -> bool:
    """Whether ``value`` reads as an amount, a time, a rank or a version rather than a name."""
    return _QUANTITY.fullmatch(value) is not None


def looks_made_up(value: str) -> bool:
    """Whether ``value`` is no word: it has a digit among letters, or an underscore inside."""
    has_digit = any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
    return (has_digit or "_" in value.strip("_")) and not is_quantity(value)


def has_capital_inside(value: str) -> bool:
    """Whether ``value`` is written as names are put together: `QuaySide`, `quaySIDE`."""
    return _MIXED.search(value) is not None


def runs_into(handle: str, known: frozenset[str]) -> bool:
    """Whether a word of ``known`` stands behind digits at the end: where a line break was lost, or part of a name."""
    found = _LAST_WORD.search(handle)
    return found is not None and found.group(1) in known


def trimmed_end(handle: str, known: frozenset[str]) -> str:
    """``handle`` without a word that ran together with it where a line break was lost (`quay77Email`)."""
    found = _WORD_END.search(handle) or _GLUED_NAME.search(handle)
    if found and found.start() > 0 and found.group(1).lower() in known:
        return handle[: found.start()]
    return handle
