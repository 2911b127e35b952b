"""Which columns of a table of accounts say what its accounts may do."""

from __future__ import annotations

from filature.reading.mapping.values import words as value_words
from filature.reading.seized.mapping import Source
from filature.reading.seized.references import References
from filature.reading.seized.shape import Shape
from filature.reading.seized.vocabulary import folded, normal, vocabulary, word_map
from filature.sources.databases.schema import TableInfo


def find_roles(shape: Shape, table: TableInfo, references: References) -> list[Source]:
    """What gives roles, in this order: flags, columns of words (or of the numbers of words), the table's name."""
    known = vocabulary()["roles"]
    forms = {normal(c): c for c in reversed(table.names)}
    found = []
    for role, names in known["flags"].items():
        flags = [forms[n] for n in map(normal, names) if n in forms and _is_flag(shape, table, forms[n])]
        found += [Source(column, role=role) for column in flags]
    for name in (n + end for n in map(normal, known["words"]) for end in ("", "_id")):
        if name in forms and all(s.column != forms[name] for s in found):
            source = references.lookup(table.name, forms[name])
            if any(folded(w) in word_map("role_words") for w in words_of(shape, table.name, source)):
                found.append(source)
    last = normal(table.name.rpartition(".")[2])
    found += [Source(role=role) for role, names in vocabulary()["role_tables"].items() if _ends(last, names)]
    return found


def words_of(shape: Shape, table: str, source: Source) -> list[str]:
    """The words that a source gives in the first rows: of the table of names where it refers to one."""
    if source.references and source.then:
        return shape.sample(source.references[0], source.then.column)
    return shape.sample(table, source.column) if source.column else []


def _is_flag(shape: Shape, table: TableInfo, column: str) -> bool:
    said = {*value_words()["true_words"], *value_words()["false_words"]}
    values = shape.sample(table.name, column)
    return all(v.strip().lower() in said for v in values) and (
        bool(values) or "bool" in table.column(column).type
    )


def _ends(name: str, names: list[str]) -> bool:
    parts = name.split("_")
    return any("_".join(parts[i:]) in map(normal, names) for i in range(len(parts)))
