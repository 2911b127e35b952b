"""Several ways to read the matches of one kind."""

from __future__ import annotations

from collections.abc import Iterator

from filature.selectors.kind import Hit, Read


def either(*ways: Read) -> Read:
    """A `Read` that gives what each of ``ways`` gives; they must not find the same thing twice."""

    def read(text: bytes, start: int, end: int) -> Iterator[Hit]:
        for way in ways:
            yield from way(text, start, end)

    return read
