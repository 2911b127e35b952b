"""Which selectors a page may be asked for, so that all of them are answered in one go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from filature.reading.dom.program import Program
from filature.reading.sites.model import Labels, Site

REFRESH = 'meta[http-equiv="refresh" i]'
_SELECTORS = frozenset(["css", "no_css", "root", "skip", "only", "only_if", "quotes"])
_PROGRAMS: dict[int, tuple[Site, Program]] = {}


def all_of(site: Site) -> Program:
    """Every selector of a site file; made once as long as the process runs."""
    known = _PROGRAMS.get(id(site))
    if known is None or known[0] is not site:
        known = _PROGRAMS[id(site)] = site, Program([REFRESH, *_selectors(site)])
    return known[1]


def _selectors(part: Any) -> Iterator[str]:
    if isinstance(part, Labels):
        yield from (s for s in (part.each, part.label) if s)
        if part.value not in ("rest", "next", "after"):
            yield part.value
    elif isinstance(part, list | tuple):
        for one in part:
            yield from _selectors(one)
    elif is_dataclass(part):
        for entry in fields(part):
            value = getattr(part, entry.name)
            yield from value if entry.name in _SELECTORS else _selectors(value)
