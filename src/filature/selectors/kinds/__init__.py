"""The kinds of selectors, found by convention: each module here has ``KINDS``, a tuple of `Kind`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from filature.selectors.kind import Kind


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Every kind, in the order of the modules' names."""
    modules = (
        import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__) if not m.name.startswith("_")
    )
    return tuple(kind for module in modules for kind in module.KINDS)
