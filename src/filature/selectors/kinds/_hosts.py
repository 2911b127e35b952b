"""Names of hosts: whether one could exist on the public Internet, by the public suffix list kept offline."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList

LONGEST = 253
"""Bytes of the longest host name (RFC 1035)."""

_LABEL = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?)")
_HOST = re.compile(rb"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_RUN_ON = re.compile(r"([a-z]{2,}|[A-Z]{2,})[A-Z][a-z].*")


def host_at(text: bytes, start: int, limit: int = LONGEST + 64) -> str:
    """The dotted name that begins at ``start``, as written; empty when there is none or it is too long."""
    found = _HOST.match(text, start, start + limit)
    return found.group().decode() if found and found.end() - start < limit else ""


@lru_cache(65_536)
def is_public(host: str) -> bool:
    """Whether ``host`` (any case) is a registrable name, or below one, under a suffix of the public suffix list.

    The list also has `onion`, which is no public host.
    """
    low = host.lower()
    if len(low) > LONGEST or "." not in low or not all(_LABEL.fullmatch(label) for label in low.split(".")):
        return False
    return not low.endswith(".onion") and _list().privatesuffix(low) is not None


def trimmed(host: str) -> str:
    """``host`` without the sentence that runs on behind it (`mail.orgPlease`, `mail.org.Please`), else ``host``.

    A name written in small letters does not end in a capitalised word: pages lose the space or line break there.
    """
    labels = host.split(".")
    while len(labels) > 1 and labels[-1][:1].isupper() and labels[-2].islower():
        labels.pop()
    run_on = _RUN_ON.fullmatch(labels[-1])
    if run_on and labels[-1][0].islower() == labels[0][:1].islower():
        labels[-1] = run_on.group(1)
    return ".".join(labels)


@cache
def _list() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)
