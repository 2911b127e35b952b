"""What the names of columns and sites mean: columns.yaml and markets.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml

from filature.engine.duck import quote_text
from filature.sources.tabular.header import plain_name

_CURRENCY = re.compile(r"(?:^|[_\W])(usd|eur|gbp|btc|xmr|aud|cad|chf)(?:$|[_\W])|([$€£])", re.IGNORECASE)
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}


def _load(name: str) -> Any:
    return yaml.safe_load((files("filature.reading.mapping") / name).read_text("utf-8"))


@cache
def meanings() -> dict[str, tuple[str, ...]]:
    """Plain name of a column -> what it may hold."""
    found: dict[str, list[str]] = {}
    for meaning, names in _load("columns.yaml").items():
        for name in names if meaning != "general" else ():
            found.setdefault(name, []).append(meaning)
    return {name: tuple(values) for name, values in found.items()}


@cache
def _markets() -> dict[str, str]:
    return {word: site for site, entry in _load("markets.yaml").items() for word in entry["words"]}


def known_names() -> frozenset[str]:
    """All plain names of columns that are known."""
    return frozenset(meanings())


def meaning_of(column: str) -> tuple[str, ...]:
    """What a column of this name may hold; a currency in the name is no part of it (`price in $`)."""
    name = plain_name(column)
    bare = plain_name(_CURRENCY.sub(" ", column.replace("_", " ")))
    return meanings().get(name) or meanings().get(bare) or ()


def currency_of(column: str) -> str | None:
    """The currency that the name of a column states."""
    found = _CURRENCY.search(column)
    return (found[1] or "").upper() or _SIGNS[found[2]] if found else None


def site_of(word: str) -> str | None:
    """The site that a word or name stands for."""
    name = plain_name(word)
    for candidate in (
        name,
        name.removesuffix("_market"),
        name.removesuffix("market"),
        name.removesuffix("_forum"),
    ):
        if candidate in _markets():
            return _markets()[candidate]
    return None


def site_in(names: Iterable[str]) -> str | None:
    """The first site named in file and folder names, nearest first; words are what stands between signs and digits."""
    for name in names:
        words = [w for w in re.split(r"[\W_\d]+", name.lower()) if w]
        pairs = [f"{a}_{b}" for a, b in pairwise(words)]
        whole = re.sub(r"\d+", "", plain_name(name)).strip("_")
        for word in (whole, *pairs, *words, *(re.sub(r"^[a-z]{3}\d+", "", plain_name(name)),)):
            if found := site_of(word):
                return found
    return None


@cache
def general_words() -> frozenset[str]:
    """Words in names of files that name no site: data, export, listings …"""
    return frozenset(_load("columns.yaml")["general"]) | frozenset(_load("columns.yaml")["handle"])


def slug(name: str) -> str:
    """``name`` as the id of a site: a-z, 0-9 and `_`."""
    return re.sub(r"[^a-z0-9]+", "_", plain_name(name)).strip("_") or "table"


def currency_at(site: str) -> str:
    """The currency in which a site shows prices that state none; empty where that is not known."""
    return str((_load("markets.yaml").get(site) or {}).get("currency", ""))


@cache
def sql() -> str:
    """Macros: the id of a site that a cell names, and a list without empty and repeated parts."""
    words = ", ".join(quote_text(w) for w in _markets())
    sites = ", ".join(quote_text(s) for s in _markets().values())
    return f"""
create or replace macro stated(t) as nullif(trim(t, chr(32) || chr(9) || chr(10) || chr(13) || chr(160)), '');
create or replace macro site_slug(t) as trim(regexp_replace(lower(t), '[^a-z0-9]+', '_', 'g'), '_');
create or replace macro site_named(t) as coalesce(
    map([{words}], [{sites}])[site_slug(t)], map([{words}], [{sites}])[regexp_replace(site_slug(t), '_?market$', '')],
    nullif(site_slug(t), ''), lower(t));
create or replace macro list_distinct_in_order(parts) as
    list_filter(parts, lambda part, i: part is not null and list_position(parts, part) = i);
"""
