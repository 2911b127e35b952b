"""One member of an archive, whatever the archive's form."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

# What `zipfile` raises for archives that are damaged, forged, or written by something newer.
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError,
    IndexError, MemoryError,
)  # fmt: skip
NOT_A_FILE = ("not_a_file", "a link or device inside the archive: not followed")


@dataclass(slots=True)
class Member:
    """A member under the ``name`` that the archive gives it; ``modified`` is its time stamp, Unix seconds.

    ``pieces`` gives its bytes once, before the next member is asked for; `Malformed` where they cannot be read.
    ``problem`` is the reason and the words why it has none: a link, a device, a password. ``digest`` is what the
    archive states of its bytes (``algorithm:value``), ``role`` how it is read where the archive says so.
    """

    name: str
    modified: float | None = None
    pieces: Iterator[bytes] = field(default_factory=lambda: iter(()))
    problem: tuple[str, str] | None = None
    digest: str = ""
    role: str = ""
