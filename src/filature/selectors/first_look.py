"""Which patterns have a match in a text at all: one pass for all of them."""

from __future__ import annotations

from collections.abc import Sequence

import re2

MEMORY = 512 << 20
"""Bytes that the automaton may take: at RE2's own bound it is thirty times slower."""
# A match inside a word is none for most kinds. Said here, it keeps the automaton small: else each letter of a long word
# would begin a match of its own, to be followed beside all others.
_BEGINS = r"(?:\b|^|\W|_)"


class FirstLook:
    """All patterns as one automaton."""

    def __init__(self, patterns: Sequence[str], inside: Sequence[bool], memory: int = MEMORY) -> None:
        options = re2.Options()
        options.max_mem, options.never_capture, options.log_errors = memory, True, False
        self._all = range(len(patterns))
        self._set = re2.Set.SearchSet(options)
        for pattern, free in zip(patterns, inside, strict=True):
            self._set.Add((pattern if free else f"{_BEGINS}(?:{pattern})").encode())
        # No answer may mean no match, or that the memory did not suffice: a pattern that always matches tells.
        self._set.Add(b"")
        self._set.Compile()

    def numbers(self, data: bytes) -> Sequence[int]:
        """The numbers of the patterns with a match, ascending; all of them where that could not be found out."""
        found = sorted(self._set.Match(data) or ())
        return found[:-1] if found and found[-1] == len(self._all) else self._all
