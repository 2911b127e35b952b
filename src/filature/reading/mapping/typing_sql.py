"""A mapping to SQL: one SELECT that streams the rows of the target, typed, with ids and with what was not read."""

from __future__ import annotations

from dataclasses import dataclass

from filature.engine.duck import quote_name, quote_text
from filature.reading.mapping.mapping import Mapping
from filature.reading.mapping.row_sql import ACCOUNT, OFFER, Context, RowSql
from filature.sources.relation import Relation
from filature.tables import ALL


@dataclass(frozen=True, slots=True)
class Query:
    """``sql`` gives the columns of the target but `place`, keys in place of ids (see `many_ids`), then ``_raw`` (the
    row as text where it names no subject, else null), then one column for each of ``unread``: the text of a source
    column that was not read; ``_row`` comes first where the relation must be asked for it. ``header`` is how the
    text of a row begins that repeats the header; empty where there is none.
    """

    sql: str
    unread: tuple[str, ...]
    header: str = ""


def select(relation: Relation, mapping: Mapping, context: Context) -> Query:
    """The query for the rows of ``mapping.table``. Built in stages, so that nothing is worked out twice."""
    rows = RowSql(relation, mapping, context)
    table = ALL[mapping.table]
    typed = rows.typed()
    inner = ", ".join([*_row(relation), *map(quote_name, relation.columns), *_named(typed)])
    middle = ", ".join(["*", *_named(rows.derived(typed))])
    made = rows.final(typed)
    shown = [
        f"({made.get(c.name, 'null')})::{c.sql_type} as {quote_name(c.name)}"
        for c in table.columns
        if c.name != "place"
    ]
    last = ", ".join([*_row(relation), *shown, "_raw", *(f"_u{n}" for n in range(len(rows.unread)))])
    sql = f"select {last} from (select {middle} from (select {inner} from {relation.view}))"
    return Query(sql, rows.unread, " | ".join(relation.columns[:3]) if relation.has_header else "")


def _row(relation: Relation) -> list[str]:
    return [] if relation.consecutive else ["_row"]


def _named(columns: dict[str, str]) -> list[str]:
    return [f"{sql} as {name}" for name, sql in columns.items()]


_PARTS = {
    "text": ("message", "text", "comment", "review"), "score": ("score[0]", "score", "rating", "stars"),
    "score_max": ("score[1]",), "buyer": ("user", "buyer", "author"), "date": ("date", "time", "created_at"),
}  # fmt: skip


def feedback(relation: Relation, mapping: Mapping, context: Context, column: str) -> str:
    """SQL for rows of `feedback` inside a column that holds a JSON list of objects."""
    rows = RowSql(relation, mapping, context)
    typed = rows.typed()
    derived = {name: sql for name, sql in rows.derived(typed).items() if name.startswith("t_")}
    part = {
        name: "coalesce(" + ", ".join(f"json_extract_string(item, '$.{p}')" for p in paths) + ")"
        for name, paths in _PARTS.items()
    }
    shown = {
        "capture_id": quote_text(context.record.capture_id), "place": "row_number() over ()", "site": "t_site",
        "account_id": ACCOUNT if "t_account" in derived else "null",
        "offer_id": OFFER if "t_offer" in derived else "null",
        "observed_at": rows.final(typed)["observed_at"], "rating": f"as_real({part['score']})",
        "rating_max": f"as_real({part['score_max']})", "text": f"as_written({part['text']})",
        "buyer": f"as_written({part['buyer']})", "given_at": f"as_moment({part['date']}, '')",
        "details": "item::varchar",
    }  # fmt: skip
    columns = ", ".join(
        f"({shown.get(c.name, 'null')})::{c.sql_type} as {quote_name(c.name)}"
        for c in ALL["feedback"].columns
    )
    name = quote_name(column)
    listed = f"select * from {relation.view} where starts_with({name}, '[') and json_valid({name})"
    inner = ", ".join([*map(quote_name, relation.columns), *_named(typed)])
    items = f"unnest(from_json({name}, '[\"JSON\"]')) as item"
    return f"select {columns} from (select *, {', '.join([*_named(derived), items])} from (select {inner} from ({listed})))"
