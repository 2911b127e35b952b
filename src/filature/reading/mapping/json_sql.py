"""JSON objects written by SQL."""

from __future__ import annotations

import json

from filature.engine.duck import quote_name, quote_text


def json_object(columns: tuple[str, ...], given: dict[str, str] | None = None) -> str:
    """SQL for a JSON object of columns in the order of their names, or NULL; empty cells are left out.

    ``given`` maps further names to SQL.
    """
    parts = {**{c: f"nullif({quote_name(c)}, '')" for c in columns}, **(given or {})}
    written = [f"""'"' || {_key(c)} || '":' || to_json({parts[c]})""" for c in sorted(parts)]
    if not written:
        return "null"
    joined = f"concat_ws(',', {', '.join(written)})"
    return f"list_transform([{joined}], lambda let_: case when let_ <> '' then '{{' || let_ || '}}' end)[1]"


def _key(name: str) -> str:
    """``name`` as the inside of a JSON string, as an SQL literal."""
    return quote_text(json.dumps(name, ensure_ascii=False)[1:-1])
