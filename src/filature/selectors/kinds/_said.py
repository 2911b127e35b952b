"""The words of said.yaml: what stands near a candidate and says what it is."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

from filature.selectors.finding import compiled
from filature.selectors.kind import NEAR, before


@cache
def _words(topic: str) -> str:
    """The words of a topic as one alternative, the longer before what they begin with."""
    text = resources.files("filature.selectors.kinds").joinpath("said.yaml").read_text("utf-8")
    listed: dict[str, list[str]] = yaml.safe_load(text)
    return "|".join(re.escape(w).replace(r"\ ", r"[\s_-]{0,3}") for w in sorted(listed[topic], reverse=True))


@cache
def _whole(topic: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{_words(topic)})(?![^\W\d_])")


def _in(topic: str, part: bytes) -> bool:
    """Whether a part of a text has a word of the topic, with no letter or digit before it and no letter after it."""
    pattern = compiled(rf"(?i)(?:^|[^\pL\pN])(?:{_words(topic)})(?:[^\pL]|$)")
    return pattern.search(part) is not None


def said(topic: str, text: bytes, start: int, end: int, reach: int = NEAR) -> bool:
    """Whether a word of the topic stands at most ``reach`` bytes before or after a candidate."""
    return said_before(topic, text, start, reach) or _in(topic, text[end : end + reach])


def said_before(topic: str, text: bytes, start: int, reach: int = NEAR) -> bool:
    """Whether a word of the topic stands at most ``reach`` bytes before a candidate."""
    return _in(topic, text[max(0, start - reach) : start])


def last_said(topics: tuple[str, ...], text: bytes, start: int, reach: int = NEAR) -> str:
    """The topic whose word stands last before a candidate, "" when none of them does."""
    near = before(text, start, reach)
    ends = [(max((m.end() for m in _whole(topic).finditer(near)), default=-1), topic) for topic in topics]
    place, topic = max(ends)
    return topic if place >= 0 else ""
