"""A relation: what every table-like source turns into before its columns are mapped."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reject:
    """One row that could not be read: its place (line or row, in words), a short reason code, what was seen."""

    place: str
    reason: str
    detail: str
    raw: str = ""


@dataclass(slots=True)
class Relation:
    """A set of rows inside DuckDB.

    ``view`` is the quoted name of a view or table of the connection that the source was opened with. It has
    ``_row`` (BIGINT, row of the file counted from 1, header not counted) and then ``columns``, all VARCHAR.
    ``name`` is the sheet, JSON path or database table; empty for a plain file. ``has_header`` is False when
    the names in ``columns`` were made up (``column1`` …). ``consecutive``: a scan in order gives the rows 1, 2,
    3 …, so that ``_row`` can be counted instead of asked for. ``rejects`` are rows of the source that were lost,
    ``remarks`` what else there is to say of it.
    """

    name: str
    view: str
    columns: tuple[str, ...]
    has_header: bool = True
    consecutive: bool = False
    rejects: list[Reject] = field(default_factory=list)
    remarks: list[Reject] = field(default_factory=list)
