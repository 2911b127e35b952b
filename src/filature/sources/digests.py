"""Digests that captured material states of itself, checked while its bytes go by."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator

_ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")


class Stated:
    """A digest as WARC headers and WACZ packages state it: ``algorithm:value``, in base32, hex or base64."""

    def __init__(self, algorithm: str, value: str) -> None:
        self._hash = hashlib.new(algorithm, usedforsecurity=False)
        self._wanted = _bytes_of(value, self._hash.digest_size)

    @classmethod
    def parse(cls, text: str | None) -> Stated | None:
        """The digest that ``text`` states; None when there is none or its algorithm is not known."""
        name, colon, value = (text or "").strip().partition(":")
        algorithm = name.strip().lower().replace("-", "")
        return cls(algorithm, value.strip()) if colon and algorithm in _ALGORITHMS else None

    def update(self, piece: bytes) -> None:
        """Take the next bytes."""
        self._hash.update(piece)

    def along(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """``pieces``, taken as they go by."""
        for piece in pieces:
            self.update(piece)
            yield piece

    @property
    def passed(self) -> bool:
        """Whether the bytes so far are those of the digest. A value that is no digest at all fails."""
        return self._hash.digest() == self._wanted


def verdict(results: list[bool]) -> str:
    """``digest_check`` for the results of all digests that were stated."""
    if not results:
        return "none"
    return "passed" if all(results) else "failed"


def _bytes_of(value: str, size: int) -> bytes | None:
    bare = value.rstrip("=")
    try:
        if len(bare) == 2 * size:
            return bytes.fromhex(bare)
        if len(bare) == -(-8 * size // 5):
            return base64.b32decode(bare.upper() + "=" * (-len(bare) % 8))
        return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_" if {"-", "_"} & set(bare) else b"+/",
                                validate=True)  # fmt: skip
    except (ValueError, binascii.Error):
        return None
