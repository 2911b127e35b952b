"""The key of a case for values that no table holds whole: drawn when the case is made, kept with what a person supplied."""

from __future__ import annotations

import secrets
from pathlib import Path

from filature.errors import Damaged
from filature.evidence.disk import write_whole

NAME = "keys/selectors.key"


def draw(inputs: Path) -> bytes:
    """Write a new key below ``inputs`` and return it: 32 bytes in hexadecimal. Two cases never share one."""
    path = inputs / NAME
    path.parent.mkdir(parents=True)
    write_whole(path, secrets.token_hex(32).encode())
    return path.read_bytes()


def secret_key(inputs: Path) -> bytes:
    """The key below ``inputs``. `Damaged` when it is gone: with another one, equal values would no longer be seen as equal."""
    path = inputs / NAME
    try:
        return path.read_bytes()
    except OSError as error:
        raise Damaged(
            "The key of the case, {path}, cannot be read: {reason}.",
            "Put it back from a copy of the case.",
            path=path,
            reason=error.strerror,
        ) from error
