"""The words of said.yaml: what stands near a candidate and says what it is."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

from filature.selectors.kind import NEAR, after, before


@cache
def words(topic: str) -> re.Pattern[str]:
    """One of the words of a topic, as a whole word, in a text in lower case."""
    text = resources.files("filature.selectors.kinds").joinpath("said.yaml").read_text("utf-8")
    listed: dict[str, list[str]] = yaml.safe_load(text)
    either = "|".join(
        re.escape(w).replace(r"\ ", r"[\s_-]{0,3}") for w in sorted(listed[topic], reverse=True)
    )
    return re.compile(rf"(?<![^\W\d_])(?:{either})(?![^\W\d_])")


def said(topic: str, text: bytes, start: int, end: int, reach: int = NEAR) -> bool:
    """Whether a word of the topic stands at most ``reach`` bytes before or after a candidate."""
    return said_before(topic, text, start, reach) or bool(words(topic).search(after(text, end, reach)))


def said_before(topic: str, text: bytes, start: int, reach: int = NEAR) -> bool:
    """Whether a word of the topic stands at most ``reach`` bytes before a candidate."""
    return words(topic).search(before(text, start, reach)) is not None


def last_said(topics: tuple[str, ...], text: bytes, start: int, reach: int = NEAR) -> str:
    """The topic whose word stands last before a candidate, "" when none of them does."""
    near = before(text, start, reach)
    ends = [(max((m.end() for m in words(topic).finditer(near)), default=-1), topic) for topic in topics]
    place, topic = max(ends)
    return topic if place >= 0 else ""
