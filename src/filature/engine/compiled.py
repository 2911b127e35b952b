"""Where numba keeps the loops that it compiles."""

from __future__ import annotations

import hashlib
import os
import shutil
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
# What goes into a compiled loop: its own file, and those whose numbers it holds.
SOURCES = ("reading/dom/*.py", "reading/html_*.py", "selectors/hot*.py")


@cache
def keep_compiled() -> None:
    """Have numba keep what it compiles under a name made of all sources that go into it; called before a loop is loaded.

    numba looks only at the file of a function itself, and would go on with the numbers that another file had yesterday.
    """
    from numba.core import config  # noqa: PLC0415 (it takes longer to load than most commands take)

    sources = sorted(path for pattern in SOURCES for path in _PACKAGE.glob(pattern))
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    folder = _folder()
    for other in folder.glob("*") if folder.is_dir() else ():
        if other.name != mark:
            shutil.rmtree(other, ignore_errors=True)
    vars(config)["CACHE_DIR"] = str(folder / mark)


def _folder() -> Path:
    """Beside the package, or in the user's cache where that is closed to them."""
    if os.access(_PACKAGE, os.W_OK):
        return _PACKAGE / "__pycache__" / "compiled"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "filature"
