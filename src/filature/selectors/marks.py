"""Which patterns are worth a try in a text, by what the text holds: the marks of kinds as bits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from filature.selectors.hot_tables import LONG, LONGEST, flag

_HINT = "~"


class Marks:
    """The marks of some patterns (see `kind.Kind.marks`); `hints` are all short runs of characters among them, and the
    bit that stands for each: those that serve the same patterns share one."""

    def __init__(self, marks: Sequence[str]) -> None:
        parts = [[part for part in mark.split("|") if part] for mark in marks]
        users: dict[str, tuple[int, ...]] = {}
        for number, one in enumerate(parts):
            for hint in (part[1:] for part in one if part.startswith(_HINT)):
                users[hint] = (*users.get(hint, ()), number)
        shared = sorted(set(users.values()))
        self.hints = tuple((hint, 1 + shared.index(who)) for hint, who in sorted(users.items()))
        bits = {_HINT + hint: 1 << bit for hint, bit in self.hints}
        self._wanted = np.array(
            [
                (sum(map(_rule, one)), _lengths(one), sum({bits[part] for part in one if part in bits}))
                for one in parts
            ],
            np.int64,
        )
        self._always = ~self._wanted.any(axis=1)

    @lru_cache(4_096)  # noqa: B019
    def numbers(self, flags: int, lengths: int, hints: int) -> list[int]:
        """The numbers of the patterns that may match where a text holds that; those without a mark always."""
        held = (self._wanted & np.array((flags, lengths, hints), np.int64)).any(axis=1)
        found: list[int] = np.flatnonzero(held | self._always).tolist()
        return found


def _rule(part: str) -> int:
    return 0 if part[0].isdigit() or part.startswith(_HINT) else flag(part)


def _lengths(parts: Sequence[str]) -> int:
    """One bit for each length of a word that the parts name; beyond `LONGEST` all share the last."""
    bits = 0
    for part in parts:
        if part[0].isdigit():
            low, dash, high = part.partition("-")
            last = int(high) if high else LONGEST if dash else int(low)
            if int(low) < LONG:
                raise ValueError(f"{part}: words of fewer than {LONG} letters are not told by their length")
            bits |= sum(1 << n for n in range(min(int(low), LONGEST), min(last, LONGEST) + 1))
    return bits
