"""Names of domains on the public Internet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._edges import cut_off, letter_after, letter_before
from filature.selectors.kinds._hosts import host_at, is_public, trimmed
from filature.selectors.kinds._words import words

_WORDS = words("domains")
_BROKEN = re.compile(rb"(?i)\bwww\.[a-z0-9-]{1,30} $")
"""The beginning of a name that a blank cuts in two: `www.some shop.com`."""
_NEAR = 40
_SAID = re.compile(rb"(?i)[a-z]+\s{0,2}(?:is|at|est|:|=)\s{1,3}|[a-z]+:")


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    said = _SAID.match(text, start, end)
    start = said.end() if said else start
    host = trimmed(host_at(text, start)).rstrip(".")
    if not host or not _stands(text, start, start + len(host), host) or not _is_name(host):
        return
    if host.lower() not in _WORDS["messenger_hosts"] and is_public(host):
        yield Hit(start, start + len(host), host.lower(), check=FORM_ONLY)


def _stands(text: bytes, start: int, end: int, host: str) -> bool:
    """Whether the name is whole, and neither part of an address or a path nor a call in a program."""
    previous = text[max(0, start - 2) : start]
    if letter_before(text, start) or (previous[-1:] in b"@_.-%\\&#/" and previous and previous != b"//"):
        return False
    run_on = text[end : end + 1].isupper() and host[-1].islower()
    following = text[end : end + 1]
    if (letter_after(text, end) and not run_on) or (following and following in b"@_(=-"):
        return False
    return not cut_off(text, end) and _BROKEN.search(text, max(0, start - _NEAR), start) is None


def _is_name(host: str) -> bool:
    """Whether the name is written as one: not a sentence's end and the next one's beginning, and not a price."""
    labels = host.split(".")
    last, second = labels[-1], labels[-2] if len(labels) > 1 else ""
    one_case = last.islower() or host.isupper() or all(not label[0].islower() for label in labels if label)
    return one_case and not (second.isdigit() and len(second) < 3) and "--" not in host.replace("xn--", "")


def _either(key: str) -> str:
    return "|".join(sorted(_WORDS[key]))


KINDS = (
    Kind(
        name="domain",
        meaning="A domain name in small letters, under a suffix of the public suffix list.",
        source="RFC 1035, the public suffix list (its ICANN part); words/domains.yaml",
        patterns=(
            rf"(?i:[a-z0-9](?:[a-z0-9_-]*\.)+(?:{_either('common')}))(?:\b|[A-Z])",
            rf"(?i)[a-z0-9](?:[a-z0-9_-]*\.)+(?:{_either('with_path')})/[a-z0-9]",
            r"(?i)\bwww[0-9]?\.[a-z0-9-]+\.[a-z]{2}",
            r"(?i)\b(?:web ?site|site|domaine?|url)\s{0,2}(?:is|at|est|:|=)\s{1,3}[a-z0-9-]+\.[a-z]{2}",
        ),
        marks=("dot", "dot", "~^www", "dot"),
        read=_read,
        examples=(
            Example("our shop Quay-Shop.com is back", "quay-shop.com"),
            Example("www.quay.market", "www.quay.market"),
            Example("site: quay.shop", "quay.shop"),
            Example("put it on quay.io/abc", "quay.io"),
            Example("à «\u00a0quay.com.au\u00a0».", "quay.com.au"),
            Example("see quay.comThanks", "quay.com"),
        ),
        refused=(
            "shipping.See the rest.It is fine.In time",
            "quay@example.com",
            "setup.py, run.sh and notes.md",
            "quay.com ...",
            "document.com(1)",
            "co.uk",
            "end of that.Com next",
            "site: Expyuzz4wqqyqhjn.onion",
            "10.com",
            "t.me/quayside",
            "site: at.The",
            "files/quay.com",
            "www.quay side.com",
        ),
    ),
)
