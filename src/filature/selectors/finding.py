"""The hits of one kind alone in a text; `scan` looks for all kinds at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import re2

from filature.selectors.kind import Hit, Kind


@lru_cache(4_096)
def compiled(pattern: str) -> re2._Regexp:
    """A pattern over UTF-8 bytes."""
    options = re2.Options()
    options.never_capture = False
    return re2.compile(pattern.encode(), options)


def find(kind: Kind, text: bytes) -> Iterator[Hit]:
    """The hits of ``kind``, by pattern and then in the order of the text; the same place is given once."""
    seen: set[tuple[int, int, str]] = set()
    for pattern in kind.patterns:
        for match in compiled(pattern).finditer(text):
            for hit in kind.read(text, *match.span()):
                if (place := (hit.start, hit.end, hit.value)) not in seen:
                    seen.add(place)
                    yield hit
