"""Which patterns have a match in a text at all: one pass for all of them.

For this the patterns are widened, since an automaton that counts many overlapping beginnings at once grows with each
letter that it reads (a thousand times slower on digits in groups). What a widened pattern misses, the pattern misses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import re2

MEMORY = 512 << 20
"""Bytes that the automaton may take: at RE2's own bound it is thirty times slower."""
MOST = 3
"""How far is counted where a match can run over several words."""
_REPEATED = re.compile(
    r"(?P<atom>\\[xpP]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|[^\\\[{])\{(?P<low>\d+)(?P<more>,?)(?P<high>\d*)\}"
    r"|\\[xpP]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]",
    re.S,
)
_SIGNS = [chr(code) for code in range(128) if not chr(code).isalnum()]


def widened(pattern: str) -> str:
    """A pattern that matches wherever ``pattern`` does: no count goes beyond `MOST` but those within one word."""
    return _REPEATED.sub(_wider, pattern)


def _wider(found: re.Match[str]) -> str:
    atom = found["atom"]
    if atom is None or _within_a_word(atom):
        return found[0]
    low = int(found["low"])
    high = int(found["high"] or low) if found["high"] or not found["more"] else MOST + 1
    return f"{atom}{{{min(low, MOST)},{high if high <= MOST else ''}}}"


@lru_cache(1_024)
def _within_a_word(atom: str) -> bool:
    """Whether an atom of a pattern stands for ASCII letters and digits alone."""
    if atom == ")" or atom.startswith((r"\p", r"\P", r"\x{", "[^")) or "[:" in atom:
        return False
    meant = re.compile(atom)
    return not any(meant.fullmatch(sign) for sign in _SIGNS) and not meant.fullmatch("\u00e9")


class FirstLook:
    """All patterns as automata, of which two are smaller together than one: each goes by how a pattern begins."""

    def __init__(self, patterns: Sequence[str], memory: int = MEMORY) -> None:
        order = sorted(range(len(patterns)), key=lambda number: patterns[number])
        half = (len(order) + 1) // 2
        self._parts = [
            _Automaton(part, [patterns[number] for number in part], memory // 2)
            for part in (order[:half], order[half:])
        ]

    def numbers(self, data: bytes) -> list[int]:
        """The numbers of the patterns with a match, ascending; all of them where that could not be found out."""
        return sorted(number for part in self._parts for number in part.found(data))


class _Automaton:
    """Some of the patterns, under their ``numbers``."""

    def __init__(self, numbers: Sequence[int], patterns: Sequence[str], memory: int) -> None:
        options = re2.Options()
        options.max_mem, options.never_capture, options.log_errors = memory, True, False
        self._numbers = numbers
        self._set = re2.Set.SearchSet(options)
        for pattern in patterns:
            self._set.Add(widened(pattern).encode())
        # No answer may mean no match, or that the memory did not suffice: a pattern that always matches tells.
        self._set.Add(b"")
        self._set.Compile()

    def found(self, data: bytes) -> Sequence[int]:
        """The numbers of those that match, or all."""
        places = self._set.Match(data) or ()
        if len(self._numbers) not in places:
            return self._numbers
        return [self._numbers[place] for place in places if place < len(self._numbers)]
