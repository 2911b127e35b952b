"""A folder for files that do not count yet, on the disk of the tables, cleared of what a kill left."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = ".build-"


@contextmanager
def scratch_folder(tables: Path) -> Iterator[Path]:
    """A new folder below ``tables``, removed at the end; folders of processes that are gone are removed first."""
    for left in tables.glob(f"{_PREFIX}*"):
        if not Path(f"/proc/{left.name.split('-')[1]}").exists():
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=tables))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
