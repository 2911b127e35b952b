"""What the columns of a table hold: by their names, and where there are none by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import duckdb

from filature.engine.duck import quote_name
from filature.reading.mapping import wording
from filature.reading.mapping.mapping import MANY, Mapping
from filature.sources.relation import Relation
from filature.tables import ALL
from filature.tables.model import MOMENT

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
_HANDLE = re.compile(r"^\S{2,30}$")


def propose(connection: duckdb.DuckDBPyConnection, relation: Relation) -> Mapping:
    """The mapping of ``relation`` as its names, else its contents, suggest it."""
    by_name = relation.has_header and not _says_nothing(relation)
    found = _by_name(relation) if by_name else _by_content(connection, relation)
    moments = [c for n, given in found.columns.items() if _is_moment(found.table, n) for c in given]
    return replace(found, day_order=_day_order(connection, relation, moments)) if moments else found


def _is_moment(table: str, name: str) -> bool:
    return any(c.name == name and c.type == MOMENT for c in ALL[table].columns)


def _day_order(connection: duckdb.DuckDBPyConnection, relation: Relation, columns: list[str]) -> str:
    """`dmy` or `mdy` where a value of these columns can be read in one way only; empty where all fit both or none."""
    pattern = "'^\\s*(\\d\\d?)[-/](\\d\\d?)[-/]\\d{2,4}'"
    counts = ", ".join(
        f"count(*) filter (try_cast(regexp_extract({quote_name(c)}, {pattern}, {part}) as int) > 12)"
        for c in columns
        for part in (1, 2)
    )
    row = connection.execute(f"select {counts} from {relation.view}").fetchall()[0]
    first, second = sum(row[::2]), sum(row[1::2])
    return "dmy" if first > 0 and second == 0 else "mdy" if second > 0 and first == 0 else ""


def _says_nothing(relation: Relation) -> bool:
    return set(relation.columns) <= {"_key", "value"}


def _by_name(relation: Relation) -> Mapping:
    found: dict[str, list[str]] = {}
    for column in relation.columns:
        for meaning in wording.meaning_of(column)[:1]:
            found.setdefault(meaning, []).append(column)
    _place_name(found)
    table = _table(found)
    _rename(found, table, relation)
    currency = next((c for n in found.get("price", []) if (c := wording.currency_of(n))), "")
    keep = {
        k: tuple(v if k in MANY else v[:1])
        for k, v in found.items()
        if k in ALL[table].names or k == "feedback"
    }
    return Mapping(table, keep if table != "table_row" else {}, currency=currency)


def _place_name(found: dict[str, list[str]]) -> None:
    """`name` names the account where nothing else does and nothing is sold, else the offer."""
    if not (names := found.pop("name", [])):
        return
    sold = "price" in found or "handle" in found or "stock" in found
    account = {"pgp_key", "last_seen", "sales", "level", "member_since", "rating"} & set(found)
    if "title" not in found and (sold or not account):
        found["title"] = names
    elif "handle" not in found and not sold:
        found["handle"] = names


def _table(found: dict[str, list[str]]) -> str:
    if "title" in found and ("handle" in found or "price" in found or "category" in found):
        return "offer_observation"
    if "text" in found and "handle" in found:
        return "post"
    if "handle" in found:
        return "account_observation"
    return "table_row"


def _rename(found: dict[str, list[str]], table: str, relation: Relation) -> None:
    """Meanings that are called otherwise in the target."""
    if table == "post":
        moved = found.pop("posted_at", None) or found.pop("observed_at", None)
        if moved:
            found["posted_at"] = moved
        if "post_id" in found:
            found["native_id"] = found.pop("post_id")
    if table == "account_observation" and "last_seen" in found:
        found["last_seen_text"] = found["last_seen"]
    if table == "account_observation" and "_key" in relation.columns and "handle" not in found:
        found["handle"] = ["_key"]
    if table == "offer_observation":
        found.pop("last_seen", None)


def _by_content(connection: duckdb.DuckDBPyConnection, relation: Relation) -> Mapping:
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
    names = [c for c in columns if _share(cells[c], _HANDLE) > 0.8 and len(set(cells[c])) > 1]
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
