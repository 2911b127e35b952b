"""French and English: texts of the program are written in English, and shown in the language of the person.

The language is that of `--lang`, else of FILATURE_LANG, else of the environment (LC_ALL, LC_MESSAGES, LANG); English
where that is another one. What is stored in a case and what is printed as JSON never passes through here: both are the
same bytes for everybody. `make messages` brings the catalogue in `locale/` up to date.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path

DOMAIN = "filature"
LANGUAGES = ("en", "fr")
LOCALE = Path(__file__).parent / "locale"
_CHOSEN = "FILATURE_LANG"
_VARIABLES = (_CHOSEN, "LC_ALL", "LC_MESSAGES", "LANG")
_SEPARATORS = {"en": {",": ",", ".": "."}, "fr": {",": "\u202f", ".": ","}}
"""What stands between three digits and before the first decimal; French takes a narrow space that does not break."""


class Message(str):
    """A text of the program, in English, that is translated where it is shown; never captured material."""

    __slots__ = ()


def language() -> str:
    """The language in which messages are given: one of `LANGUAGES`."""
    chosen = next((os.environ[v] for v in _VARIABLES if os.environ.get(v)), "en")
    return "fr" if chosen.lower().startswith("fr") else "en"


def speak(code: str) -> None:
    """Give messages in language ``code`` from now on, in this process and in those that it starts.

    Typer takes its own words ("Options") from the catalogue that the standard library's gettext is pointed at.
    """
    os.environ[_CHOSEN] = os.environ["LANGUAGE"] = code
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Messages in language ``code`` for as long as the block lasts."""
    before = os.environ.get(_CHOSEN)
    os.environ[_CHOSEN] = code
    try:
        yield
    finally:
        del os.environ[_CHOSEN]
        if before is not None:
            os.environ[_CHOSEN] = before


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, str(LOCALE), languages=[code], fallback=True)


def _(message: str, **values: object) -> str:
    """``message`` in the person's language, with ``values`` put in place of its {names}."""
    return fill(_catalogue(language()).gettext(message) if message else "", values)


def ngettext(one: str, many: str, count: int, **values: object) -> str:
    """``one`` or ``many`` in the person's language, as ``count`` wants it; {count} and ``values`` are put in place."""
    return fill(_catalogue(language()).ngettext(one, many, count), {"count": count, **values})


def fill(message: str, values: Mapping[str, object]) -> str:
    """``message`` with ``values`` put in place of its {names}: a `Message` translated, a whole number in groups of three."""
    return message.format(**{name: _shown(value) for name, value in values.items()}) if values else message


def _shown(value: object) -> object:
    if isinstance(value, Message):
        return _(value)
    return number(value) if isinstance(value, int) and not isinstance(value, bool) else value


def number(value: int | float | Decimal, places: int = 0) -> str:
    """``value`` as a person writes it, with so many decimals: 1,234.50 in English, 1 234,50 in French."""
    marks = _SEPARATORS[language()]
    return "".join(marks.get(letter, letter) for letter in f"{value:,.{places}f}")
