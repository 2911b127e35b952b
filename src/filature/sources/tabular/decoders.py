"""Decoders that never fail: Windows' own reading of cp1252, and UTF-8 with strays from other encodings in it."""

from __future__ import annotations

import codecs

CP1252, UTF8 = "filature-cp1252", "filature-utf8"


def _as_windows_does(error: UnicodeError) -> tuple[str, int]:
    """Windows reads the five bytes that cp1252 leaves free as control characters of the same number."""
    assert isinstance(error, UnicodeDecodeError)
    return "".join(chr(b) for b in error.object[error.start : error.end]), error.end


def _stray(error: UnicodeError) -> tuple[str, int]:
    """A single byte that is no UTF-8 is read as cp1252; a character that was cut short becomes U+FFFD."""
    assert isinstance(error, UnicodeDecodeError)
    bad = error.object[error.start : error.end]
    return (bad.decode("cp1252", CP1252) if len(bad) == 1 else "\ufffd"), error.end


codecs.register_error(CP1252, _as_windows_does)
codecs.register_error(UTF8, _stray)


def errors_for(encoding: str) -> str:
    """The error handler that goes with ``encoding``."""
    return {"cp1252": CP1252, "utf-8": UTF8, "utf-8-sig": UTF8}.get(encoding, "replace")


def head_of_utf8(head: bytes, whole: bool) -> str:
    """The text of the first bytes of a UTF-8 file, without its mark; UnicodeDecodeError when it is something else.

    Unless they are the ``whole`` file, a character may be cut at the end.
    """
    return codecs.getincrementaldecoder("utf-8-sig")().decode(head, whole)
