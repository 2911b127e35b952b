"""The vocabulary and the keys of the demonstration: data beside the code."""

from __future__ import annotations

import random
from functools import cache
from importlib import resources
from typing import Any

from filature.data import load_yaml

LANGUAGES = ("fr", "en")


@cache
def words() -> dict[str, Any]:
    """The whole vocabulary, as `words.yaml` states it."""
    text = resources.files(__package__).joinpath("words.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = load_yaml(text)
    return loaded


@cache
def key_block(number: int) -> str:
    """The armoured public key ``number`` (1 to 6): generated for the project, with a fictional user id."""
    path = resources.files(__package__) / "keys" / f"key{number}.asc"
    return path.read_text(encoding="ascii").strip()


def stream(seed: int, purpose: str) -> random.Random:
    """A random stream of its own for each purpose, so that more of one thing does not change another."""
    return random.Random(f"filature demo {seed} {purpose}")


def sentences(rng: random.Random, language: str, count: int) -> str:
    """``count`` different sentences of filler, in one paragraph."""
    return " ".join(rng.sample(words()["sentences"][language], count))
