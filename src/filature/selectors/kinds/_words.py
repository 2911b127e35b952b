"""The word lists beside the kinds: YAML in `selectors/words`, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


@cache
def words(name: str) -> dict[str, frozenset[str]]:
    """The lists of ``name``.yaml by key; lists are in small letters, several words in one line apart by spaces."""
    text = (files("filature.selectors") / "words" / f"{name}.yaml").read_text("utf-8")
    loaded: dict[str, list[str]] = yaml.safe_load(text)
    return {
        key: frozenset(word for line in lines for word in str(line).split()) for key, lines in loaded.items()
    }
