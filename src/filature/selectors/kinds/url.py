"""Web addresses with a scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._edges import cut_off, letter_before
from filature.selectors.kinds._hosts import is_public, trimmed
from filature.selectors.kinds.onion import is_onion_v3

_LONGEST = 2_000
"""Characters of the longest address that is read; browsers and servers refuse much longer ones."""

_WHOLE = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&()*+,;=%\u00c0-\u024f\u0370-\u052f-]+")
_PLAIN = re.compile(rb"[A-Za-z0-9._~:/?#\[\]@!$&()*+,;=%-]+")
_PARTS = re.compile(
    r"(?P<scheme>[A-Za-z]+)://(?P<user>[^/?#@\[\]]*@)?(?P<host>\[[0-9A-Fa-f:.]+\]|[^/?#:@\[\]]+)"
    r"(?::(?P<port>\d{1,5}))?(?=[/?#]|$)(?P<rest>.*)"
)
_NEXT = re.compile(r"(?<![/=?&%:])(?:https?|ftps?)://")
_JOINED = re.compile(rb"['\"](?:\s{0,2}\+\s|\s{1,2}\.\s|\.\$)|\$\{|\{\{|%[sd]\b")
_RULED = re.compile(r"-{2,}$")
_DEFAULT = {"http": "80", "https": "443", "ftp": "21", "ws": "80", "wss": "443"}
_PAIRS = {")": "(", "]": "["}


def _read(text: bytes, start: int, _end: int) -> Iterator[Hit]:
    if letter_before(text, start) and text[start : start + 4] != b"http":
        return  # `sftp://`; but addresses run into what stood before them where a line break was lost
    whole, stop = _whole(text, start)
    if stop - start + 4 >= _LONGEST or cut_off(text, stop) or _JOINED.match(text, stop):
        return
    if (read := _address(whole)) is not None:
        yield Hit(start, start + read[0], read[1], check=FORM_ONLY)


@lru_cache(16_384)
def _address(whole: str) -> tuple[int, str] | None:
    """How many bytes of all that may belong to an address do, and its canonical form; None when it is none. Pages of one
    site name the same addresses."""
    url = _without_tail(_first(whole))
    if ".." in whole[len(url) : len(url) + 3] or not (parts := _PARTS.fullmatch(url)):
        return None
    if (value := _canonical(parts)) is None:
        return None
    return len(url[: value[0]].encode()), value[1]


def _whole(text: bytes, start: int) -> tuple[str, int]:
    """All that may belong to an address, and where that ends."""
    found = _PLAIN.match(text, start, start + _LONGEST)
    stop = found.end() if found else start
    if text[stop : stop + 1] < b"\x80":
        return text[start:stop].decode(), stop
    mixed = _WHOLE.match(text[start : start + _LONGEST].decode("utf-8", "ignore"))
    whole = mixed.group() if mixed else ""
    return whole, start + len(whole.encode())


def _first(whole: str) -> str:
    """The first of several addresses that were glued together; links to Markdown end at their bracket."""
    following = _NEXT.search(whole, 1)
    return whole[: following.start() if following else None].split("](", maxsplit=1)[0]


def _without_tail(url: str) -> str:
    """``url`` without the punctuation of the sentence around it, a line of hyphens, and a fragment that is empty."""
    url = _RULED.sub("", url.rstrip("#"))
    counts = {sign: url.count(sign) for sign in "()[]"}
    end = len(url)
    while end:
        last = url[end - 1]
        if last in _PAIRS and counts[last] > counts[_PAIRS[last]]:
            counts[last] -= 1
        elif last not in ".,;:!?*~&([":
            break
        end -= 1
    return url[:end]


def _canonical(parts: re.Match[str]) -> tuple[int, str] | None:
    """How many characters belong to the address, and its form with scheme and host in small letters."""
    scheme, host, port = parts["scheme"].lower(), parts["host"], parts["port"]
    if not _is_host(cut := trimmed(host)):
        return None
    kept = parts.end("host") - len(host) + len(cut) if cut != host else parts.end()
    tail = "" if cut != host or not port or port == _DEFAULT.get(scheme) else f":{port}"
    rest = parts["rest"] if cut == host else ""
    return kept, f"{scheme}://{parts['user'] or ''}{cut.lower()}{tail}{rest}"


def _is_host(host: str) -> bool:
    low = host.lower()
    *_, label, last = ["", "", *low.split(".")]
    if last == "onion":
        letters = re.fullmatch(r"[a-z2-7]{16}|[a-z2-7]{56}", label)
        return letters is not None and (len(label) == 16 or is_onion_v3(label))
    return (last == "i2p" and bool(label)) or is_public(low) or _is_number(low)


def _is_number(host: str) -> bool:
    try:
        return bool(IPv6Address(host[1:-1]) if host.startswith("[") else IPv4Address(host))
    except AddressValueError:
        return False


KINDS = (
    Kind(
        name="url",
        meaning="A web address as written, with its scheme and host in small letters; its host could exist.",
        source="RFC 3986, sections 3 and 6.2.2; hosts as for domain, onion, ipv4 and ipv6",
        patterns=(r"(?i)(?:https?|ftps?|wss?)://[^\s/.]*[a-z0-9:-]+[.:\]]",),
        marks=("scheme",),
        read=_read,
        covers=frozenset({"domain", "ipv4", "ipv6"}),
        examples=(
            Example("c2 HTTPS://Quay.Example.com:443/Panel?a=1, ask", "https://quay.example.com/Panel?a=1"),
            Example("(see http://quay.example.org/a_(b))", "http://quay.example.org/a_(b)"),
            Example("http://quay.example.comWelcome", "http://quay.example.com"),
            Example("http://quay.example.com/###### <--", "http://quay.example.com/"),
            Example("http://quay.example.com/a#", "http://quay.example.com/a"),
            Example("http://quay.example.com---- (new)", "http://quay.example.com"),
            Example("begin with 'http://quay.example.com/'. Then", "http://quay.example.com/"),
            Example("http://203.0.113.7:8080/x", "http://203.0.113.7:8080/x"),
            Example("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
            Example(
                "«\u00a0http://expyuzz4wqqyqhjn.onion/vendor\u00a0»", "http://expyuzz4wqqyqhjn.onion/vendor"
            ),
        ),
        refused=(
            "http://quay.example.com/index.php?p ...",
            "https://quay.exa ...",
            "http://quay.example.com/inde…",
            "http://localhost/x",
            "http://quay.notatld/x",
            "http://goei4mdcmkkm3vfcdwsrjt6md4tjjseuqidw4bs7p2wbylhugg6qpiye.onion/login",
            "'http://quay.example.com/topic,' + id",
            "'http://quay.example.com/topic' . $id",
            "http://1.2.3/",
            "https://privately",
        ),
    ),
)
