"""Which selectors of a site file a page will be asked for, so that all of them are answered in one pass over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from filature.reading.dom.program import Program
from filature.reading.sites.model import Kind, Labels, Site

_ALWAYS = ("title", "body")
_SELECTORS = frozenset(["css", "no_css", "root", "skip", "only", "only_if", "quotes"])
_PROGRAMS: dict[tuple[int, ...], tuple[tuple[Any, ...], Program]] = {}


def to_recognise(site: Site, generic: Site) -> Program:
    """What tells the kind of a page: the conditions of the site and those that hold everywhere."""
    return _program([k.when for s in (site, generic) for k in s.kinds], site, generic)


def to_read(site: Site, kind: Kind | None) -> Program:
    """What is read from a page of this kind."""
    return _program([site.page, site.always, kind], site, kind)


def _program(parts: Any, *owners: Any) -> Program:
    """The program of all selectors in ``parts``, made once for these owners as long as the process runs."""
    place = tuple(map(id, owners))
    known = _PROGRAMS.get(place)
    if known is None or any(a is not b for a, b in zip(known[0], owners, strict=True)):
        known = _PROGRAMS[place] = owners, Program([*_ALWAYS, *_selectors(parts)])
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
            if entry.name in _SELECTORS:
                yield from value
            else:
                yield from _selectors(value)
