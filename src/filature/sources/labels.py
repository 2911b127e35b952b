"""Names as they are shown and kept: printable, bounded, and without a way out of the folder or archive."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from urllib.parse import quote

LONGEST = 2_000
# 1980-01-01, the zero of zip archives, and 1970-01-01, that of tar and of file systems, stand for "not known".
_NO_TIME = (0, 315_532_800)


def clean_label(name: str) -> str:
    """``name`` with bytes that are no text, and control characters, written out as ``\\xNN``.

    Of a name over `LONGEST` characters the begin is kept, and a digest of the whole.
    """
    if name.isascii() and name.isprintable() and len(name) <= LONGEST:
        return name
    text = printable(
        os.fsencode(name).decode("utf-8", "backslashreplace") if _encodable(name) else ascii(name)
    )
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - 20]}~{hashlib.sha256(text.encode('utf-8')).hexdigest()[:16]}"
    return text


def printable(text: str) -> str:
    """``text`` with control characters and the like written out as ``\\xNN``."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def member_label(archive: str, name: str) -> tuple[str, bool]:
    """Label of a member of ``archive``, and whether its name tries to lead out of it."""
    parts = name.replace("\\", "/").split("/")
    unsafe = name.startswith(("/", "\\")) or ".." in parts or parts[0].endswith(":")
    kept = [p for p in parts if p not in ("", ".", "..")] or ["unnamed"]
    return clean_label(f"{archive}!/{'/'.join(kept)}"), unsafe


def file_uri(label: str) -> str:
    """A `file:` address for something whose own address is not known."""
    return "file:///" + quote(label, safe="/!:@,;=+-._~()")


def utc(seconds: float | None) -> str:
    """Unix seconds as ISO 8601 in UTC, whole seconds; empty for None, for a zero of some archive's calendar, and for
    times that no calendar has."""
    try:
        if seconds is None or int(seconds) in _NO_TIME:
            return ""
        return datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")
    except (OverflowError, OSError, ValueError):
        return ""


def _encodable(name: str) -> bool:
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return False
    return True
