"""What the tests of the site files share: rows as the page states them, and digests of texts that may not be copied."""

from __future__ import annotations

import hashlib
import json
from typing import Any

_MADE = frozenset(["capture_id", "place", "site", "observed_at", "account_id", "offer_id"])


def shown(row: dict[str, Any]) -> dict[str, Any]:
    """A row without ids and place, as the page states it; `details` as an object."""
    stated = {name: value for name, value in row.items() if name not in _MADE and value is not None}
    return {**stated, **({"details": json.loads(stated["details"])} if "details" in stated else {})}


def digest(text: str) -> str:
    """The first eight hex digits of the SHA-256 of a text without white space: enough to see a change, nothing to read.

    White space is left out so that the expected digests could be made from the source of a page by other means.
    """
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:8]
