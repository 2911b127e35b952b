"""How a case stands: what `filature status` prints, as one document."""

from __future__ import annotations

from typing import Any

import duckdb

from filature.case import Case
from filature.engine.duck import quote_name
from filature.pipeline.freshness import Freshness
from filature.tables import ALL

_QUERIES = {
    "page_kinds": """
        select coalesce(site, '(unrecognised)') as site, kind, count(*) as pages from page group by all order by 1, 2""",
    "unrecognised": """
        select coalesce(nullif(regexp_extract(c.uri, '^https?://([^/:]+)', 1), ''),
                        regexp_replace(c.source_path, '/[^/]*$', '')) as "where",
               count(*) as pages, min(p.capture_id) as example
        from page p join capture c using (capture_id) where p.kind = 'unrecognised'
        group by all order by pages desc, 1 limit 20""",
    "rejections": """
        select stage, reason, count(*) as cases, sum(rows)::bigint as rows_lost, min(detail) as example
        from rejection group by all order by rows_lost desc, cases desc, stage, reason limit 40""",
    "visits": """
        select site, visit, started_at, ended_at, pages, login_lost, linked_not_seen from visit order by site, visit limit 200""",
}


def of(case: Case) -> dict[str, Any]:
    """The document: case, intakes, page_kinds, unrecognised, rejections, tables, visits, stale."""
    connection = case.connect()
    found: dict[str, Any] = {"case": {"name": case.settings.name, "basis": case.settings.basis}}
    found["intakes"] = _intakes(case, connection)
    found |= {name: _objects(connection, query) for name, query in _QUERIES.items()}
    counts = {t: _count(connection, t) for t in ALL}
    found["tables"] = [{"table": t, "rows": n} for t, n in counts.items() if n]
    found["stale"] = [{"stage": s.name, "intake": i} for s, i in Freshness(case).stale()]
    return found


def _intakes(case: Case, connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    lines = {line["intake"]: line for line in case.store.journal.lines() if line["event"] == "intake"}
    built = {row["intake_id"]: row for row in _objects(connection, "from intake")}
    listed = []
    for intake, line in sorted(lines.items(), key=lambda item: item[1]["number"]):
        row = built.get(intake, {})
        listed.append(
            {
                "intake": intake,
                "added": f"{line['time'][:19]}Z",
                "by": line["person"],
                "captures": line["captures"],
                "refused": line["rejected"],
                "rows_in": row.get("rows_in"),
                "rows_out": row.get("rows_out"),
                "rejected": row.get("rows_rejected"),
            }
        )
    return listed


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    found = connection.execute(f"select count(*) from {quote_name(table)}").fetchone()
    return int(found[0]) if found else 0


def _objects(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    result = connection.execute(query)
    names = [d[0] for d in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
