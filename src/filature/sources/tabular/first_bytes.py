"""What the first bytes of a text tell of its encoding."""

from __future__ import annotations

import codecs

from filature.sources.tabular.survey import Survey
from filature.sources.tabular.western import garbled_utf8, western

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


def marked_encoding(head: bytes) -> str | None:
    """The encoding that the first bytes give away by a mark or by their NULs; None when they do not."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    sample = head[: len(head) // 2 * 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) >= 4 and max(even, odd) * 3 > len(sample) // 2 and min(even, odd) * 10 < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def looks_garbled(head: bytes) -> bool:
    """Whether the first bytes of a file in UTF-8 are text that was garbled before."""
    survey = Survey()
    survey.feed(iter([head]))
    return garbled_utf8(survey.contexts) is not None


def guess(head: bytes) -> str:
    """The encoding that the first bytes of a file suggest; a character that they cut in two does not count."""
    marked = marked_encoding(head)
    if marked:
        return marked
    survey = Survey()
    survey.feed(iter([head]))
    return "utf-8" if survey.bad <= 1 or survey.good > 10 * survey.bad else western(survey.contexts)[0]
