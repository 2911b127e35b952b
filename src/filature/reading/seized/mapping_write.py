"""Write the mapping file of a seized database, for a person to correct."""

from __future__ import annotations

from collections.abc import Iterable

import yaml

from filature.reading.seized.mapping import Mapping, RelationMap, Source, fields_of
from filature.reading.seized.naming import slug
from filature.reading.seized.shape import Shape
from filature.reading.seized.vocabulary import targets

FOLDER = "mappings"
_HEAD = """\
# How the seized database {database} becomes Filature's tables. Proposed from its names, its keys and its first rows.
# Correct it and run `filature build` again: this file is never overwritten. Delete it to have a new proposal.
#
# site         under this id its accounts and offers are filed
# role_words   its words for roles -> administrator, moderator, vendor, buyer; who is none of the first three is a
#              third party, unless the account sold something
# kind_words   its words for movements of money -> deposit, withdrawal, escrow, release, refund, fee
# tables       each table of the database and what it becomes (to). A column of Filature is filled from
#                price: prix                                       a column
#                currency: {{value: EUR}}                            a constant
#                price: {{column: prix_cents, unit: "0.01"}}         a number in small units
#                account_id: {{column: auteur, is: handle}}          a column that holds the account's name itself
#                vendor_account_id:                                the row that a column refers to; `then` goes on from there
#                  column: product_id
#                  references: products.id
#                  then: {{column: vendor_id, references: users.id}}
#              roles: what gives an account its roles, e.g. [{{column: role}}, {{column: is_admin, role: administrator}}]
#              details: columns kept beside, under their own names
#              outgoing: kinds of movements that leave the account though the amount has no sign
"""


def file_name(database: str, shape: Shape) -> str:
    """Path of the file below ``inputs/`` for a database of this name and shape."""
    return f"{FOLDER}/database-{slug(database)}-{shape.id}.yaml"


def render(mapping: Mapping, shape: Shape) -> str:
    """The text of the file, with a comment for each table and column that nothing is made of."""
    lines = [_HEAD.format(database=_comment([mapping.database])), "kind: seized_database"]
    lines += [f"{key}: {_scalar(getattr(mapping, key))}" for key in ("database", "shape", "site")]
    for key in ("role_words", "kind_words"):
        words = getattr(mapping, key)
        lines += [
            f"{key}:" if words else f"{key}: {{}}",
            *(f"  {_scalar(w)}: {_scalar(m)}" for w, m in words.items()),
        ]
    lines.append("tables:" if mapping.relations else "tables: []")
    for relation in mapping.relations:
        lines += _relation(relation)
    mapped = {r.relation for r in mapping.relations}
    for name, table in shape.tables.items():
        if name not in mapped:
            lines.append(f"  # kept raw only: {_comment([name])} ({_comment(table.names)})")
    return "\n".join(lines) + "\n"


def _relation(relation: RelationMap) -> Iterable[str]:
    yield f"  - relation: {_scalar(relation.relation)}"
    yield f"    to: {relation.to}"
    yield "    columns:"
    for field, source in relation.columns.items():
        yield f"      {field}: {_flow(source)}"
    missing = [
        f for f in targets()[relation.to].fields if f in fields_of(relation.to) and f not in relation.columns
    ]
    if missing:
        yield f"      # nothing found for: {', '.join(missing)}"
    if relation.roles:
        yield "    roles:"
        yield from (f"      - {_flow(source, whole=True)}" for source in relation.roles)
    if relation.outgoing:
        yield f"    outgoing: [{', '.join(relation.outgoing)}]"
    yield f"    details: [{', '.join(map(_scalar, relation.details))}]"


def _flow(source: Source, *, whole: bool = False) -> str:
    """A source in YAML's flow style; a column alone as its name."""
    parts = {"column": source.column, "value": source.value, "unit": source.unit, "role": source.role}
    written = [f"{key}: {_scalar(value)}" for key, value in parts.items() if value]
    if source.is_handle:
        written.append("is: handle")
    if source.references:
        written.append(f"references: {_scalar('.'.join(source.references))}")
    if source.then:
        written.append(f"then: {_flow(source.then, whole=True)}")
    alone = source.column and len(written) == 1 and not whole
    return _scalar(source.column) if alone else f"{{{', '.join(written)}}}"


def _scalar(value: str) -> str:
    """A text as YAML writes it on one line, also inside of brackets: in quotes where it must be."""
    plain = yaml.safe_dump(value, allow_unicode=True, width=1 << 30).split("\n")[0]
    if plain == value and not any(c in value for c in ",[]{}:#&*!|>'\"%@`?"):
        return plain
    return yaml.safe_dump(value, default_style='"', allow_unicode=True, width=1 << 30).rstrip("\n")


def _comment(names: Iterable[str]) -> str:
    """Names on one line that a comment can hold, not endless."""
    return ", ".join("".join(c if c.isprintable() else "?" for c in n) for n in names)[:400]
