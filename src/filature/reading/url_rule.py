"""One rule about addresses of a site: which paths lead to which kind of page."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What each match of a pattern begins with; none is known of one with `|`, nor of a letter that may be left out.
_PLAIN_START = re.compile(r"\^([\w/-]+)(?![\w/*?{-])(?=[^|]*$)", re.A)


@dataclass(frozen=True, slots=True)
class UrlRule:
    """Paths that match ``pattern`` lead to pages of ``kind``; ``target`` is their one spelling, `{group}` filled in."""

    kind: str
    pattern: re.Pattern[str]
    target: str = ""

    def may_begin(self, start: str) -> bool:
        """Whether a path that begins with ``start`` may match: by the letters that the pattern begins with."""
        plain = _PLAIN_START.match(self.pattern.pattern)
        if plain is None or self.pattern.flags & (re.I | re.X):
            return True
        return start.startswith(plain[1]) or plain[1].startswith(start)
