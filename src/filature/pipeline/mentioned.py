"""The mentions of a case, of one kind or value: what `filature mentions` prints."""

from __future__ import annotations

from typing import Any

from filature.case import Case


def find(case: Case, kind: str, value: str) -> list[dict[str, Any]]:
    """The rows of `mention`, of one kind and value where these are given, in a total order."""
    query = """select * from mention where ($kind = '' or kind = $kind) and ($value = '' or value = $value)
               order by kind, value, seen_at nulls first, capture_id, source, place, field, start, "end" """
    result = case.connect().execute(query, {"kind": kind, "value": value})
    names = [d[0] for d in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
