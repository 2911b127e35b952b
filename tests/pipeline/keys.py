"""One key for several cases: each gets its own, and what is hashed with it hangs on it."""

from __future__ import annotations

from pathlib import Path

from filature.case.secret import NAME


def same_key(inputs: Path) -> None:
    """Put a key below ``inputs`` that is the same for each case of the tests."""
    path = inputs / NAME
    path.write_text("5a" * 32, "utf-8")
