"""Text of a table, line by line, decoded; no line is larger than a bound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from filature.sources.tabular.encoding import Encoding
from filature.sources.tabular.mending import Mender

MAX_LINE = 4 << 20
# Stands for a line beyond the bound; no text decodes to it (U+FFFF is no character).
TOO_LONG = "\uffff\n"


def lines(path: Path, encoding: Encoding, mender: Mender | None = None) -> Iterator[str]:
    """Lines with their ends made ``\\n`` (``\\r`` alone counts as an end); NUL is given as U+FFFD.

    A line of more than `MAX_LINE` characters is given as `TOO_LONG`, for the reader to reject.
    Text that was garbled before is mended, by ``mender`` where one is given to count it.
    """
    if mender is None and encoding.garbled:
        mender = Mender(encoding.garbled)
    with path.open("r", encoding=encoding.name, errors=encoding.errors, newline=None) as source:
        while line := source.readline(MAX_LINE):
            if len(line) == MAX_LINE and not line.endswith("\n"):
                while (rest := source.readline(MAX_LINE)) and not rest.endswith("\n"):
                    pass
                line = TOO_LONG
            line = mender.mend(line) if mender else line
            yield line.replace("\x00", "\ufffd") if "\x00" in line else line
