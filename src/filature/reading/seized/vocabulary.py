"""The words of vocabulary.yaml, and how a name is brought to the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from filature.data import load_yaml


@dataclass(frozen=True, slots=True)
class FieldWords:
    """How a column of Filature is named elsewhere; ``to`` and ``via`` as the head of vocabulary.yaml says."""

    names: tuple[str, ...]
    to: str = ""
    via: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TargetWords:
    """How a table of Filature is named elsewhere and what it needs; ``fields`` in the order of the file."""

    tables: frozenset[str]
    needs: tuple[tuple[str, ...], ...]
    signature: tuple[tuple[str, ...], ...]
    fields: dict[str, FieldWords]


@cache
def vocabulary() -> dict[str, Any]:
    """What vocabulary.yaml holds."""
    text = resources.files("filature.reading.seized").joinpath("vocabulary.yaml").read_text("utf-8")
    loaded: dict[str, Any] = load_yaml(text)
    return loaded


@cache
def targets() -> dict[str, TargetWords]:
    """The words for each target, names normalised."""
    return {name: _target(entry) for name, entry in vocabulary()["targets"].items()}


def _target(entry: dict[str, Any]) -> TargetWords:
    fields = {
        name: FieldWords(
            tuple(normal(n) for n in words["names"]),
            words.get("to", ""),
            tuple((v.split(".")[0], v.split(".")[1]) for v in words.get("via", ())),
        )
        for name, words in entry["fields"].items()
    }
    needs = tuple(tuple(n.split("|")) for n in entry["needs"])
    return TargetWords(
        frozenset(normal(t) for t in entry["tables"]),
        needs,
        tuple(map(tuple, entry.get("signature", ()))),
        fields,
    )


@cache
def word_map(name: str) -> dict[str, str]:
    """Word to Filature's word, from ``role_words`` or ``kind_words``."""
    return {folded(word): meaning for meaning, words in vocabulary()[name].items() for word in words}


@cache
def word_set(name: str) -> frozenset[str]:
    """The names of a plain list of the file (``withheld``, ``lookups``, ``order_items``), normalised."""
    return frozenset(normal(n) for n in vocabulary()[name])


def folded(text: str) -> str:
    """``text`` in lower case and without accents, outer white space gone: the form in which words are compared."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower().strip()


def normal(name: str) -> str:
    """A name as the words are written: `_` between them, in the singular, `id` at the end.

    >>> normal("idVendeurs"), normal("fk_user"), normal("Order Items")
    ('vendeur_id', 'user_id', 'order_item')
    """
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name[:200])
    words = [_singular(w) for w in re.split(r"[^a-z0-9]+", folded(spaced)) if w]
    if len(words) > 1 and words[0] in ("id", "fk"):
        words = [*(w for w in words[1:] if w != "id"), "id"]
    return "_".join(words)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
