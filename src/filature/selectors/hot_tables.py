"""What the loop of `hot_kernel` goes by: the kinds of bytes, and tables of short runs of classes of characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.uint8]
DIGIT, HEX, UPPER, LETTER, BLANK, GAP, HOST, GROUP_GAP = (1 << bit for bit in range(8))
ALNUM = DIGIT | LETTER
GRAM, SHAPE_LENGTH = 4, 6


def _kinds() -> Table:
    listed = {
        DIGIT: b"0123456789", HEX: b"0123456789abcdefABCDEF", UPPER: bytes(range(65, 91)),
        LETTER: bytes((*range(65, 91), *range(97, 123))), BLANK: b"\t\n\f\r ", GAP: b" ().-/+",
        HOST: b"0123456789_-" + bytes((*range(65, 91), *range(97, 123))), GROUP_GAP: b"\t\n\f\r :.-\xc2\xa0",
    }  # fmt: skip
    table = np.zeros(256, np.uint8)
    for kind, members in listed.items():
        table[list(members)] |= kind
    return table


def _codes(members: Iterable[tuple[bytes, int]]) -> Table:
    table = np.zeros(256, np.uint8)
    for listed, code in members:
        table[list(listed)] = code
    return table


_DIGITS, _BLANK_CODE, _UNDERSCORE, _DOT, _OUTSIDE = 27, 28, 29, 30, 31
KIND = _kinds()
CLASS = _codes(
    (
        *((bytes((65 + n, 97 + n)), 1 + n) for n in range(26)),
        (b"0123456789", _DIGITS), (b"\t\n\f\r ", _BLANK_CODE), (b"_", _UNDERSCORE), (b".", _DOT),
        (bytes(range(128, 256)), _OUTSIDE),
    )
)  # fmt: skip
"""Five bits for each byte: letters by themselves, whatever their case, then digits, blanks and so on."""
SHAPE = _codes(((b"0123456789", 1), (bytes(range(65, 91)), 2), (b"-", 3), (b" ", 4)))
"""Three bits for each byte: what number plates are made of."""
_MEANS = {
    "#": (_DIGITS,), " ": (_BLANK_CODE,), "_": (_UNDERSCORE,), ".": (_DOT,), "?": (_OUTSIDE,), "*": tuple(range(32)),
    "^": (0, _BLANK_CODE, _DOT, _OUTSIDE), "&": tuple(range(1, 27)),
    **{chr(97 + n): (1 + n,) for n in range(26)},
}  # fmt: skip
# Of the forms of plates what fits into six characters; D is a digit, U a capital.
_PLATES = ("U[ -]?DDD[ -]?U", "UUU[ -]?DD", "D[ -]?UU[ -]?D", "UDD ?UU", "U-UU?[ -]?D", "DDDD[ -]?UU", "D-UU", "U-DDD-")
_SIGN = {"D": 1, "U": 2, "-": 3, " ": 4}


def grams(hints: Iterable[str]) -> Table:
    """For each four classes in a row whether they are one of ``hints`` (see `kind.Kind.hints`): 1. Two letters and two
    digits, which an account number begins with, count at the beginning of a word only: 2."""
    table = np.zeros(32**GRAM, np.uint8)
    for letters in product(_MEANS["&"], repeat=2):
        table[_code((*letters, _DIGITS, _DIGITS), 5)] = 2
    for hint in hints:
        for classes in product(*(_MEANS[sign] for sign in hint.rjust(GRAM, "*"))):
            table[_code(classes, 5)] = 1
    return table


def shapes() -> Table:
    """For each six shapes in a row whether they end in a part of a number plate."""
    table = np.zeros(8**SHAPE_LENGTH, np.uint8)
    for form in _PLATES:
        for written in _expanded(form):
            code, period = _code([_SIGN[sign] for sign in written], 3), 8 ** len(written)
            table[code::period] = 1
    return table


def _expanded(form: str) -> Iterator[str]:
    """All that a form stands for; one that is too long without its last characters."""
    parts = re.findall(r"(\[[^]]*\]|.)(\??)", form)
    choices = [(*part.strip("[]"), *([""] if maybe else [])) for part, maybe in parts]
    yield from {"".join(chosen)[:SHAPE_LENGTH] for chosen in product(*choices)}


def _code(classes: Iterable[int], bits: int) -> int:
    code = 0
    for one in classes:
        code = code << bits | one
    return code
