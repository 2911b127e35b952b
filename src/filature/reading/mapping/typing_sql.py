"""A mapping to SQL: one SELECT that gives the rows of the target, typed, with ids."""

from __future__ import annotations

from dataclasses import dataclass

from filature.engine.duck import quote_name, quote_text
from filature.evidence.record import Record
from filature.reading.mapping.mapping import Mapping
from filature.sources.relation import Relation
from filature.tables import ALL
from filature.tables.model import FLAG, INT, MOMENT, MONEY, REAL, TEXTS, Column


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for all rows: the capture, the site and date that names state, the currency of the site."""

    record: Record
    site: str
    observed_at: str
    currency: str


def select(relation: Relation, mapping: Mapping, context: Context) -> str:
    """SQL for the rows of ``mapping.table``; rows without their subject are left out (see `without_subject`)."""
    table = ALL[mapping.table]
    rows = _Rows(relation, mapping, context)
    made = _table_row(relation, context) if mapping.table == "table_row" else rows.columns()
    shown = ", ".join(
        f"({made.get(c.name, 'null')})::{c.sql_type} as {quote_name(c.name)}" for c in table.columns
    )
    return f"select {shown} from {relation.view} where {has_subject(mapping)} order by _row"


def has_subject(mapping: Mapping) -> str:
    """SQL condition: the row names what it is about."""
    needed = {"offer_observation": "title", "account_observation": "handle", "post": "text"}.get(
        mapping.table
    )
    return f"stated({quote_name(mapping.columns[needed][0])}) is not null" if needed else "true"


def unread(mapping: Mapping) -> dict[str, str]:
    """For each source column whose values may fail to be read: SQL that is true for such a value."""
    found = {}
    for name, given in mapping.columns.items():
        kind = _column(mapping, name)
        if kind is not None and (macro := _MACROS.get(kind.type)) and kind.name != "category":
            column = quote_name(given[0])
            found[given[0]] = f"is_unread({column}, {macro.format(column)})"
    return found


_MACROS = {
    MONEY: "as_amount({})",
    INT: "as_integer({})",
    REAL: "as_real({})",
    FLAG: "as_flag({})",
    MOMENT: "as_moment({})",
}


# Texts that mean what they say, even `none`.
_WORDS = ("title", "handle", "text", "description")


def _column(mapping: Mapping, name: str) -> Column | None:
    return next((c for c in ALL[mapping.table].columns if c.name == name), None)


def _table_row(relation: Relation, context: Context) -> dict[str, str]:
    return {
        "capture_id": quote_text(context.record.capture_id),
        "place": "_row",
        "relation": quote_text(relation.name),
        "cells": _object(relation.columns) if relation.columns else "'{}'",
    }


def _object(columns: tuple[str, ...] | list[str]) -> str:
    """A JSON object of columns in the order of their names; empty cells are left out."""
    parts = ", ".join(f"{quote_text(c)}, {quote_name(c)}" for c in sorted(columns))
    return f"json_merge_patch('{{}}'::json, json_object({parts}))::varchar"


class _Rows:
    def __init__(self, relation: Relation, mapping: Mapping, context: Context) -> None:
        self.relation, self.mapping, self.context = relation, mapping, context

    def columns(self) -> dict[str, str]:
        made = {c.name: sql for c in ALL[self.mapping.table].columns if (sql := self._mapped(c)) is not None}
        made |= {
            "capture_id": quote_text(self.context.record.capture_id),
            "place": "_row",
            "site": self._site(),
        }
        seen = made.pop("observed_at", None)
        when = self.context.observed_at
        fallback = f"timestamptz {quote_text(when)}" if when else "null"
        made["observed_at"] = f"coalesce({seen}, {fallback})" if seen else fallback
        made |= self._ids(made) | self._extras(made)
        taken = {c for given in self.mapping.columns.values() for c in given}
        left = [c for c in self.relation.columns if c not in taken]
        if left:
            made["details"] = f"nullif({_object(left)}, '{{}}')"
        return made

    def _mapped(self, column: Column) -> str | None:
        given = self.mapping.columns.get(column.name)
        if not given:
            return None
        first = quote_name(given[0])
        if column.type == TEXTS:
            return self._list(column.name, given)
        if column.type == MOMENT:
            return f"as_moment({first}, {quote_text(self.mapping.day_order)})"
        if column.type in _MACROS:
            return _MACROS[column.type].format(first)
        return f"stated({first})" if column.name in _WORDS else f"as_text({first})"

    def _list(self, name: str, given: tuple[str, ...]) -> str:
        separator = "/" if name == "category" else ","
        if len(given) == 1:
            return f"as_texts({quote_name(given[0])}, {quote_text(separator)})"
        parts = ", ".join(f"as_text({quote_name(g)})" for g in given)
        return f"nullif(list_distinct_in_order([{parts}]), [])"

    def _site(self) -> str:
        stated = self.mapping.columns.get("site")
        fixed = quote_text(self.mapping.site or self.context.site)
        return f"coalesce(site_named(as_text({quote_name(stated[0])})), {fixed})" if stated else fixed

    def _ids(self, made: dict[str, str]) -> dict[str, str]:
        handle, site = made.get("handle"), made["site"]
        found = {"account_id": f"account_id({site}, {handle})"} if handle else {}
        if self.mapping.table == "offer_observation":
            native = made.get("native_id", "null")
            found["offer_id"] = f"offer_id({site}, {native}, {handle or 'null'}, {made['title']})"
        return found

    def _extras(self, made: dict[str, str]) -> dict[str, str]:
        """Columns that hang on others: upper ends of ranges, the currency, the words of a price, the role."""
        found: dict[str, str] = {}
        if price := self.mapping.columns.get("price"):
            column = quote_name(price[0])
            fixed = self.mapping.currency or self.context.currency
            stated = made.get("currency")
            known = [f"upper({stated})"] if stated else []
            known += [f"as_currency({column})", quote_text(fixed) if fixed else "null"]
            code = f"coalesce({', '.join(known)})"
            found |= {"price_max": f"as_amount_max({column})", "price_text": f"as_text({column})"}
            found["currency"] = f"case when {made['price']} is not null then {code} end"
        if sales := self.mapping.columns.get("sales"):
            found["sales_max"] = f"as_integer_max({quote_name(sales[0])})"
        if (rating := self.mapping.columns.get("rating")) and "rating_max" in ALL[self.mapping.table].names:
            found["rating_max"] = f"as_scale({quote_name(rating[0])})"
        if (seen := self.mapping.columns.get("last_seen_text")) and made.get("observed_at"):
            age = f"to_seconds(as_age({quote_name(seen[0])})::bigint)"
            found["last_seen"] = f"coalesce(as_moment({quote_name(seen[0])}), {made['observed_at']} - {age})"
        if self.mapping.table == "offer_observation":
            found["listed"] = "true"
        return found


def feedback(relation: Relation, mapping: Mapping, context: Context, column: str) -> str:
    """SQL for rows of `feedback` inside a column that holds a JSON list of objects."""
    made = _Rows(relation, mapping, context).columns()
    item = "json_extract_string(item, {})"
    text = (
        "coalesce("
        + ", ".join(item.format(quote_text(f"$.{n}")) for n in ("message", "text", "comment", "review"))
        + ")"
    )
    score = (
        "coalesce("
        + ", ".join(item.format(quote_text(f"$.{n}")) for n in ("score[0]", "score", "rating", "stars"))
        + ")"
    )
    shown = {
        "capture_id": made["capture_id"], "place": "row_number() over ()", "site": made["site"],
        "account_id": made.get("account_id", "null"), "offer_id": made.get("offer_id", "null"),
        "observed_at": made["observed_at"], "rating": f"as_real({score})",
        "rating_max": f"as_real({item.format(quote_text('$.score[1]'))})", "text": f"as_text({text})",
        "buyer": f"coalesce({item.format(quote_text('$.user'))}, {item.format(quote_text('$.buyer'))})",
        "given_at": f"as_moment({item.format(quote_text('$.date'))}, '')", "details": "item::varchar",
    }  # fmt: skip
    table = ALL["feedback"]
    columns = ", ".join(
        f"({shown.get(c.name, 'null')})::{c.sql_type} as {quote_name(c.name)}" for c in table.columns
    )
    name = quote_name(column)
    unnested = f"select *, unnest(from_json({name}, '[\"JSON\"]')) as item from {relation.view} where json_valid({name})"
    return f"select {columns} from ({unnested} order by _row)"
