"""Who is who: the roles of all accounts of a database, and who of them is a third party.

A role comes from the database's words, or from what an account did: who offers something, or is the seller of an
order, is a vendor. An account that is neither vendor nor moderator nor administrator is a third party.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from filature.engine.duck import quote_text
from filature.reading.seized.fields import in_words
from filature.reading.seized.made import Made
from filature.reading.seized.mapping import Mapping, Source
from filature.reading.seized.notes import Notes
from filature.reading.seized.shape import Shape
from filature.reading.seized.vocabulary import word_map
from filature.reading.seized.ways import Ways

_NO_THIRD_PARTY = "('administrator', 'moderator', 'vendor')"
_SELLERS = {"offer_observation": "account_id", "order": "vendor_account_id"}
_FACTS = "relation_no, rank, place, account_id, native_user_id, role, role_text"


def find_people(shape: Shape, mapping: Mapping, made: Sequence[Made], notes: Notes) -> None:
    """Make the temporary tables `role_fact` (one row for each account and role, the best source of it) and `person`
    (account_id, vendor, third_party); words for roles that nobody knows are remarked upon."""
    found = " union all ".join(query for table in made for query in _facts(shape, mapping, table))
    nothing = "select 0, 0, 0::bigint, null::varchar, null::varchar, null::varchar, null::varchar where false"
    shape.connection.execute(
        f"create temp table role_fact as with fact({_FACTS}) as ({found or nothing}) "
        "select * from fact where account_id is not null and role <> '' "
        "qualify row_number() over (partition by account_id, role order by rank, relation_no, place) = 1"
    )
    shape.connection.execute(
        "create temp table person as select account_id, bool_or(role = 'vendor') as vendor, "
        f"not bool_or(role in {_NO_THIRD_PARTY}) as third_party from role_fact group by account_id"
    )
    unknown = (
        "select role, count(*) from role_fact where role not in ('administrator', 'moderator', 'vendor', 'buyer') "
        "group by role order by role limit 100"
    )
    for word, count in shape.connection.execute(unknown).fetchall():
        notes.remark(
            "role_unknown",
            f"role {word!r} of {count} accounts is not known: they count as third parties",
            raw=word,
        )


def _facts(shape: Shape, mapping: Mapping, made: Made) -> Iterator[str]:
    """Queries for the roles that one relation tells."""
    relation = made.relation
    if relation.to in ("user", "account_observation"):
        for rank, source in enumerate(relation.roles, 1):
            yield _told(shape, mapping, made, source, rank)
    elif relation.to == "role":
        ways = Ways(shape, mapping, relation.relation)
        native = ways.start(relation.columns["account_id"])
        yield _words(
            made, mapping, made.field("role_text"), native, f"{shape.view(relation.relation)} r", ways, 0
        )
    seller = _SELLERS.get(relation.to, "")
    if seller in made.fields:
        yield (
            f"select {made.number}, 1000, min(place), {seller}, null, 'vendor', null from {made.name} "
            f"where {seller} is not null group by {seller}"
        )


def _told(shape: Shape, mapping: Mapping, made: Made, source: Source, rank: int) -> str:
    """The query for one thing that a table of accounts says of their roles."""
    relation = made.relation.relation
    ways, rows = Ways(shape, mapping, relation), f"{shape.view(relation)} r"
    native = made.field("native_id")
    if not source.role:
        return _words(made, mapping, ways.text(source), native, rows, ways, rank)
    stated = f"as_flag({ways.text(source)})" if source.column else "true"
    said, role = quote_text(source.column or relation), quote_text(source.role)
    return (
        f"select {made.number}, {rank}, m.place, m.account_id, {native}, {role}, {said} "
        f"from {rows} join {made.name} m on m.place = r._row {' '.join(ways.joins)} where {stated}"
    )


def _words(made: Made, mapping: Mapping, text: str, native: str, rows: str, ways: Ways, rank: int) -> str:
    """The query for roles told in words, several of them perhaps in one text."""
    role = in_words("said.word", {**word_map("role_words"), **mapping.role_words}, "folded(said.word)")
    return (
        f"select {made.number}, {rank}, m.place, m.account_id, {native}, {role}, said.word "
        f"from {rows} join {made.name} m on m.place = r._row {' '.join(ways.joins)}, "
        f"lateral (select unnest(word_parts({text})) as word) said"
    )
