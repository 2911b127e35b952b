"""The site files: one YAML for each known site, packaged and from a case's `inputs/sites/`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from filature.errors import BadInput
from filature.reading.sites.model import Site
from filature.reading.sites.parse import parse_site
from filature.reading.sites.raw import Raw

_UNWANTED = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class Sites:
    """All site files, compiled. ``by_host`` maps a host name to its site; ``generic`` serves pages of no known site."""

    sites: tuple[Site, ...]
    generic: Site
    by_host: dict[str, Site] = field(default_factory=dict)

    def get(self, site_id: str) -> Site | None:
        """The site of this id."""
        return next((s for s in self.sites if s.id == site_id), None)


class _Loader(yaml.CSafeLoader):
    """YAML in which only `true` and `false` are flags and dates are texts: NO is Norway, `on` is a word."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _UNWANTED]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def load(extra: Path | None = None) -> Sites:
    """The packaged site files and those in the folder ``extra``, which win over packaged ones of the same id.

    BadInput names the file, the key and what to do.
    """
    own = _by_id(_own(extra))
    if not own:
        return _packaged_sites()
    raw = {**_packaged_files(), **own}
    done = {site.id: site for site in (*_packaged_sites().sites, _packaged_sites().generic)}
    return _collected(
        done[name] if name not in own and content.get("engine") not in own else _site(place, content, raw)
        for name, (place, content) in raw.items()
    )


Files = dict[str, tuple[str, dict[str, Any]]]  # id to place and content


@cache
def _packaged_files() -> Files:
    return _by_id(_packaged())


@cache
def _packaged_sites() -> Sites:
    raw = _packaged_files()
    return _collected(_site(place, content, raw) for place, content in raw.values())


def _by_id(texts: Iterator[tuple[str, str]]) -> Files:
    parsed = ((place, _parsed(place, text)) for place, text in texts)
    return {str(content.get("id", place)): (place, content) for place, content in parsed}


def fingerprint(extra: Path | None = None) -> str:
    """SHA-256 (hex) over all site files that `load` would read."""
    digest = hashlib.sha256()
    for place, text in [*_packaged(), *_own(extra)]:
        digest.update(f"{place}\x1f{len(text)}\x1f{text}".encode())
    return digest.hexdigest()


def source(site: Site, extra: Path | None = None) -> str:
    """The text of the file that ``site`` was read from: a packaged one, or one in the folder ``extra``."""
    return next(text for place, text in [*_packaged(), *_own(extra)] if place == site.place)


def _packaged() -> Iterator[tuple[str, str]]:
    for entry in sorted(files(__name__).iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            yield entry.name, entry.read_text("utf-8")


def _own(extra: Path | None) -> Iterator[tuple[str, str]]:
    if extra is None or not extra.is_dir():
        return
    for path in sorted([*extra.glob("*.yaml"), *extra.glob("*.yml")]):
        try:
            yield f"inputs/sites/{path.name}", path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            raise BadInput("inputs/sites/{file} is not UTF-8.", "Save it as UTF-8.", file=path.name) from None


def _parsed(place: str, text: str) -> dict[str, Any]:
    try:
        content = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" (line {where.line + 1}, column {where.column + 1})" if where else ""
        raise BadInput(
            "{place} is not YAML{line}: {reason}.",
            "Correct that line.",
            place=place,
            line=line,
            reason=getattr(error, "problem", error),
        ) from None
    if not isinstance(content, dict):
        raise BadInput(
            "{place}: a site file is a mapping with id, name, family …",
            "See the README of the site files.",
            place=place,
        )
    return content


def _site(place: str, content: dict[str, Any], raw: Files) -> Site:
    return parse_site(Raw(_inherited(place, content, raw), place))


def _collected(parsed: Iterable[Site]) -> Sites:
    found = sorted(parsed, key=lambda s: (s.family == "engine", s.id))
    generic = next((s for s in found if s.id == GENERIC), None)
    if generic is None:
        raise BadInput("The file generic.yaml is missing.", "Install Filature again.")
    sites = tuple(s for s in found if s.id != GENERIC)
    return Sites(sites, generic, {host: s for s in reversed(sites) for host in s.hosts})


def _inherited(
    place: str, content: dict[str, Any], raw: dict[str, tuple[str, dict[str, Any]]]
) -> dict[str, Any]:
    """``content`` with its engine's entries behind its own: a kind of the same name replaces the engine's."""
    engine = content.get("engine")
    if engine is None:
        return content
    if engine not in raw:
        raise BadInput(
            "{place}: there is no site file with the id '{engine}'.",
            "Name an engine that is there.",
            place=f"{place}.engine",
            engine=engine,
        )
    base = raw[engine][1]
    own = {k.get("name", k.get("kind")) for k in content.get("kinds") or [] if isinstance(k, dict)}
    merged = {
        k: v for k, v in base.items() if k not in ("id", "name", "family", "recognise", "per_host", "about")
    } | content
    merged["kinds"] = [
        *(content.get("kinds") or []),
        *(k for k in base.get("kinds") or [] if k.get("name", k.get("kind")) not in own),
    ]
    for key in ("urls", "always", "labels"):
        merged[key] = [*_listed(content.get(key)), *_listed(base.get(key))]
    merged["page"] = {**(base.get("page") or {}), **(content.get("page") or {})}
    return merged


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
