"""Base58 with a checksum of four bytes (Base58Check), in which most coins write their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import base58

from filature.selectors.kind import Hit, Read

LETTER = "[1-9A-HJ-NP-Za-km-z]"
"""One letter of Base58, for patterns."""

Versions = Mapping[bytes, tuple[str, str]]
"""What the first bytes of an address say: the subtype, and the network (`main` or `test`)."""


def decoded(text: bytes) -> bytes | None:
    """What an address holds without its checksum, None when the checksum is wrong."""
    try:
        return base58.b58decode_check(text)
    except ValueError:
        return None


def reader(versions: Versions, size: int = 20) -> Read:
    """A `Read` for addresses: one of ``versions``, then ``size`` bytes, then the checksum."""

    def read(text: bytes, start: int, end: int) -> Iterator[Hit]:
        data = decoded(text[start:end])
        if data is None or (known := versions.get(data[:-size])) is None:
            return
        yield Hit(start, end, text[start:end].decode(), known[0], details=of_network(known[1]))

    return read


def of_network(network: str) -> dict[str, object]:
    """The details of an address: nothing on the main network, else the network's name."""
    return {} if network == "main" else {"network": network}
