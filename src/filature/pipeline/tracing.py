"""One thing of a case with its fields and the evidence behind each: what `filature show` prints."""

from __future__ import annotations

from typing import Any

import duckdb

from filature.case import Case
from filature.engine.duck import quote_name
from filature.errors import BadInput, Misuse
from filature.i18n import Message

_KINDS = {
    "cap": ("capture", "capture", "capture_id"),
    "acc": ("account", "account", "account_id"),
    "off": ("offer", "offer", "offer_id"),
    "ord": ("order", "order", "order_id"),
    "int": ("intake", "intake", "intake_id"),
}
KINDS = {
    "capture": Message("capture"), "account": Message("account"), "offer": Message("offer"), "order": Message("order"),
    "intake": Message("intake"),
}  # fmt: skip
"""The kinds of thing that an id names, in words."""
_RELATED = {
    "cap": ("page", "account_observation", "offer_observation", "price_option", "external_rating", "rate", "feedback", "post",
            "table_row", "raw_relation", "user", "role", "order", "message", "wallet_event", "login", "dispute", "mention",
            "rejection"),
    "acc": ("account_observation", "offer_observation", "external_rating", "feedback", "post", "user", "role", "wallet_event",
            "login", "mention"),
    "off": ("offer_observation", "price_option", "feedback", "order", "mention"),
    "ord": ("order", "wallet_event", "dispute"),
    "int": ("capture", "rejection"),
}  # fmt: skip
MAX_ROWS = 500


def find(case: Case, identity: str) -> dict[str, Any]:
    """``id``, ``kind``, ``fields``, ``rows`` by table (at most `MAX_ROWS` each) and ``evidence``: for each capture
    that a row rests on, its address, time, digest and place in the WARC.

    `Misuse` for something that is no id, `BadInput` for an id that the case does not hold.
    """
    prefix = identity.partition("_")[0]
    if prefix not in _KINDS or "_" not in identity:
        raise Misuse("{id} is not an id.", "Ids begin with cap_, acc_, off_, ord_ or int_.", id=identity)
    kind, table, column = _KINDS[prefix]
    connection = case.connect()
    fields = _rows(connection, table, column, identity)
    if not fields:
        raise BadInput(
            "The case holds no {kind} {id}.",
            "Run `filature build` when material was added since.",
            kind=KINDS[kind],
            id=identity,
        )
    related = {t: _rows(connection, t, column, identity) for t in _RELATED[prefix]}
    captures = (
        {identity}
        if prefix == "cap"
        else {r["capture_id"] for rows in related.values() for r in rows if r.get("capture_id")}
    )
    return {
        "id": identity,
        "kind": kind,
        "fields": fields[0],
        "rows": related,
        "evidence": _evidence(case, connection, captures),
    }


def _rows(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, identity: str
) -> list[dict[str, Any]]:
    query = f"select * from {quote_name(table)} where {quote_name(column)} = ? order by all limit {MAX_ROWS}"
    result = connection.execute(query, [identity])
    names = [d[0] for d in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _evidence(case: Case, connection: duckdb.DuckDBPyConnection, captures: set[str]) -> list[dict[str, Any]]:
    journal = {line["intake"]: line for line in case.store.journal.lines() if line["event"] == "intake"}
    found = []
    for capture in sorted(captures):
        for row in _rows(connection, "capture", "capture_id", capture):
            line = journal.get(row["intake_id"], {})
            found.append(
                {
                    "capture": capture,
                    "uri": row["uri"],
                    "captured_at": row["captured_at"],
                    "time_source": row["time_source"],
                    "sha256": row["sha256"],
                    "warc": f"evidence/{row['warc']}",
                    "offset": row["warc_offset"],
                    "length": row["warc_length"],
                    "digest_check": row["digest_check"],
                    "journal_line": line.get("number"),
                    "journal_hash": line.get("hash"),
                }
            )
    return found
