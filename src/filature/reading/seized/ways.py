"""From a source of a mapping to SQL: the joins that follow its references, and the value at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from filature.engine.duck import quote_text
from filature.reading.seized.mapping import Mapping, Source
from filature.reading.seized.shape import Shape

NOTHING = "null::varchar"


@dataclass(slots=True)
class Ways:
    """Builds the joins for one table, which is called ``r``. Where several rows have the same key, the first counts."""

    shape: Shape
    mapping: Mapping
    table: str
    joins: list[str] = field(default_factory=list)

    def text(self, source: Source) -> str:
        """The text that a source gives: its constant, its column, or the column at the end of its way."""
        if not source.column:
            return quote_text(source.value)
        steps, last = source.steps()
        return self._follow(steps, last.column) if last else self._own(source.column)

    def handle(self, source: Source) -> str:
        """The name of the account that a source leads to; NULL when it leads nowhere."""
        steps, last = source.steps()
        if last is not None:
            text = self._follow(steps, last.column) if last.is_handle else NOTHING
        else:
            users = self.mapping.relation(steps[-1][1], "user")
            text = (
                self._follow(steps, users.columns["handle"].column)
                if users and "handle" in users.columns
                else NOTHING
            )
        return named(text)

    def native_id(self, source: Source, target: str) -> str:
        """The database's key of the row of ``target`` that a source leads to; NULL when it leads nowhere."""
        steps, last = source.steps()
        if last is not None:
            return f"nullif({self._follow(steps, last.column)}, '')"
        relation = self.mapping.relation(steps[-1][1], target)
        known = relation is not None and "native_id" in relation.columns
        return self._follow(steps, relation.columns["native_id"].column) if relation and known else NOTHING

    def start(self, source: Source) -> str:
        """The text at which a way begins; NULL where the database says that there is none."""
        return f"nullif(nullif({self._own(source.column)}, ''), '0')" if source.column else NOTHING

    def _own(self, column: str) -> str:
        return f"r.{self.shape.column(self.table, column)}"

    def _follow(self, steps: list[tuple[str, str, str]], wanted: str) -> str:
        """Join along ``steps`` (column, table, column there); the column ``wanted`` of the last row."""
        if not steps:
            return self._own(wanted)
        here = self._own(steps[0][0])
        for number, (_, other, there) in enumerate(steps):
            onward = steps[number + 1][0] if number + 1 < len(steps) else wanted
            here = self._join(here, other, there, onward)
        return here

    def _join(self, here: str, other: str, there: str, wanted: str) -> str:
        """Look ``here`` up in column ``there`` of ``other``; the value of ``wanted`` in the first row that has it."""
        key, value = self.shape.column(other, there), self.shape.column(other, wanted)
        rows = (
            f"(select {key} as k, arg_min_null({value}, _row) as v from {self.shape.view(other)} "
            f"where {key} is not null group by {key})"
        )
        for number, join in enumerate(self.joins):
            if join == _left(rows, number, here):
                return f"j{number}.v"
        self.joins.append(_left(rows, len(self.joins), here))
        return f"j{len(self.joins) - 1}.v"


def _left(rows: str, number: int, here: str) -> str:
    return f"left join {rows} j{number} on j{number}.k = {here}"


def named(text: str) -> str:
    """SQL for a handle: outer white space gone, NULL when nothing is left."""
    return f"nullif(trim({text}), '')"
