"""What a kind of selector is: patterns that find candidates, and a function that reads and checks each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

PASSED, FORM_ONLY = "passed", "form_only"
NEAR = 80
"""How many bytes before and after a candidate may be looked at for words that say what it is."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One identifier found. ``start`` and ``end`` are bytes of the cleaned text, ``value`` is the canonical form.

    ``check`` is `passed` when a checksum or a list confirms it, `form_only` when its form and the words around it are
    all there is. ``details`` are further facts (the mails of a key, the country of a phone number).
    """

    start: int
    end: int
    value: str
    subtype: str = ""
    check: str = PASSED
    details: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the one identifier of the kind that must be found in it."""

    text: str
    value: str
    subtype: str = ""


# The cleaned text (UTF-8), and where a match of one of the patterns begins and ends in it.
Read = Callable[[bytes, int, int], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of selector. Each module below `kinds` holds one (or several of a family) under the name ``KINDS``.

    ``patterns`` are in RE2's syntax over UTF-8 bytes: no look-around; `\\b` and `\\w` are ASCII only, so boundaries
    are checked in ``read``. They must find each candidate, and few others: a pattern that hits costs a pass over the
    text. ``read`` gives the hits of one match, none when it is no identifier; it never raises, and takes time linear in
    the length of the match. ``covers`` names kinds whose hits inside one of these are not reported.

    A pattern that begins with some letters and goes on with a count of many (`[13][a-z]{30}`) begins with `\\b`: else
    each such letter of a long word begins a match, and the automaton over all patterns has to follow them all. Values of
    a ``secret`` kind are kept in tables in part only (`filature.selectors.masking`).

    ``marks`` say, pattern by pattern, what each match holds, so that a pattern is tried only where that is: alternatives
    with `|` between them, each a rule of `marks.RULES`, the length of a word of letters and digits in which a match lies
    (`34`, `26-35`, `82-`; from 26 on), or `~` and up to four characters, case ignored, of which `#` is a digit, a blank any
    white space, `?` a byte outside ASCII, `&` any letter, `^` what is neither letter, digit nor `_`, and `*` anything. All
    of such a match lies from 12 characters before the end of these to 48 after it, or in the words that those two are in.
    No match may run over a control character. A kind without marks is looked for in all of the text.
    """

    name: str
    meaning: str
    source: str
    patterns: tuple[str, ...]
    read: Read
    examples: tuple[Example, ...]
    refused: tuple[str, ...]
    marks: tuple[str, ...] = ()
    subtypes: tuple[str, ...] = ()
    covers: frozenset[str] = frozenset()
    secret: bool = False


def before(text: bytes, start: int, size: int = NEAR) -> str:
    """What stands right before a candidate, in lower case."""
    return text[max(0, start - size) : start].decode("utf-8", "replace").lower()


def after(text: bytes, end: int, size: int = NEAR) -> str:
    """What stands right after a candidate, in lower case."""
    return text[end : end + size].decode("utf-8", "replace").lower()
