"""What a site file says, checked and compiled: sites, kinds of page, rows, fields, conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Any

from filature.reading.transforms import Options, Transform
from filature.reading.urls import Urls

NO_OPTIONS, NO_URLS = Options(), Urls()
NO_CONTENT = frozenset(["login", "challenge", "captcha", "error", "refresh"])


@dataclass(frozen=True, slots=True)
class Condition:
    """What a page must show; all that is given must hold, and of a tuple any one entry."""

    url: frozenset[str] = frozenset()
    path: re.Pattern[str] | None = None
    title: re.Pattern[str] | None = None
    has: tuple[bytes, ...] = ()
    lacks: tuple[bytes, ...] = ()
    css: tuple[str, ...] = ()
    no_css: tuple[str, ...] = ()
    refresh: re.Pattern[str] | None = None
    under_chars: int | None = None
    under_bytes: int | None = None
    all: tuple[tuple[Condition, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """Where labels and their values stand: ``each`` holds a pair, or is the label itself (see the README)."""

    each: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Field:
    """How one value is found, and what is made of it. Keys are those of the README."""

    name: str
    only_if: tuple[str, ...] = ()
    css: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    up: str = ""
    before: str = ""
    next: bool = False
    attr: tuple[str, ...] = ()
    own: bool = False
    quotes: tuple[str, ...] = ()
    all: bool = False
    exists: bool = False
    count: bool = False
    const: Any = None
    source: str = ""
    group: str = ""
    match: re.Pattern[str] | None = None
    transform: Transform | None = None
    transform_name: str = ""
    options: Options = NO_OPTIONS
    map: dict[str, Any] | None = None
    default: Any = None
    join: str | None = None
    format: str = ""
    required: bool = False
    into: tuple[Field, ...] = ()
    object: tuple[Field, ...] = ()
    otherwise: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Each:
    """What a row is made for: nodes, or matches of a pattern in the text of a node."""

    css: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    attr: str = ""
    find: re.Pattern[str] | None = None
    split: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class RowSpec:
    """Rows of one table. Without ``each`` one row is made of the page."""

    table: str
    fields: tuple[Field, ...]
    each: Each | None = None
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    labels: tuple[Labels, ...] = ()
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page of a site: when a page is of it, and what is read from it."""

    kind: str
    name: str
    when: tuple[Condition, ...]
    root: tuple[str, ...] = ()
    labels: tuple[Labels, ...] = ()
    page: tuple[Field, ...] = ()
    rows: tuple[RowSpec, ...] = ()
    content: bool = True


@dataclass(frozen=True, slots=True)
class Site:
    """One site, or an engine that several sites run on (``family`` is then "engine")."""

    id: str
    name: str
    family: str
    place: str
    hosts: tuple[str, ...] = ()
    titles: re.Pattern[str] | None = None
    markers: tuple[bytes, ...] = ()
    languages: tuple[str, ...] = ()
    currency: str | None = None
    zone: tzinfo = UTC
    decimal_comma: bool = False
    urls: Urls = NO_URLS
    page: tuple[Field, ...] = ()
    always: tuple[RowSpec, ...] = ()
    kinds: tuple[Kind, ...] = ()
    per_host: bool = False
    host_from: re.Pattern[str] | None = None
