"""Addresses of the form local@host: read once for e-mail and Jabber, which only the context tells apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from filature.selectors.kind import NEAR, after, before
from filature.selectors.kinds._edges import cut_off, letter_after, letter_before
from filature.selectors.kinds._hosts import host_at, is_public, trimmed
from filature.selectors.kinds._words import words

PATTERN = r"[A-Za-z0-9_%+-]@(?:[A-Za-z0-9_-]+\.)+[A-Za-z]{2}"
"""The end of a local part, and a host with a dot: what both kinds start from."""

_LOCAL = re.compile(rb"[A-Za-z0-9_][A-Za-z0-9._%+-]{0,63}$")
_DENSITY = re.compile(rb"\d+x")  # logo@2x.ai: a picture for a finer screen
_TOKEN = re.compile(r"[^\s,;:|()\[\]<>\"«»]+")
_BLANKED = re.compile(r"x{3,}(?:[._-]x+\w?)?|your?(?:e?mail|name)?|user(?:name)?|name", re.IGNORECASE)
_FOLLOWS = re.compile(r"[\s,–—-]{0,2}[(\[]?\s{0,2}(?:on |sur |via )?([a-z]+)\b(?!\s*[:=])")
_PARTS = re.compile(r"[/+&.]")
_SAID_IN = 64
_FEW = 2
"""How many unknown words may stand between `jabber` and an address."""


class Address(NamedTuple):
    """Where an address stands, and what it is: ``value`` in small letters, ``is_jabber`` or e-mail."""

    start: int
    end: int
    value: str
    is_jabber: bool


def address(text: bytes, start: int, end: int) -> Address | None:
    """The address around a match of `PATTERN`; None when it is no address, or only the beginning of one. Two kinds ask for
    each: the answers for the last text are kept."""
    known = _answers(text)
    if start not in known:
        known[start] = _read(text, start, end)
    return known[start]


@lru_cache(1)
def _answers(_text: bytes) -> dict[int, Address | None]:
    return {}


def _read(text: bytes, start: int, end: int) -> Address | None:
    middle = text.index(b"@", start, end)
    local = _local(text, middle)
    host = trimmed(host_at(text, middle + 1))
    last = middle + 1 + len(host)
    if not local or not host or _DENSITY.match(host.encode()) or not _ends_well(text, last, host):
        return None
    if host.lower().endswith((".onion", ".i2p")) or is_public(host):
        first = middle - len(local)
        kept = (
            local if local.startswith("BM-") else local.lower()
        )  # a gateway's name for a Bitmessage address
        value = f"{kept}@{host.lower()}"
        return Address(first, last, value, _is_jabber(text, first, last, host.lower()))
    return None


def _local(text: bytes, middle: int) -> str:
    """What stands before the @; empty when it is too long, malformed or the user of a web address."""
    found = _LOCAL.search(text[max(0, middle - 65) : middle])
    if (
        found is None
        or ".." in (local := found.group().decode())
        or local.endswith(".")
        or _BLANKED.fullmatch(local)
    ):
        return ""
    start = middle - len(local)
    around = text[max(0, start - NEAR) : start]
    in_url = b"://" in around.rsplit(None, 1)[-1] if around.strip() and not around[-1:].isspace() else False
    return "" if in_url or around.endswith((b"/", b"@", b"=@")) or letter_before(text, start) else local


def _ends_well(text: bytes, end: int, host: str) -> bool:
    run_on = text[end : end + 1].isupper() and host[-1].islower()
    glued = (letter_after(text, end) and not run_on) or text[end : end + 1] in (b"_", b"@")
    return not glued and not cut_off(text, end)


def _is_jabber(text: bytes, start: int, end: int, host: str) -> bool:
    known = words("addresses")
    labels = host.split(".")
    if host in known["xmpp_hosts"] or labels[0] in known["xmpp_labels"] or labels[-2] in known["xmpp_labels"]:
        return True
    said = _said_before(before(text, start))
    if said is None:
        follows = _FOLLOWS.match(after(text, end, 32))
        return follows is not None and follows.group(1) in known["xmpp_words"]
    return said


def _said_before(window: str) -> bool | None:
    """Whether the words before an address call it a Jabber address (True), a mail address (False) or nothing."""
    known = words("addresses")
    unknown = 0
    for token in reversed(_TOKEN.findall(window[-_SAID_IN:])):
        parts = set(_PARTS.split(token))
        if not parts.isdisjoint(known["xmpp_words"]):
            return True
        if not parts.isdisjoint(known["mail_words"]):
            return False
        unknown += token not in known["between"] and "@" not in token
        if unknown > _FEW:
            return None
    return None
