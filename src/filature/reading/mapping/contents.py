"""What columns without names hold, by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import duckdb

from filature.engine.duck import quote_name
from filature.reading.mapping import wording
from filature.reading.mapping.mapping import Mapping
from filature.sources.relation import Relation

_SAMPLE = 400
_MONEY = re.compile(
    r"^\s*(?:(?:usd|eur|gbp|btc|xmr|aud|cad|[$€£])\s*[\d.,]+|[\d.,]+\s*(?:usd|eur|gbp|btc|xmr|[$€£]))",
    re.IGNORECASE,
)
_UNIX = re.compile(r"^1[0-9]{9}$")
_KEY = re.compile(r"-----BEGIN PGP PUBLIC KEY")
_URL = re.compile(r"^https?://")
_DATE = re.compile(r"^\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"^\d+(?:[.,]\d+)*$")
_LABEL = re.compile(r"(?P<word>.*?)(?P<number>\d{1,9})")
_HANDLE = re.compile(r"^\S{2,30}$")


def by_content(connection: duckdb.DuckDBPyConnection, relation: Relation) -> Mapping:
    """Columns without names: prices, dates, keys, sites first; then the longest text is the title, a short one the seller."""
    columns = [c for c in relation.columns if c != "_key"]
    cells = {c: _cells(connection, relation, c) for c in columns}
    found: dict[str, tuple[str, ...]] = {}
    for meaning, pattern in (("pgp_key", _KEY), ("price", _MONEY), ("url", _URL), ("observed_at", _DATE)):
        fit = [c for c in columns if _share(cells[c], pattern) > 0.7]
        if fit:
            found[meaning] = (fit[-1],)
            columns.remove(fit[-1])
    times = [c for c in columns if _share(cells[c], _UNIX) > 0.9]
    numbers = [c for c in columns if c not in times and _share(cells[c], _NUMBER) > 0.95]
    if "price" not in found and len(numbers) == 1 and len(columns) >= 3 and not _is_count(cells[numbers[0]]):
        found["price"] = (numbers[0],)
    columns = [c for c in columns if c not in numbers]
    columns = [c for c in columns if c not in times and cells[c]]
    sites = [
        c for c in columns if sum(wording.site_of(v) is not None for v in cells[c]) > 0.6 * len(cells[c])
    ]
    if sites:
        found["site"] = sites[:1]  # type: ignore[assignment]
        columns.remove(sites[0])
    return _named_by_shape(columns, cells, found, times)


def _is_count(cells: list[str]) -> bool:
    """Whether the cells number the rows."""
    return all(c.isdecimal() for c in cells) and all(int(b) - int(a) == 1 for a, b in pairwise(cells))


def _are_labels(cells: list[str]) -> bool:
    """Whether the cells are one word with a running number, as somebody's own index has them: nobody's names."""
    parts = [_LABEL.fullmatch(c) for c in cells]
    found = [p for p in parts if p]
    return (
        len(found) == len(cells)
        and len({p["word"] for p in found}) == 1
        and _is_count(sorted((p["number"] for p in found), key=int))
    )


def _named_by_shape(
    columns: list[str], cells: dict[str, list[str]], found: dict[str, tuple[str, ...]], times: list[str]
) -> Mapping:
    if "price" in found and columns:
        title = max(columns, key=lambda c: sum(map(len, cells[c])) / len(cells[c]))
        rest = [c for c in columns if c != title]
        handle = max(rest, key=lambda c: (_share(cells[c], _HANDLE), len(set(cells[c]))), default=None)
        found["title"] = (title,)
        if handle:
            found["handle"] = (handle,)
            groups = [c for c in rest if c != handle and len(set(cells[c])) * 2 < len(cells[c]) + 2]
            if groups:
                found["category"] = tuple(groups)
        return Mapping("offer_observation", {k: tuple(v) for k, v in found.items()})
    names = [
        c
        for c in columns
        if _share(cells[c], _HANDLE) > 0.8 and len(set(cells[c])) > 1 and not _are_labels(cells[c])
    ]
    if names and (times or len(columns) == 1):
        found["handle"] = (max(names, key=lambda c: len(set(cells[c]))),)
        if times:
            found["last_seen"] = found["observed_at"] = (times[-1],)
        return Mapping("account_observation", {k: tuple(v) for k, v in found.items()})
    return Mapping("table_row")


def _cells(connection: duckdb.DuckDBPyConnection, relation: Relation, column: str) -> list[str]:
    name = quote_name(column)
    rows = connection.execute(
        f"select {name} from {relation.view} where {name} is not null limit {_SAMPLE}"
    ).fetchall()
    return [str(row[0]).strip() for row in rows]


def _share(cells: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.search(c) is not None for c in cells) / len(cells) if cells else 0.0
