"""The compiled loops over pages, loaded when they are first needed: their compiler takes longer to load than most
commands take, and only readers of pages need it. `python -m filature.reading.kernels` compiles them beforehand."""

from __future__ import annotations

from functools import cache
from types import ModuleType


@cache
def flattening() -> ModuleType:
    """`dom.flatten`."""
    from filature.reading.dom import flatten  # noqa: PLC0415

    return flatten


@cache
def matching() -> ModuleType:
    """`dom.match`."""
    from filature.reading.dom import match  # noqa: PLC0415

    return match


@cache
def resolving() -> ModuleType:
    """`html_kernel`."""
    from filature.reading import html_kernel  # noqa: PLC0415

    return html_kernel


@cache
def scanning() -> ModuleType:
    """`filature.selectors.hot_kernel`: texts are scanned behind the reading of pages, which has it compiled by then."""
    from filature.selectors import hot_kernel  # noqa: PLC0415

    return hot_kernel


def load() -> None:
    """Load all of them; where numba has none in its cache yet, this compiles them, which takes up to a minute."""
    for kernel in (flattening, matching, resolving, scanning):
        kernel()


if __name__ == "__main__":
    load()
