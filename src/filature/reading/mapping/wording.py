"""What the names of columns and sites mean: columns.yaml and markets.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from filature.data import load_yaml
from filature.engine.duck import quote_text
from filature.sources.tabular.header import plain_name

_CURRENCY = re.compile(r"(?:^|[_\W])(usd|eur|gbp|btc|xmr|aud|cad|chf)(?:$|[_\W])|([$€£])", re.IGNORECASE)
# A name of a site of so many letters is looked for inside of longer words (`oct1whitehousemarket`).
_LONG = 8
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}


def _load(name: str) -> Any:
    return load_yaml((files("filature.reading.mapping") / name).read_text("utf-8"))


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
    """The site named in file and folder names, nearest first; a name that holds two sites tells none."""
    for name in names:
        found = _sites_in(re.findall(r"[a-z]+\d?[a-z]*|\d+", plain_name(name)))
        if len(found) == 1:
            return found[0]
    return None


def _sites_in(words: list[str]) -> list[str]:
    """The sites that runs of up to four ``words`` name, longest runs first; a long name may stand inside a word."""
    found: list[str] = []
    start = 0
    while start < len(words):
        runs = (words[start : start + size] for size in range(min(4, len(words) - start), 0, -1))
        hit = next(((site, len(r)) for r in runs for j in ("_", "") if (site := site_of(j.join(r)))), None)
        inside = None if hit else _inside(words[start])
        if site := hit[0] if hit else inside:
            found += [site] if site not in found else []
        start += hit[1] if hit else 1
    return found


def _inside(word: str) -> str | None:
    return next((s for w, s in _markets().items() if len(w) >= _LONG and w.replace("_", "") in word), None)


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
