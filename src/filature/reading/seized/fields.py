"""The fields of a mapped table in SQL: references to ids, text to typed values."""

from __future__ import annotations

from collections.abc import Mapping as Words
from dataclasses import dataclass

from filature.engine.duck import quote_text
from filature.reading.seized.mapping import RelationMap, Source
from filature.reading.seized.propose import MONEY_FIELDS
from filature.reading.seized.vocabulary import folded, word_map
from filature.reading.seized.ways import Ways, named
from filature.tables import ALL
from filature.tables.model import FLAG, INT, MOMENT, REAL, TEXTS

_READ = {FLAG: "as_flag", INT: "as_integer", REAL: "as_real", TEXTS: "as_texts"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field in SQL: its value and the text that it comes from (empty: nothing to check).

    ``trouble`` is what it means that the text states something and the value is NULL: ``unread``, ``unresolved``.
    """

    value: str
    text: str = ""
    trouble: str = ""


class Fields:
    """Builds the fields of one relation over its `Ways`."""

    def __init__(self, ways: Ways, site: str, kind_words: Words[str, str]) -> None:
        self._ways, self._site = ways, quote_text(site)
        self._kinds = {**word_map("kind_words"), **kind_words}

    def of(self, relation: RelationMap) -> dict[str, Field]:
        """All fields that the relation gives, those that follow from others included."""
        fields = {name: self._field(relation, name, source) for name, source in relation.columns.items()}
        return fields | self._following(relation)

    def _field(self, relation: RelationMap, name: str, source: Source) -> Field:
        if name.endswith("account_id"):
            handle = self._ways.handle(source)
            return Field(f"account_id({self._site}, {handle})", self._ways.start(source), "unresolved")
        if name == "buyer" and (source.references or source.is_handle):
            return Field(self._ways.handle(source), self._ways.start(source), "unresolved")
        if name == "offer_id":
            key = self._ways.native_id(source, "offer_observation")
            # The empty end of the key makes it NULL where the key is; a CASE around the macro takes 14 times as long.
            value = f"offer_id({self._site}, {key}, null, null) || left({key}, 0)"
            return Field(value, self._ways.start(source), "unresolved")
        if name == "order_id":
            key = self._ways.native_id(source, "order")
            return Field(f"seized_order_id({self._site}, {key})", self._ways.start(source), "unresolved")
        return self._plain(relation, name, source, self._ways.text(source))

    def _plain(self, relation: RelationMap, name: str, source: Source, text: str) -> Field:
        """A field that is read from text."""
        if name in MONEY_FIELDS:
            return Field(self._money(relation, name, source, text), f"as_text({text})", "unread")
        special = {
            "handle": named(text),
            "buyer": named(text),
            "kind": in_words(text, self._kinds, otherwise=f"nullif({text}, '')"),
            "verdict": in_words(text, word_map("verdict_words")),
            "currency": f"coalesce(as_currency({text}), upper(nullif(trim({text}), '')))",
            "category": f"case when {text} <> '' then [{text}] end",
        }
        if name in special:
            return Field(special[name])
        column = ALL[relation.to if name in ALL[relation.to].names else "account_observation"].column(name)
        if column.type == MOMENT:
            return Field(f"database_moment({text})", f"present_moment({text})", "unread")
        if column.type in _READ:
            return Field(f"{_READ[column.type]}({text})", f"as_text({text})", "unread")
        return Field(f"nullif({text}, '')")

    def _money(self, relation: RelationMap, name: str, source: Source, text: str) -> str:
        amount = f"in_small_units({text}, {len(source.unit) - 2})" if source.unit else f"as_amount({text})"
        if name != "amount" or not relation.outgoing or "kind" not in relation.columns:
            return amount
        kind = self._field(relation, "kind", relation.columns["kind"]).value
        leaves = ", ".join(quote_text(k) for k in relation.outgoing)
        return f"case when {kind} in ({leaves}) then -abs({amount}) else {amount} end"

    def _following(self, relation: RelationMap) -> dict[str, Field]:
        """Ids that are made of other fields, and the name of the account beside its id."""
        columns, made = relation.columns, {}
        native = (
            f"nullif({self._ways.text(columns['native_id'])}, '')"
            if "native_id" in columns
            else "null::varchar"
        )
        if relation.to == "user":
            made["account_id"] = f"account_id({self._site}, {named(self._ways.text(columns['handle']))})"
        elif relation.to == "order":
            made["order_id"] = f"seized_order_id({self._site}, coalesce({native}, 'row ' || r._row))"
        elif relation.to in ("offer_observation", "post", "account_observation"):
            made["handle"] = (
                self._ways.handle(columns["account_id"]) if "account_id" in columns else "null::varchar"
            )
        if relation.to == "offer_observation":
            title = (
                f"nullif({self._ways.text(columns['title'])}, '')" if "title" in columns else "null::varchar"
            )
            made["offer_id"] = f"offer_id({self._site}, {native}, {made['handle']}, {title})"
            if "price" in columns:
                made["price_text"] = f"nullif({self._ways.text(columns['price'])}, '')"
        return {name: Field(value) for name, value in made.items()}


def in_words(text: str, words: Words[str, str], otherwise: str = "null::varchar") -> str:
    """SQL that takes a text to what its word means, else to ``otherwise``."""
    pairs = ", ".join(f"{quote_text(folded(w))}: {quote_text(m)}" for w, m in sorted(words.items()))
    return f"coalesce(map {{{pairs}}}[folded({text})], {otherwise})"
