"""What the columns of a table hold: by their names, and where there are none by what stands in them."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from filature.engine.duck import quote_name
from filature.reading.mapping import wording
from filature.reading.mapping.contents import by_content
from filature.reading.mapping.mapping import MANY, Mapping
from filature.sources.relation import Relation
from filature.tables import ALL
from filature.tables.model import MOMENT

_HEAD = 5_000


def propose(connection: duckdb.DuckDBPyConnection, relation: Relation) -> Mapping:
    """The mapping of ``relation`` as its names, else its contents, suggest it."""
    by_name = relation.has_header and not _says_nothing(relation)
    found = _by_name(relation) if by_name else by_content(connection, relation)
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
    if not _may_be_numeric(connection, relation, columns, pattern):
        return ""
    row = connection.execute(f"select {counts} from {relation.view}").fetchall()[0]
    first, second = sum(row[::2]), sum(row[1::2])
    return "dmy" if first > 0 and second == 0 else "mdy" if second > 0 and first == 0 else ""


def _may_be_numeric(
    connection: duckdb.DuckDBPyConnection, relation: Relation, columns: list[str], pattern: str
) -> bool:
    """Whether one of the first rows has a date in numbers: only then are all rows looked at, which costs a pass."""
    any_of = " or ".join(f"regexp_matches({quote_name(c)}, {pattern})" for c in columns)
    head = f"(select * from {relation.view} limit {_HEAD})"
    return bool(connection.execute(f"select coalesce(bool_or({any_of}), false) from {head}").fetchall()[0][0])


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
