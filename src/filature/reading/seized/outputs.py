"""The rows of Filature's tables from the temporary tables of a database, in the order of the mapping."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from filature.engine.duck import quote_name, quote_text
from filature.reading.seized.made import Made
from filature.tables import ALL

_STRANGER = "coalesce({}.third_party, true)"


@dataclass(frozen=True, slots=True)
class Frame:
    """What all rows of a database share: its capture, the moment of that, and its site."""

    capture_id: str
    moment: datetime | None
    site: str

    def values(self) -> dict[str, str]:
        """The shared columns in SQL."""
        moment = f"{quote_text(self.moment.isoformat())}::timestamptz" if self.moment else "null::timestamptz"
        return {
            "capture_id": quote_text(self.capture_id),
            "site": quote_text(self.site),
            "observed_at": moment,
        }


def queries(target: str, made: Sequence[Made], frame: Frame) -> Iterator[str]:
    """The queries whose rows, one query after the other, are the rows of ``target``."""
    if target == "role":
        if made:
            yield _roles(made, frame)
        return
    for table in made:
        if table.relation.to == target:
            yield _select(target, table, frame)
        elif target == "account_observation" and table.relation.to == "user":
            yield _select(
                target,
                table,
                frame,
                {"member_since": "registered_at", "last_seen": "last_login_at"},
                "p.vendor",
            )


def _select(
    target: str, made: Made, frame: Frame, renamed: dict[str, str] | None = None, only: str = "true"
) -> str:
    """Rows of one relation, required columns present, in the order of its rows."""
    special = {
        **frame.values(),
        "place": "m.place",
        "relation": quote_text(made.relation.relation),
        "details": "m.details",
    }
    special |= _people(target)
    columns, needed = [], [only]
    for column in ALL[target].columns:
        value = special.get(column.name) or made.field(
            (renamed or {}).get(column.name, column.name), column.sql_type
        )
        columns.append(f"({value})::{column.sql_type} as {quote_name(column.name)}")
        needed += [f"{value} is not null"] if column.required and column.name not in special else []
    joins = [f"left join person p on p.account_id = {made.field('account_id')}"]
    if target == "message":
        joins = [
            f"left join person {alias} on {alias}.account_id = {made.field(field)}"
            for alias, field in (("s", "sender_account_id"), ("t", "recipient_account_id"))
        ]
    return (
        f"select {', '.join(columns)} from {made.name} m {' '.join(joins)} "
        f"where {' and '.join(needed)} order by m.place"
    )


def _people(target: str) -> dict[str, str]:
    """Columns that depend on who an account is."""
    if target == "message":
        return {"third_party": f"{_STRANGER.format('s')} or {_STRANGER.format('t')}"}
    if target == "account_observation":
        return {"third_party": _STRANGER.format("p"), "role": "case when p.vendor then 'vendor' end"}
    return {"third_party": _STRANGER.format("p")} if "third_party" in ALL[target].names else {}


def _roles(made: Sequence[Made], frame: Frame) -> str:
    names = " ".join(f"when {m.number} then {quote_text(m.relation.relation)}" for m in made)
    special = {**frame.values(), "relation": f"case relation_no {names} end"}
    columns = [
        f"({special.get(c.name, quote_name(c.name))})::{c.sql_type} as {quote_name(c.name)}"
        for c in ALL["role"].columns
    ]
    return f"select {', '.join(columns)} from role_fact order by relation_no, place, role"
