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
LONG, LONGEST = 26, 62
"""From how many letters and digits on words are told by their length, and up to which."""
RULES = (
    "plate_1", "plate_2", "plate_3", "plate_4", "plate_5", "plate_6", "plate_7", "north", "colissimo", "dot", "at", "sigil",
    "scheme", "query", "angle", "groups", "hex", "plus", "letters", "zero", "zeros", "thirteen", "ipv4", "colons", "account",
)  # fmt: skip
"""What a text may hold, by bit: the shapes of `_SHAPES`, a name with a full stop in it, `x@y`, `@x:y`, `://`, `x:…?`,
capitals with `<` or many of them, groups of hexadecimal digits, sixteen of them in a row; digits after a plus sign, eight
after letters, nine from a word's zero on, the same from two zeros on, thirteen, dotted ones; colons; the beginning of an
account number."""


def flag(rule: str) -> int:
    """The bit of a rule."""
    return 1 << RULES.index(rule)


def _kinds() -> Table:
    listed = {
        DIGIT: b"0123456789", HEX: b"0123456789abcdefABCDEF", UPPER: bytes(range(65, 91)),
        LETTER: bytes((*range(65, 91), *range(97, 123))), BLANK: b"\t\n\f\r ", GAP: b" ().-/",
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
SHAPE = _codes(((b"0123456789", 1), (bytes(range(65, 91)), 2), (b"-", 3), (b" ", 4), (b")", 5), (b".", 6)))
"""Three bits for each byte: what number plates are made of."""
_MEANS = {
    "#": (_DIGITS,), " ": (_BLANK_CODE,), "_": (_UNDERSCORE,), ".": (_DOT,), "?": (_OUTSIDE,), "*": tuple(range(32)),
    "^": (0, _BLANK_CODE, _DOT, _OUTSIDE), "&": tuple(range(1, 27)),
    **{chr(97 + n): (1 + n,) for n in range(26)},
}  # fmt: skip
# Of the forms of plates, of North American telephone numbers and of parcels what fits into six characters; D is a digit,
# U a capital. What is too long loses its beginning.
_SHAPES = (
    ("U[ -]?DDD[ -]?U",), ("UUU[ -]?DD", "D[ -]?UU[ -]?D"), ("UDD ?UU",), ("U-UU?[ -]?D",), ("D-UUU-",), ("DDDD[ -]?UU",),
    ("D-UU", "U-DDD-"), ("[).-]DDD[. -]D", ") DDD[. -]"), ("DU ?DDDD",),
)  # fmt: skip
_SIGN = {"D": 1, "U": 2, "-": 3, " ": 4, ")": 5, ".": 6}


def grams(hints: Iterable[tuple[str, int]]) -> Table:
    """For each four classes in a row the number of the hint (see `kind.Kind.marks`) that they are, from 1 on; 0 for none.
    ValueError when they are two with different numbers."""
    table = np.zeros(32**GRAM, np.uint8)
    for hint, number in hints:
        for classes in product(*(_MEANS[sign] for sign in hint.rjust(GRAM, "*"))):
            code = _code(classes, 5)
            if table[code] not in (0, number):
                raise ValueError(f"{hint}: another hint may be the same characters")
            table[code] = number
    return table


def ends(grams: Table) -> Table:
    """For each three classes in a row whether a hint of ``grams`` ends in them: small enough to stay at hand."""
    found: Table = grams.reshape(32, -1).max(axis=0)
    return found


def shapes() -> NDArray[np.uint16]:
    """For each six shapes in a row one bit for each of the first rules whose shape they end in."""
    table = np.zeros(8**SHAPE_LENGTH, np.uint16)
    for number, forms in enumerate(_SHAPES):
        for written in (w for form in forms for w in _expanded(form)):
            code, period = _code([_SIGN[sign] for sign in written], 3), 8 ** len(written)
            table[code::period] |= 1 << number
    return table


def _expanded(form: str) -> Iterator[str]:
    """All that a form stands for; one that is too long without its first characters."""
    parts = re.findall(r"(\[[^]]*\]|.)(\??)", form)
    choices = [(*part.strip("[]"), *([""] if maybe else [])) for part, maybe in parts]
    yield from {"".join(chosen)[-SHAPE_LENGTH:] for chosen in product(*choices)}


def _code(classes: Iterable[int], bits: int) -> int:
    code = 0
    for one in classes:
        code = code << bits | one
    return code
