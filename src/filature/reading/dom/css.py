"""CSS selectors read by cssselect2: parsed, taken apart at their commas, and by which name their elements are found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from cssselect2 import parser as css
from tinycss2 import parse_component_value_list

from filature.reading.dom.codes import ANY_ELEMENT, BY_CLASS, BY_ID, BY_TAG
from filature.reading.dom.keys import key


class UnknownSelector(ValueError):
    """A selector that is wrong, or uses what is not known here; the message says what."""


def parsed(text: str) -> list[Any]:
    """The selectors of ``text``; `UnknownSelector` when it is none."""
    try:
        found = list(css.parse(text))
    except css.SelectorError as error:
        raise UnknownSelector(str(error)) from None
    if any(one.pseudo_element for one in found):
        raise UnknownSelector("it names a pseudo-element")
    return found


@cache
def alternatives(selector: str) -> tuple[str, ...]:
    """The parts of a selector between its commas."""
    parts: list[list[Any]] = [[]]
    for token in parse_component_value_list(selector):
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(source(part).strip() for part in parts)


def anchor_of(own: Any) -> tuple[int, Any]:
    """The key that an element must have to fit a compound, of an id, else a class, else the tag; and whose it is."""
    for kind, name, space in (
        (css.IDSelector, "ident", BY_ID),
        (css.ClassSelector, "class_name", BY_CLASS),
        (css.LocalNameSelector, "lower_local_name", BY_TAG),
    ):
        for simple in own.simple_selectors:
            if isinstance(simple, kind):
                return key(getattr(simple, name).encode()) ^ space, simple
    return ANY_ELEMENT, None


def source(tokens: Sequence[Any]) -> str:
    """Tokens as they were written."""
    return "".join(token.serialize() for token in tokens)
