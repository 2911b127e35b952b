"""Numbers in groups, for the loop of `hot_kernel`: how many digits stand in a row, and what stands before them."""

from __future__ import annotations

from numba import njit, types

from filature.selectors import hot_tables as tables
from filature.selectors.hot_parts import BYTES
from filature.selectors.hot_tables import flag

_KIND, _DIGIT, _LETTER = tables.KIND, tables.DIGIT, tables.LETTER
_PLUS, _LETTERS, _ZERO = flag("plus"), flag("letters"), flag("zero")
_ZEROS, _THIRTEEN = flag("zeros"), flag("thirteen")
_INT = types.int64
_NONE = 99


_STATE = types.UniTuple(_INT, 7)  # type: ignore[no-untyped-call]


@njit(_STATE(BYTES, *[_INT] * 8), cache=True, nogil=True)
def numbered(text, begin, end, chain, digits, zero, zeros, gap, plain):  # type: ignore[no-untyped-def]
    """Goes on with a number over one more word (``begin`` to ``end``): what it tells (`hot_tables.flag`), then where the
    number begins, its digits, how many stood before a word's zero and before two of them, what lies between two of its
    groups at most, and whether that is blanks alone."""
    told = 0
    for place in range(begin, end):
        if not _KIND[text[place]] & _DIGIT:
            gap = _NONE
            continue
        if gap > 4:
            chain, digits, zero, zeros, plain = place, 0, _NONE, _NONE, 1
        if gap > 1:
            zero = _NONE
        if place == begin and text[place] == 0x30 and end - begin > 1:
            zero = min(zero, digits)
            if text[place + 1] == 0x30:
                zeros = min(zeros, digits)
        digits += 1
        gap = 0
        one = text[chain - 1] if chain else 0x20
        two = text[chain - 2] if chain > 1 else 0x20
        told |= _THIRTEEN if digits >= 13 else 0
        told |= _ZERO if digits - zero >= 9 else 0
        told |= _ZEROS if digits - zeros >= 9 else 0
        told |= _PLUS if digits >= 7 and (one == 0x2B or two == 0x2B) else 0
        told |= _LETTERS if 8 <= digits <= 10 and plain and (_KIND[one] | _KIND[two]) & _LETTER else 0
    return told, chain, digits, zero, zeros, gap, plain
