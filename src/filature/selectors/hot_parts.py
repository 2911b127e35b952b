"""What the loop of `hot_kernel` does seldom: windows put together, shapes around digits, hexadecimal digits counted."""

from __future__ import annotations

from numba import njit, types

from filature.selectors import hot_tables as tables

BYTES = types.Array(types.uint8, 1, "C", readonly=True)
SHAPES = types.Array(types.uint16, 1, "C", readonly=True)
SPANS = types.Array(types.int64, 2, "C")
HEAD = 2
"""Rows before the windows, which say what the text holds."""
NEAR = 8
"""Windows that near are one."""
_KIND, _SHAPE = tables.KIND, tables.SHAPE
_HEX, _BLANK, _REACH = tables.HEX, tables.BLANK, tables.SHAPE_LENGTH
_INT = types.int64


@njit(_INT(BYTES, SPANS, _INT, _INT, _INT, _INT, _INT), cache=True, nogil=True)
def widened(text, out, count, start, end, floor, wall):  # type: ignore[no-untyped-def]
    """Makes the words from ``start`` to ``end`` part of the windows in ``out``, of which there are ``count``; how many
    then are. No window begins before ``floor`` or ends behind ``wall``."""
    while count > HEAD and out[count - 1, 0] >= start:
        count -= 1
        end = max(end, out[count, 1])
    near = out[count - 1, 1] + NEAR if count > HEAD else 0
    least = max(floor, near)
    while start > least and not _KIND[text[start - 1]] & _BLANK:
        start -= 1
    if count > HEAD and start <= near:
        count -= 1
        start, end = out[count, 0], max(end, out[count, 1])
    while end < wall and not _KIND[text[end]] & _BLANK:
        end += 1
    out[count, 0], out[count, 1] = start, end
    return count + 1


@njit(_INT(BYTES, SHAPES, _INT, _INT), cache=True, nogil=True)
def shaped(text, shapes, begin, end):  # type: ignore[no-untyped-def]
    """The rules (`hot_tables.shapes`) of which a shape ends in a word or right behind it."""
    shape = told = 0
    for place in range(max(0, begin - _REACH), min(text.size, end + _REACH)):
        shape = (shape << 3 | _SHAPE[text[place]]) & 0x3FFFF
        told |= shapes[shape]
    return told


@njit(_INT(BYTES, _INT, _INT), cache=True, nogil=True)
def hexes(text, begin, end):  # type: ignore[no-untyped-def]
    """The most hexadecimal digits in a row from ``begin`` to ``end``."""
    count = most = 0
    for place in range(begin, end):
        count = count + 1 if _KIND[text[place]] & _HEX else 0
        most = max(most, count)
    return most
