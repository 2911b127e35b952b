"""The columns of a mapped row as SQL, in stages so that nothing is worked out twice: typed, derived, final."""

from __future__ import annotations

from dataclasses import dataclass

from filature.engine.duck import quote_name, quote_text
from filature.evidence.record import Record
from filature.reading.mapping.json_sql import json_object
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
# Keys of ids, of which `many_ids` makes the ids.
ACCOUNT, OFFER = "t_account", "t_offer"
_SUBJECTS = {"offer_observation": "title", "account_observation": "handle", "post": "text"}


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for all rows: the capture, the site and date that names state, the currency of the site."""

    record: Record
    site: str
    observed_at: str
    currency: str


class RowSql:
    """What each column of the target is, in SQL over the columns of ``relation``."""

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
        """Second stage: texts that were not read, the keys behind the ids, the raw text of a row without subject."""
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
            made["t_account"] = "account_key(t_site, t_handle)"
        if self.mapping.table == "offer_observation":
            native, handle = (n if n in typed else "null" for n in ("t_native_id", "t_handle"))
            made["t_offer"] = f"offer_key(t_site, {native}, {handle}, t_title)"
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
        made |= {"account_id": ACCOUNT} if "t_handle" in typed else {}
        made |= {"offer_id": OFFER} if self.mapping.table == "offer_observation" else {}
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
