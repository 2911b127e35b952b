"""The marks that stand for blocks, lines and cells while a page is parsed, and the tables that set and find them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

BLOCK, LINE, PRE, END_PRE = 0x0C, 0x1E, 0x1C, 0x1D

# What a tag gets: bits, so that `</pre>` may end a block and kept lines at once.
AS_BLOCK, AS_CELL, AS_ROW, AS_LINE, AS_PRE, AS_END_PRE, AS_BLOCK_AFTER = 1, 2, 4, 8, 16, 32, 64
GROWTH = 6
"""How many bytes longer a tag can get by its marks; the shortest tag has two."""

SLOTS = 8_192


def slot(name: bytes) -> int:
    """Where the marks of a tag of this name (lower case, `/` in front of an end tag) stand in the table."""
    found = 0
    for byte in name:
        found = (found * 131 + byte) % SLOTS
    return found


def tag_table(marks: dict[bytes, int]) -> npt.NDArray[np.uint8]:
    """The table that `set_marks` takes; ValueError when two names meet in one slot."""
    table = np.zeros(SLOTS, np.uint8)
    for name, bits in marks.items():
        if table[slot(name)]:
            raise ValueError(f"{name!r} meets another tag name: change the factor of `slot`")
        table[slot(name)] = bits
    table.flags.writeable = False
    return table


def kind_table() -> npt.NDArray[np.uint8]:
    """What each byte of UTF-8 may be: a letter (0), a blank (1), a block mark (2), a line mark (3), or the first
    byte of a blank beyond ASCII (4)."""
    table = np.zeros(256, np.uint8)
    table[[*range(0x09, 0x0E), *range(0x1C, 0x21)]] = 1
    table[BLOCK], table[LINE] = 2, 3
    table[[0xC2, 0xE1, 0xE2, 0xE3]] = 4
    table.flags.writeable = False
    return table
