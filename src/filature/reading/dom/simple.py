"""Simple selectors (a tag, a class, `[href^=x]`, `:first-child`) as the tests of `match`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cssselect2 import parser as css
from tinycss2.nth import parse_nth

from filature.reading.dom.codes import (
    ATTRIBUTE,
    BEGINS,
    CLASS,
    CONTAINS,
    DASH,
    EMPTY,
    ENDS,
    EQUAL,
    HAS_ATTRIBUTE,
    HOLDS,
    ID,
    IN,
    NUMBER,
    ROOT,
    SELF,
    TAG,
    WORD,
)  # fmt: skip
from filature.reading.dom.css import UnknownSelector, parsed, source
from filature.reading.dom.keys import key

_OPERATORS = {"=": EQUAL, "~=": WORD, "|=": DASH, "^=": BEGINS, "$=": ENDS, "*=": HOLDS}
_NTH = {"nth-child": (0, 0), "nth-last-child": (1, 0), "nth-of-type": (0, 1), "nth-last-of-type": (1, 1)}
_FIRST = {"first-child": (0, 0), "last-child": (1, 0), "first-of-type": (0, 1), "last-of-type": (1, 1)}
_CHECKED = "[checked], [selected]"
Test = tuple[int, ...]
Fill = Callable[[Sequence[Any]], int]


class Tests:
    """Makes the tests of simple selectors, and keeps the texts that they compare with in ``pool``.

    ``fill_any`` and ``fill_has`` make the sets that `:not`, `:is` and `:has` ask for, and give their numbers.
    """

    def __init__(self, fill_any: Fill, fill_has: Fill) -> None:
        self._any, self._has = fill_any, fill_has
        self.pool = bytearray()

    def _text(self, text: str) -> tuple[int, int]:
        start = len(self.pool)
        self.pool += text.encode()
        return start, len(self.pool)

    def of(self, simple: Any) -> list[Test]:
        """The tests of one simple selector."""
        found: list[Test]
        match simple:
            case css.LocalNameSelector():
                found = [(TAG, _signed(key(simple.lower_local_name.encode())), 0, 0, 0, 0)]
            case css.ClassSelector():
                found = [(CLASS, 0, *self._text(simple.class_name), 0, 0)]
            case css.IDSelector():
                found = [(ID, 0, *self._text(simple.ident), 0, 0)]
            case css.AttributeSelector():
                found = [self._attribute(simple)]
            case css.NegationSelector():
                found = [(IN, self._any(simple.selector_list), 0, SELF, 0, 0)]
            case css.MatchesAnySelector() | css.SpecificityAdjustmentSelector():
                found = [(IN, self._any(simple.selector_list), 1, SELF, 0, 0)]
            case css.RelationalSelector():
                found = [(IN, self._has(simple.selector_list), 1, SELF, 0, 0)]
            case css.PseudoClassSelector():
                found = self._pseudo(simple.name)
            case css.FunctionalPseudoClassSelector():
                found = [self._function(simple)]
            case _:
                raise UnknownSelector(f"{simple!r} is not known")
        return found

    def _attribute(self, simple: Any) -> Test:
        name = _signed(key(simple.lower_name.encode()))
        if simple.operator is None:
            return (HAS_ATTRIBUTE, name, 0, 0, 0, 0)
        folded = simple.case_sensitive is False
        text = self._text(simple.value.lower() if folded else simple.value)
        return (ATTRIBUTE, name, *text, _OPERATORS[simple.operator], int(folded))

    def _pseudo(self, name: str) -> list[Test]:
        if name in _FIRST:
            return [(NUMBER, 0, 1, *_FIRST[name], 0)]
        if name in ("only-child", "only-of-type"):
            kind = int(name == "only-of-type")
            return [(NUMBER, 0, 1, 0, kind, 0), (NUMBER, 0, 1, 1, kind, 0)]
        if name == "checked":
            return [(IN, self._any(parsed(_CHECKED)), 1, SELF, 0, 0)]
        if name in ("empty", "root"):
            return [(EMPTY if name == "empty" else ROOT, 0, 0, 0, 0, 0)]
        raise UnknownSelector(f":{name} is not known")

    def _function(self, simple: Any) -> Test:
        if simple.name in _NTH and (given := parse_nth(simple.arguments)) is not None:
            return (NUMBER, *given, *_NTH[simple.name], 0)
        words = [t for t in simple.arguments if t.type != "whitespace"]
        if simple.name in ("contains", "lexbor-contains") and words and words[0].type in ("string", "ident"):
            folded = len(words) == 2 and words[1].type == "ident" and words[1].lower_value == "i"
            if len(words) == 1 or folded:
                text = words[0].value
                return (CONTAINS, 0, *self._text(text.lower() if folded else text), int(folded), 0)
        raise UnknownSelector(f":{simple.name}({source(simple.arguments)}) is not known")


def _signed(number: int) -> int:
    return number - (1 << 64) if number >= 1 << 63 else number
