"""A mapping to SQL: one SELECT that streams the rows of the target, typed, with ids and with what was not read."""

from __future__ import annotations

import json
from dataclasses import dataclass

from filature.engine.duck import quote_name, quote_text
from filature.evidence.record import Record
from filature.reading.mapping.mapping import Mapping
from filature.sources.relation import Relation
from filature.tables import ALL
from filature.tables.model import FLAG, INT, MOMENT, MONEY, REAL, TEXTS, Column

_MACROS = {
    MONEY: "as_amount({})",
    INT: "as_integer({})",
    REAL: "as_real({})",
    FLAG: "as_flag({})",
    MOMENT: "as_moment({}, {})",
}
# Texts that a person wrote, in which a word for "nothing" is a text like any other.
_WRITTEN = ("title", "handle", "text", "description")
# From the digest of the stage before: written out in one expression, an id costs 0.1 s to plan.
_ACCOUNT, _OFFER = "'acc_' || b32_of_hex(t_account)", "'off_' || b32_of_hex(t_offer)"
_SUBJECTS = {"offer_observation": "title", "account_observation": "handle", "post": "text"}


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for all rows: the capture, the site and date that names state, the currency of the site."""

    record: Record
    site: str
    observed_at: str
    currency: str


@dataclass(frozen=True, slots=True)
class Query:
    """``sql`` gives the columns of the target but `place`, then ``_raw`` (the row as text where it names no
    subject, else null), then one column for each of ``unread``: the text of a source column that was not read;
    ``_row`` comes first where the relation must be asked for it.
    """

    sql: str
    unread: tuple[str, ...]


def select(relation: Relation, mapping: Mapping, context: Context) -> Query:
    """The query for the rows of ``mapping.table``. Built in stages, so that nothing is worked out twice."""
    rows = _Rows(relation, mapping, context)
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
    return Query(
        f"select {last} from (select {middle} from (select {inner} from {relation.view}))", rows.unread
    )


def _row(relation: Relation) -> list[str]:
    return [] if relation.consecutive else ["_row"]


def _named(columns: dict[str, str]) -> list[str]:
    return [f"{sql} as {name}" for name, sql in columns.items()]


def json_object(columns: tuple[str, ...], given: dict[str, str] | None = None) -> str:
    """SQL for a JSON object of columns in the order of their names, or NULL; empty cells are left out.

    ``given`` maps further names to SQL.
    """
    parts = {**{c: f"nullif({quote_name(c)}, '')" for c in columns}, **(given or {})}
    written = [f"""'"' || {_key(c)} || '":' || to_json({parts[c]})""" for c in sorted(parts)]
    if not written:
        return "null"
    joined = f"concat_ws(',', {', '.join(written)})"
    return f"list_transform([{joined}], lambda let_: case when let_ <> '' then '{{' || let_ || '}}' end)[1]"


def _key(name: str) -> str:
    """``name`` as the inside of a JSON string, as an SQL literal."""
    return quote_text(json.dumps(name, ensure_ascii=False)[1:-1])


class _Rows:
    def __init__(self, relation: Relation, mapping: Mapping, context: Context) -> None:
        self.relation, self.mapping, self.context = relation, mapping, context
        self.columns = {c.name: c for c in ALL[mapping.table].columns if c.name in mapping.columns}
        read = [(n, c) for n, c in self.columns.items() if c.type in _MACROS]
        self._read = [n for n, _ in read]
        self.unread = tuple(mapping.columns[n][0] for n in self._read)

    def typed(self) -> dict[str, str]:
        """First stage: the mapped columns under names of their own, and the site."""
        made = {f"t_{c.name}": self._typed(c) for c in self.columns.values()}
        made["t_site"] = self._site()
        for money in [c for c in self.columns.values() if c.name == "price"]:
            made["t_money"] = f"as_money({self._source(money)})"
            made["t_price_text"] = f"as_text({self._source(money)})"
        return made

    def derived(self, typed: dict[str, str]) -> dict[str, str]:
        """Second stage: texts that were not read, the digests behind the ids, the raw text of a row without subject."""
        made = {}
        for number, name in enumerate(self._read):
            value = "t_money.amount" if name == "price" else f"t_{name}"
            if name == "last_seen" and "last_seen_text" in self.columns:
                value = f"coalesce(t_last_seen::varchar, as_age({self._source(self.columns[name])})::varchar)"
            made[f"_u{number}"] = (
                f"case when {value} is null then as_text({self._source(self.columns[name])}) end"
            )
        subject = _SUBJECTS.get(self.mapping.table)
        lost = (
            " or ".join([*([f"t_{subject} is null"] if subject else []), *self._repeats_header()]) or "false"
        )
        raw = ", ".join(map(quote_name, self.relation.columns)) or "''"
        made["_raw"] = f"case when {lost} then concat_ws(' | ', '', {raw}) end"
        if "t_handle" in typed:
            made["t_account"] = "account_digest(t_site, t_handle)"
        if self.mapping.table == "offer_observation":
            native, handle = (n if n in typed else "null" for n in ("t_native_id", "t_handle"))
            made["t_offer"] = f"offer_digest(t_site, {native}, {handle}, t_title)"
        return made

    def _repeats_header(self) -> list[str]:
        """SQL condition: the row is the header once more."""
        if not self.relation.has_header or self.mapping.table == "table_row":
            return []
        same = [f"{quote_name(c)} = {quote_text(c)}" for c in self.relation.columns[:3]]
        return [f"coalesce({' and '.join(same)}, false)"]

    def final(self, typed: dict[str, str]) -> dict[str, str]:
        """Last stage: what each column of the target is."""
        if self.mapping.table == "table_row":
            return {
                "capture_id": quote_text(self.context.record.capture_id),
                "relation": quote_text(self.relation.name),
                "cells": f"coalesce({json_object(self.relation.columns)}, '{{}}')",
            }
        made = {name: f"t_{name}" for name in self.columns}
        made |= {"capture_id": quote_text(self.context.record.capture_id), "site": "t_site"}
        made |= {"account_id": _ACCOUNT} if "t_handle" in typed else {}
        made |= {"offer_id": _OFFER} if self.mapping.table == "offer_observation" else {}
        made["observed_at"] = self._observed()
        return made | self._extras(made) | {"details": self._details()}

    def _source(self, column: Column) -> str:
        return quote_name(self.mapping.columns[column.name][0])

    def _typed(self, column: Column) -> str:
        given = self._source(column)
        if column.type == TEXTS:
            return self._list(column.name)
        if column.name == "positive_percent":
            return f"as_percent({given})"
        if column.type in _MACROS:
            return _MACROS[column.type].format(given, quote_text(self.mapping.day_order))
        if column.name == "handle":
            return f"as_handle({given})"
        return f"as_written({given})" if column.name in _WRITTEN else f"as_text({given})"

    def _list(self, name: str) -> str:
        given = self.mapping.columns[name]
        if len(given) == 1:
            return f"as_texts({quote_name(given[0])}, {quote_text('/' if name == 'category' else ',')})"
        parts = ", ".join(f"as_text({quote_name(g)})" for g in given)
        return f"list_distinct_in_order([{parts}])"

    def _site(self) -> str:
        stated = self.mapping.columns.get("site")
        fixed = quote_text(self.mapping.site or self.context.site)
        return f"coalesce(site_named(as_text({quote_name(stated[0])})), {fixed})" if stated else fixed

    def _observed(self) -> str:
        when = self.context.observed_at
        fallback = f"timestamptz {quote_text(when)}" if when else "null::timestamptz"
        return f"coalesce(t_observed_at, {fallback})" if "observed_at" in self.columns else fallback

    def _extras(self, made: dict[str, str]) -> dict[str, str]:
        """Columns that hang on others: upper ends of ranges, the currency, the words of a price, the role."""
        found: dict[str, str] = {}
        if "price" in self.columns:
            fixed = self.mapping.currency or self.context.currency
            known = ["upper(t_currency)"] if "currency" in self.columns else []
            known += ["t_money.currency", quote_text(fixed) if fixed else "null"]
            found |= {
                "price": "t_money.amount",
                "price_max": "t_money.amount_max",
                "price_text": "t_price_text",
            }
            found["currency"] = f"case when t_money.amount is not null then coalesce({', '.join(known)}) end"
        if "sales" in self.columns and "sales_max" in ALL[self.mapping.table].names:
            found["sales_max"] = f"as_integer_max({self._source(self.columns['sales'])})"
        if "rating" in self.columns and "rating_max" in ALL[self.mapping.table].names:
            found["rating_max"] = f"as_scale({self._source(self.columns['rating'])})"
        if "last_seen_text" in self.columns:
            shown = self._source(self.columns["last_seen_text"])
            age = f"to_seconds(as_age({shown})::bigint)"
            found["last_seen"] = f"coalesce(as_moment({shown}), {made['observed_at']} - {age})"
        if self.mapping.table == "offer_observation":
            found["listed"] = "true"
        return found

    def _details(self) -> str:
        """What no column took, and the texts that were not read."""
        taken = {c for given in self.mapping.columns.values() for c in given}
        left = tuple(c for c in self.relation.columns if c not in taken)
        kept = {
            source: f"_u{number}"
            for number, (name, source) in enumerate(zip(self._read, self.unread, strict=True))
            if name not in ("price", "last_seen")
        }
        return json_object(left, kept)


_PARTS = {
    "text": ("message", "text", "comment", "review"), "score": ("score[0]", "score", "rating", "stars"),
    "score_max": ("score[1]",), "buyer": ("user", "buyer", "author"), "date": ("date", "time", "created_at"),
}  # fmt: skip


def feedback(relation: Relation, mapping: Mapping, context: Context, column: str) -> str:
    """SQL for rows of `feedback` inside a column that holds a JSON list of objects."""
    rows = _Rows(relation, mapping, context)
    typed = rows.typed()
    derived = {name: sql for name, sql in rows.derived(typed).items() if name.startswith("t_")}
    part = {
        name: "coalesce(" + ", ".join(f"json_extract_string(item, '$.{p}')" for p in paths) + ")"
        for name, paths in _PARTS.items()
    }
    shown = {
        "capture_id": quote_text(context.record.capture_id), "place": "row_number() over ()", "site": "t_site",
        "account_id": _ACCOUNT if "t_account" in derived else "null",
        "offer_id": _OFFER if "t_offer" in derived else "null",
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
