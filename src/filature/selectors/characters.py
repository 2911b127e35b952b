"""Characters that only look like others: one code point for one, so that places in the text stay what they were.

Signs and white space outside ASCII become their nearest in ASCII (typography, no disguise); fullwidth and mathematical
letters, letters of other scripts inside a word that is otherwise ASCII, and invisible characters are disguises.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

GONE = "\x7f"
"""Stands for a character that shows nothing."""
_ASCII = bytes(range(128))
_MANY = 64
# A word with a letter outside ASCII, from its beginning.
_TOKEN = re.compile(r"(?<![\w.@\x7f-])[0-9A-Za-z_.@\x7f-]*+[^\W\x00-\x7f][\w.@\x7f-]*+")
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# A broken bar is what is left of an ellipsis that was decoded wrongly; kinds know it as that.
_SIGNS = {"‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "´": "'", "−": "-", "。": ".", "｡": ".", "¦": "¦"}
_LINES = frozenset("\x85\u2028\u2029")


@cache
def lexicon() -> dict[str, Any]:
    """The words and letters of `disguises.yaml`."""
    text = resources.files("filature.selectors").joinpath("disguises.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@cache
def _homoglyphs() -> dict[int, str]:
    return {ord(letter): like for letter, like in lexicon()["homoglyphs"].items()}


def plain_characters(text: str) -> str:
    """``text`` with as many code points, of which those outside ASCII that mean a sign, a space, nothing (`GONE`) or
    an ASCII letter are in ASCII. Letters, marks and digits of other scripts stay."""
    if text.isascii():
        return text
    outside = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    strange = set(outside.decode("utf-8", "surrogatepass"))
    known = {ord(c): like for c in strange if (like := look_alike(c)) is not None}
    if len(known) > _MANY:
        text = text.translate(known)
    else:
        for code, like in known.items():
            text = text.replace(chr(code), like)
    return _without_homoglyphs(text) if not {ord(c) for c in strange}.isdisjoint(_homoglyphs()) else text


@lru_cache(8_192)
def look_alike(character: str) -> str | None:
    """The ASCII character that stands for one outside ASCII, `GONE` for an invisible one, None when it stays."""
    if character in _SIGNS:
        return _SIGNS[character]
    category = unicodedata.category(character)
    if category == "Cf" or character in _BLANK_LETTERS or "\ufe00" <= character <= "\ufe0f":
        return GONE
    if category[0] in "ZC":
        return "\n" if character in _LINES else " "
    return _folded(character, category)


def _folded(character: str, category: str) -> str | None:
    """The ASCII character that stands for one that shows something; None for letters, marks and digits of their own."""
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) == 1 and " " < folded < GONE and not (category in ("No", "Lm") or character in "ªº"):
        return folded
    if category[0] in "LMN":
        return None
    if category == "Pd":
        return "-"
    return '"' if category in ("Pi", "Pf") or character == "„" else " "


def is_disguise(before: str, after: str) -> bool:
    """Whether what stood in the text hides what is meant, where it is not merely a sign of typography."""
    return any(
        a != b and (b.isalnum() or b == GONE or _is_wide(a)) for a, b in zip(before, after, strict=True)
    )


def _is_wide(character: str) -> bool:
    return "\uff01" <= character <= "\uff5e" or "\ufe50" <= character <= "\ufe6f" or character in "。｡․"


@cache
def _beside_ascii() -> re.Pattern[str]:
    """A letter that looks like one of ASCII next to what words of ASCII are made of."""
    letters = "".join(lexicon()["homoglyphs"])
    return re.compile(rf"[{letters}][0-9A-Za-z.@_\x7f-]|[0-9A-Za-z.@_\x7f-][{letters}]")


def _without_homoglyphs(text: str) -> str:
    letters = _homoglyphs()
    if not _beside_ascii().search(text):
        return text

    def undone(found: re.Match[str]) -> str:
        token = found[0]
        plain = token.translate(letters)
        return plain if plain.isascii() and re.search("[A-Za-z]", token) else token

    return _TOKEN.sub(undone, text)
