"""One mapped table as a temporary table of DuckDB: each field typed, and beside it the text that it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from filature.engine.duck import quote_name, quote_text
from filature.reading.seized.fields import Field, Fields
from filature.reading.seized.mapping import Mapping, RelationMap
from filature.reading.seized.notes import Notes
from filature.reading.seized.shape import Shape
from filature.reading.seized.ways import Ways
from filature.tables import ALL

_TROUBLES = {
    "unread": ("value_unreadable", "values could not be read"),
    "unresolved": ("reference_unresolved", "references lead nowhere"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A temporary table ``name``: `place`, the ``fields`` of one relation, `details`. Its number orders the relations."""

    name: str
    number: int
    relation: RelationMap
    fields: frozenset[str]

    def field(self, name: str, sql_type: str = "varchar") -> str:
        """SQL for a field of the table called ``m``; NULL of this type when the relation does not have it."""
        return f"m.{quote_name(name)}" if name in self.fields else f"null::{sql_type}"


def make(shape: Shape, mapping: Mapping, number: int, notes: Notes) -> Made:
    """The table for relation ``number`` of the mapping; what could not be read or found is remarked upon."""
    relation = mapping.relations[number]
    ways = Ways(shape, mapping, relation.relation)
    fields = Fields(ways, mapping.site, mapping.kind_words).of(relation)
    columns = ["r._row as place"]
    columns += [f"{f.value} as {quote_name(name)}" for name, f in fields.items()]
    columns += [f"{f.text} as {quote_name('?' + name)}" for name, f in fields.items() if f.text]
    columns.append(f"{_details(shape, relation)} as details")
    made = Made(f"made_{number}", number, relation, frozenset(fields))
    shape.connection.execute(
        f"create temp table {made.name} as select {', '.join(columns)} "
        f"from {shape.view(relation.relation)} r {' '.join(ways.joins)}"
    )
    _remark(shape, made, {name: f for name, f in fields.items() if f.text}, notes)
    if "handle" in fields and ALL[relation.to].column("handle").required:
        query = f"select count(*) from {made.name} where handle is null"
        (nameless,) = shape.connection.execute(query).fetchone() or (0,)
        if nameless:
            detail = (
                f"{relation.relation}: {nameless} rows name no account; they stand in the raw table alone"
            )
            notes.remark("no_handle", detail, relation.relation)
    return made


def _details(shape: Shape, relation: RelationMap) -> str:
    """SQL for a JSON object of the columns kept beside; absent values are left out."""
    if not relation.details:
        return "null::varchar"
    pairs = [
        f"{{'k': {quote_text(c)}, 'v': r.{shape.column(relation.relation, c)}}}" for c in relation.details
    ]
    kept = f"list_filter([{', '.join(pairs)}], lambda e: e.v is not null)"
    return f"nullif(to_json(map_from_entries({kept}))::varchar, '{{}}')"


def _remark(shape: Shape, made: Made, checked: dict[str, Field], notes: Notes) -> None:
    """One remark for each field with trouble: how many, and one example."""
    if not checked:
        return
    parts = []
    for name in checked:
        missed = f"filter ({quote_name('?' + name)} is not null and {quote_name(name)} is null)"
        parts += [f"count(*) {missed}", f"min({quote_name('?' + name)}) {missed}"]
    counts = shape.connection.execute(f"select {', '.join(parts)} from {made.name}").fetchone() or ()
    for position, (name, field) in enumerate(checked.items()):
        if counts[2 * position]:
            reason, detail = _TROUBLES[field.trouble]
            place = f"{made.relation.relation} -> {made.relation.to}.{name}"
            notes.remark(reason, f"{place}: {counts[2 * position]} {detail}", place, counts[2 * position + 1])
