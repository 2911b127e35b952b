"""French and English: `_` gives a message in the language of the person, from a gettext catalogue in the package.

The language is that of FILATURE_LANG, else of the environment (LC_ALL, LC_MESSAGES, LANG); English where there is
no catalogue. JSON answers, table and column names are never translated.
"""

from __future__ import annotations

import gettext
import os
from functools import cache
from importlib import resources

DOMAIN = "filature"
_VARIABLES = ("FILATURE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def language() -> str:
    """Two letters: the language in which messages are given."""
    chosen = next((os.environ[v] for v in _VARIABLES if os.environ.get(v)), "en")
    return chosen[:2].lower()


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    with resources.as_file(resources.files("filature").joinpath("locale")) as folder:
        return gettext.translation(DOMAIN, str(folder), languages=[code], fallback=True)


def _(message: str, **values: object) -> str:
    """``message`` in the person's language, with ``values`` put in place of its {names}."""
    translated = _catalogue(language()).gettext(message) if message else ""
    return translated.format(**values) if values else translated
