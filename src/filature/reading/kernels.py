"""The compiled loops over pages, loaded when they are first needed: their compiler takes longer to load than most
commands take, and only readers of pages need it."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from filature.engine.compiled import keep_compiled


@cache
def flattening() -> ModuleType:
    """`dom.flatten`."""
    keep_compiled()
    from filature.reading.dom import flatten  # noqa: PLC0415

    return flatten


@cache
def matching() -> ModuleType:
    """`dom.match`."""
    keep_compiled()
    from filature.reading.dom import match  # noqa: PLC0415

    return match


@cache
def resolving() -> ModuleType:
    """`html_kernel`."""
    keep_compiled()
    from filature.reading import html_kernel  # noqa: PLC0415

    return html_kernel


def load() -> None:
    """Load all of them; where numba has none in its cache yet, this compiles them, which takes up to a minute."""
    for kernel in (flattening, matching, resolving):
        kernel()
