"""The key of a case for values that no table holds whole: made once, kept with what a person supplied."""

from __future__ import annotations

import secrets
from pathlib import Path

from filature.evidence.disk import write_whole

NAME = "keys/selectors.key"


def secret_key(inputs: Path) -> bytes:
    """The key below ``inputs``, 32 bytes; drawn and written where there is none, so that it travels with the case."""
    path = inputs / NAME
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, secrets.token_hex(32).encode())
    return path.read_bytes()
