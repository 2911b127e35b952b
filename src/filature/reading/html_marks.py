"""The marks that stand for blocks, lines and cells in the text of a page, and the table that finds them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

BLOCK, LINE, PRE, END_PRE = 0x0C, 0x1E, 0x1C, 0x1D

GROWTH = 6
"""How many bytes longer the text gets by the marks of one tag, at most."""


def kind_table() -> npt.NDArray[np.uint8]:
    """What each byte of UTF-8 may be: a letter (0), a blank (1), a block mark (2), a line mark (3), or the first
    byte of a blank beyond ASCII (4)."""
    table = np.zeros(256, np.uint8)
    table[[*range(0x09, 0x0E), *range(0x1C, 0x21)]] = 1
    table[BLOCK], table[LINE] = 2, 3
    table[[0xC2, 0xE1, 0xE2, 0xE3]] = 4
    table.flags.writeable = False
    return table
