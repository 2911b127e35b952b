"""Where a column of a database leads: by foreign key, by name, by the values that it shares with a key."""

from __future__ import annotations

from filature.reading.seized.choose import Choice, is_order_items
from filature.reading.seized.columns import REFERENCE_ENDS
from filature.reading.seized.mapping import Source
from filature.reading.seized.shape import Shape
from filature.reading.seized.vocabulary import FieldWords, normal, targets, vocabulary
from filature.sources.databases.schema import TableInfo

_DEEPEST = 3


class References:
    """Finds the way from a column to a row of a target, over the tables chosen for it."""

    def __init__(self, shape: Shape, choices: dict[str, Choice]) -> None:
        self._shape, self._choices = shape, choices

    def way(self, table: str, column: str, target: str, depth: int = 1) -> Source | None:
        """From ``column`` to the row of ``target`` that it names; None when nothing tells.

        A column that names accounts by their handle, where no table of users tells more, is taken as such.
        """
        other, there = self._declared(table, column) or self._by_name(table, column, target)
        if not other:
            names = target == "user" and any(not v.isdigit() for v in self._shape.sample(table, column))
            return Source(column, is_handle=True) if names else None
        step = Source(column, references=(other, there))
        choice = self._choices.get(other)
        if choice is not None and choice.target == target:
            return step
        for onward in self._onward(other) if depth < _DEEPEST else ():
            rest = self.way(other, onward, target, depth + 1)
            if rest is not None and rest.references:
                return step.followed_by(rest)
        return None

    def lookup(self, table: str, column: str) -> Source:
        """The name that a column stands for: out of the table of names that it refers to, else its own text."""
        other, key = self._declared(table, column) or self._name_table(column)
        if other and other != table:
            name = self._name_column(other, key)
            if name:
                return Source(column, references=(other, key), then=Source(name))
        return Source(column)

    def _name_column(self, table: str, key: str) -> str:
        """The column of a table of names that holds the name; empty when none is called so."""
        forms = [(normal(c), c) for c in self._shape.tables[table].names if c != key]
        words = [normal(n) for n in vocabulary()["lookups"]]
        named = [c for w in words for form, c in forms if form == w or form.endswith(f"_{w}")]
        return named[0] if named else ""

    def items(self, order_table: str, order_key: str) -> Source | None:
        """From an order to its product over a table of items; None when there is none."""
        orders, products = targets()["dispute"].fields["order_id"], targets()["order"].fields["offer_id"]
        for name, table in self._shape.tables.items():
            if is_order_items(table):
                backward = self._leading(table, orders, "order")
                forward = self._leading(table, products, "offer_observation")
                if backward and forward and backward.end and backward.end[0] == order_table:
                    return Source(order_key, references=(name, backward.column), then=forward)
        return None

    def _leading(self, table: TableInfo, words: FieldWords, target: str) -> Source | None:
        """The way from the column of ``table`` that leads to ``target``: by its name, or by foreign key."""
        named = {name + end for name in words.names for end in REFERENCE_ENDS}
        for column in table.names:
            declared = self._declared(table.name, column)
            leads = declared and self._choices.get(declared[0], Choice("", {})).target == target
            if (leads or normal(column) in named) and (way := self.way(table.name, column, target)):
                return way
        return None

    def _onward(self, table: str) -> list[str]:
        """Columns of a table on the way that may lead further: what its own choice found, then its foreign keys."""
        choice = self._choices.get(table)
        found = [choice.fields["account_id"]] if choice and "account_id" in choice.fields else []
        return found + [k.column for k in self._shape.tables[table].foreign_keys if k.column not in found]

    def _declared(self, table: str, column: str) -> tuple[str, str] | None:
        """Table and column that a foreign key names."""
        for key in self._shape.tables[table].foreign_keys:
            other = self._shape.tables.get(key.table)
            if key.column == column and other is not None:
                there = key.references or other.key
                if there in other.names:
                    return other.name, there
        return None

    def _by_name(self, table: str, column: str, target: str) -> tuple[str, str]:
        """Of the tables chosen for ``target`` the one named like the column, else the first; empty when none is."""
        tables = [name for name, choice in self._choices.items() if choice.target == target]
        if not tables:
            return "", ""
        base = _base(column)
        other = next((t for t in tables if normal(t.rpartition(".")[2]).endswith(base)), tables[0])
        fields = self._choices[other].fields
        key, handle = fields.get("native_id", self._shape.tables[other].key), fields.get("handle", "")
        if target == "user" and handle and self._holds_handles(table, column, other, key, handle):
            key = handle
        return (other, key) if key else ("", "")

    def _holds_handles(self, table: str, column: str, other: str, key: str, handle: str) -> bool:
        """Whether the values are names of accounts and not their numbers: by what they share with either."""
        if not key or key == handle:
            return True
        handles = self._shape.shared(table, column, other, handle)
        keys = self._shape.shared(table, column, other, key)
        if handles == keys == 0:
            mine, theirs = self._shape.sample(table, column), self._shape.sample(other, key)
            return any(not v.isdigit() for v in mine) and all(v.isdigit() for v in theirs)
        return handles > keys

    def _name_table(self, column: str) -> tuple[str, str]:
        """For a column that ends in `id`, the table named as it begins, and its key; empty when there is none."""
        base = normal(column).removesuffix("_id")
        if base != normal(column):
            for name, table in self._shape.tables.items():
                key = table.key or next((c for c in table.names if normal(c) in ("id", f"{base}_id")), "")
                if normal(name.rpartition(".")[2]).split("_")[-1] == base.split("_")[-1] and key:
                    return name, key
        return "", ""


def _base(column: str) -> str:
    """What a column refers to, without the ending that says that it does."""
    name = normal(column)
    ends = sorted((e for e in REFERENCE_ENDS if e and name.endswith(e)), key=len)
    return name.removesuffix(ends[-1]) if ends else name
