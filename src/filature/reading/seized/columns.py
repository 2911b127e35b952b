"""Find the columns of a table that one target of the mapping names: by their names, and by foreign keys."""

from __future__ import annotations

from functools import cache

from filature.reading.seized.vocabulary import TargetWords, normal, vocabulary
from filature.sources.databases.schema import TableInfo

REFERENCE_ENDS = (
    "",
    "_id",
    "_user_id",
    "_user",
    "_uid",
    "_account_id",
    "_username",
    "_no",
    "_num",
    "_ref",
    "_name",
    "_member_id",
)

_MONEY = ("amount", "price")


@cache
def _money_ends() -> tuple[str, ...]:
    return ("", *(f"_{normal(unit)}" for unit in vocabulary()["units"]))


def find_columns(table: TableInfo, words: TargetWords) -> dict[str, str]:
    """Field to column, each column once; fields come in the order of the vocabulary, names best first.

    A field that is looked up may share the column of another one.
    """
    forms = _forms(table)
    found: dict[str, str] = {}
    for field, names in words.fields.items():
        taken = (
            set() if names.to == "lookup" else set(found.values())
        )  # a name may be looked up by a key that is kept too
        free = {form: column for form, column in forms if column not in taken}
        ends = (
            REFERENCE_ENDS
            if names.to and names.to != "nothing"
            else _money_ends()
            if field in _MONEY
            else ("",)
        )
        column = next((free[name + end] for name in names.names for end in ends if name + end in free), None)
        if column is not None:
            found[field] = column
    others = [column for field, column in found.items() if field != "native_id"]
    if "native_id" in words.fields and table.key and table.key not in others:
        found["native_id"] = table.key
    return found


def _forms(table: TableInfo) -> list[tuple[str, str]]:
    """Normalised names of the columns, each as it is and without what leads many of them; exact ones win."""
    own = normal(table.name.rpartition(".")[2]).split("_")
    plain = [(normal(c), c) for c in table.names]
    heads = [form.split("_")[0] for form, _ in plain]
    leading = {*own, *(h for h in heads if len(heads) > 2 and heads.count(h) == len(heads))}
    shorter = [
        (form.partition("_")[2], c) for form, c in plain if form.partition("_")[0] in leading and "_" in form
    ]
    return [*((f, c) for f, c in reversed(shorter) if f), *reversed(plain)]


def complete(found: dict[str, str], words: TargetWords) -> bool:
    """Whether all that the target needs was found."""
    return all(any(choice in found for choice in need) for need in words.needs)


def named_for(table: TableInfo, words: TargetWords) -> int:
    """How well the table's name is one of the target's: words of the name that it covers, 0 for none."""
    name = normal(table.name.rpartition(".")[2])
    parts = name.split("_")
    return max((len(parts) - i for i in range(len(parts)) if "_".join(parts[i:]) in words.tables), default=0)
