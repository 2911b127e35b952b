"""The compiled loops over pages, loaded when they are first needed: their compiler takes longer to load than most
commands take, and only readers of pages need it. `python -m filature.reading.kernels` compiles them beforehand."""

from __future__ import annotations

import hashlib
import os
import shutil
from functools import cache
from pathlib import Path
from types import ModuleType

_HERE = Path(__file__).parent


@cache
def _keep_compiled() -> None:
    """Have numba keep what it compiles under a name made of all sources that go into it: it looks only at the file of a
    function itself, and would go on with the numbers that another file had yesterday."""
    from numba.core import config  # noqa: PLC0415

    sources = [*sorted((_HERE / "dom").glob("*.py")), _HERE / "html_kernel.py", _HERE / "html_marks.py"]
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    folder = _folder()
    for other in folder.glob("*") if folder.is_dir() else ():
        if other.name != mark:
            shutil.rmtree(other, ignore_errors=True)
    vars(config)["CACHE_DIR"] = str(folder / mark)


def _folder() -> Path:
    """Beside this file, or in the user's cache where that is closed to them."""
    if os.access(_HERE, os.W_OK):
        return _HERE / "__pycache__" / "compiled"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "filature"


@cache
def flattening() -> ModuleType:
    """`dom.flatten`."""
    _keep_compiled()
    from filature.reading.dom import flatten  # noqa: PLC0415

    return flatten


@cache
def matching() -> ModuleType:
    """`dom.match`."""
    _keep_compiled()
    from filature.reading.dom import match  # noqa: PLC0415

    return match


@cache
def resolving() -> ModuleType:
    """`html_kernel`."""
    _keep_compiled()
    from filature.reading import html_kernel  # noqa: PLC0415

    return html_kernel


def load() -> None:
    """Load all of them; where numba has none in its cache yet, this compiles them, which takes up to a minute."""
    for kernel in (flattening, matching, resolving):
        kernel()


if __name__ == "__main__":
    load()
