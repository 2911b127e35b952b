"""A mapping: which tables and columns of a seized database become Filature's."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from filature.reading.seized.vocabulary import targets
from filature.tables import ALL


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: a column, or a constant.

    ``references`` (table, column) looks the value up there; ``then`` says what is taken from the row that is
    found. ``unit`` multiplies a number (`0.01` for cents). ``is_handle``: the column holds the name of an
    account itself. ``role``: for a true flag in ``column`` (or always, without one) the account has this role.
    """

    column: str = ""
    value: str = ""
    references: tuple[str, str] | None = None
    then: Source | None = None
    unit: str = ""
    is_handle: bool = False
    role: str = ""

    def followed_by(self, then: Source) -> Source:
        """The same way, and ``then`` from where it ends."""
        return replace(self, then=self.then.followed_by(then) if self.then else then)

    def steps(self) -> tuple[list[tuple[str, str, str]], Source | None]:
        """The references in order (column, table, column there), and what is taken at the end; None for the row."""
        found: list[tuple[str, str, str]] = []
        source: Source | None = self
        while source is not None and source.references is not None:
            found.append((source.column, *source.references))
            source = source.then
        return found, source

    @property
    def end(self) -> tuple[str, str] | None:
        """Table and column at which the last reference arrives; None when there is none."""
        return self.then.end or self.references if self.then else self.references


@dataclass(slots=True)
class RelationMap:
    """One table of the database and what it becomes. ``details`` are columns that are kept in `details`.

    ``roles`` says what gives its accounts their roles; ``outgoing`` are kinds of wallet events whose amounts leave
    the account though they are stored without a sign.
    """

    relation: str
    to: str
    columns: dict[str, Source] = field(default_factory=dict)
    roles: list[Source] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    outgoing: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """How one shape of database is read; ``role_words`` and ``kind_words`` take its words to Filature's."""

    database: str
    shape: str
    site: str
    role_words: dict[str, str] = field(default_factory=dict)
    kind_words: dict[str, str] = field(default_factory=dict)
    relations: list[RelationMap] = field(default_factory=list)

    def of(self, *targets: str) -> list[RelationMap]:
        """The tables that become one of ``targets``."""
        return [r for r in self.relations if r.to in targets]

    def relation(self, name: str, target: str) -> RelationMap | None:
        """The mapping of table ``name`` to ``target``; None when it has none."""
        return next((r for r in self.relations if r.relation == name and r.to == target), None)


def fields_of(target: str) -> set[str]:
    """The columns of Filature that a mapping may fill for ``target``."""
    words = {f for f, w in targets()[target].fields.items() if w.to != "nothing"} | {"rating_max"}
    known = {*ALL[target].names, *(ALL["account_observation"].names if target == "user" else ()), "role_text"}
    return words & known | ({"currency"} & known)
