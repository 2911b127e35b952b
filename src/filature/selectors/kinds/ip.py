"""Addresses of the Internet Protocol."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind, before
from filature.selectors.kinds._edges import cut_off, touched

_VERSION = re.compile(
    r"(?:\bv|\bver|version|vers|release|build|update|patch|firmware|kernel|driver|rev|revision|section|chapter|"
    r"firefox|chrome|browser|tor|tails|bitcoin|core|java|opera|safari|linux|windows|android|ios|edition|§|/)"
    r"[\s.:/=v-]{0,3}$"
)
_SAYS_IP = re.compile(
    r"(?:\bip|\bipv4|addr|adresse|address|host|hôte|server|serveur|proxy|panel|ssh|rdp|socks5?|port|dns|nameserver|subnet|ping|gateway|router|localhost|connect|connecting)\b"
)
_LONGEST_V6 = 45
_MORE = re.compile(rb":+[0-9A-Fa-f]")
_SMALL = 32
"""What begins with a number below this may be a version, an object identifier or a chapter: it needs a port or a word."""
_SAID_IN = 32
_MULTICAST = 224
"""From here on no address belongs to one machine: groups, masks, broadcasts."""
_PORT = re.compile(rb":[0-9]{2,5}(?![0-9:.])")


def _read_v4(text: bytes, start: int, end: int) -> Iterator[Hit]:
    around = before(text, start)
    if touched(text, start, end, b"_-+$@") or _dotted(text, start, end) or cut_off(text, end):
        return
    try:
        address = IPv4Address(text[start:end].decode())
    except AddressValueError:
        return
    told = around.endswith("://") or _SAYS_IP.search(around[-_SAID_IN:]) is not None
    first = address.packed[0]
    if _VERSION.search(around[-16:]) and not around.endswith("//"):
        return
    if not 0 < first < _MULTICAST or (first < _SMALL and not told and not _PORT.match(text, end)):
        return
    yield Hit(start, end, str(address), check=FORM_ONLY, details=_scope(address))


def _dotted(text: bytes, start: int, end: int) -> bool:
    return text[start - 1 : start] == b"." or (
        text[end : end + 1] == b"." and text[end + 1 : end + 2].isdigit()
    )


def _scope(address: IPv4Address | IPv6Address) -> dict[str, object]:
    return {} if address.is_global else {"scope": "not public"}


def _read_v6(text: bytes, start: int, end: int) -> Iterator[Hit]:
    end -= text[end - 1 : end] == b"."
    end -= text[end - 1 : end] == b":" and text[end - 2 : end] != b"::"
    if end - start > _LONGEST_V6 or touched(text, start, end, b"_-+@") or cut_off(text, end):
        return
    if text[start - 1 : start] in (b":", b".") or _MORE.match(text, end):
        return
    written = text[start:end].decode()
    try:
        address = IPv6Address(written)
    except AddressValueError:
        return
    groups = [group for group in written.split(":") if group]
    bytes_of_a_key = "::" not in written and all(len(group) == 2 for group in groups)
    if bytes_of_a_key or not _is_v6(address, groups):
        return
    yield Hit(start, end, str(address), check=FORM_ONLY, details=_scope(address))


def _is_v6(address: IPv6Address, groups: list[str]) -> bool:
    """Whether it is an address that may be in use, and not `a::b` of a program or a time with a slip."""
    if address.packed[:2] == b"\xff\xff":
        return False
    known = address.packed[0] & 0xE0 == 0x20 or address.packed[0] in (0xFC, 0xFD, 0xFE)
    digits = sum(len(group) for group in groups)
    return (known and digits >= 5) or (
        len(groups) >= 4 and digits >= 8 and not all(g.isdigit() for g in groups)
    )


KINDS = (
    Kind(
        name="ipv4",
        meaning="An address of the Internet Protocol, version 4; `scope` says when it is none of the public Internet.",
        source="RFC 791, RFC 6890 (special ranges)",
        patterns=(r"\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b",),
        marks=("ipv4",),
        read=_read_v4,
        examples=(
            Example("panel 185.220.101.4 port 22", "185.220.101.4"),
            Example("ssh root@host, IP: 10.0.0.5.", "10.0.0.5"),
        ),
        refused=(
            "version 185.220.101.4",
            "Chrome/41.0.227.118",
            "v1.2.3.4",
            "step 1.2.3.4",
            "patch V8 to 10.2.154.13",
            "identifier 2.5.29.54",
            "accept ports as strings everywhere. Upgrade the engine to 3.1.8.5",
            "mask 255.255.255.0",
            "not in 2.3.25.6 but in 2.3.25.8",
            "185.220.101.256",
            "185.220.101.4.7",
            "185.220.101.04",
            "0.220.101.4",
            "1185.220.101.4",
            "185.220.101.4 ...",
        ),
    ),
    Kind(
        name="ipv6",
        meaning="An address of the Internet Protocol, version 6, in its shortest form.",
        source="RFC 4291, RFC 5952 (canonical form)",
        patterns=(
            r"(?i)\b(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}\b",
            r"(?i)\b[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*::[0-9a-f:.]*",
        ),
        marks=("colons", "colons"),
        read=_read_v6,
        examples=(
            Example("host [2001:0DB8::8a2e:370:7334]:443", "2001:db8::8a2e:370:7334"),
            Example("at fe80::1ff:fe23:4567:890a.", "fe80::1ff:fe23:4567:890a"),
            Example("2a00:1450:4007:80e:0:0:0:200e", "2a00:1450:4007:80e::200e"),
        ),
        refused=(
            "12:30:45 and 10:20::30",
            "mask ffff:ffff:ffff:ffff::",
            "std::begin, ad::be and a::b",
            "aa:bb:cc:dd:ee:ff",
            "aa:bb:cc:dd:ee:ff:00:11",
            "2a00:1450:4007:80e:0:0:0:200e:1",
            "2a00::1::2",
        ),
    ),
)
