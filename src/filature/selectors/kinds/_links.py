"""Links to the accounts of a service: a host that a pattern found, and what its path may hold."""

from __future__ import annotations

import re

from filature.selectors.kinds._edges import cut_off, letter_before

_LONGEST = 200


def path_of(path: re.Pattern[bytes], text: bytes, start: int, end: int) -> tuple[str, int, int] | None:
    """Which named group of ``path`` matches behind a host at ``start`` to ``end``, and where; None when it is cut off.

    The host stands alone or behind `//` or `www.`, never inside another host's name.
    """
    previous = text[start - 1 : start]
    if (
        letter_before(text, start)
        or previous in (b"_", b"-")
        or (previous == b"." and not _below(text, start))
    ):
        return None
    found = path.match(text, end, end + _LONGEST)
    if found is None or found.lastgroup is None:
        return None
    first, last = found.span(found.lastgroup)
    return None if cut_off(text, last) else (found.lastgroup, first, last)


def _below(text: bytes, start: int) -> bool:
    return text[max(0, start - 5) : start].lower().endswith((b"www.", b"api.", b"web.", b"//m."))
