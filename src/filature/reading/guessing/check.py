"""A guessed site file tried on its page with the real reader: what gives nothing is taken out, the rest is shown."""

from __future__ import annotations

import json
from typing import Any

from filature.engine.rows import Rows
from filature.evidence.record import Record
from filature.reading.guessing import Guess
from filature.reading.guessing.text import flow
from filature.reading.page import read_page
from filature.reading.sites import Sites
from filature.reading.sites.parse import parse_site
from filature.reading.sites.raw import Raw

Preview = list[tuple[str, str, str]]
_ALWAYS = frozenset(["listed", "role"])


def tried(guess: Guess, record: Record, body: bytes, generic: Sites) -> tuple[Guess, Preview]:
    """``guess`` without what gives nothing on the page, and what each field gives: field, selector, value.

    A value beside a label that does not fit its column is kept as a text below `details`.
    """
    rows = _read(guess, record, body, generic)
    for _ in range(2):
        specs = [
            spec for spec in (_pruned(s, r) for s, r in _paired(guess.kind.get("rows", []), rows)) if spec
        ]
        guess = Guess(guess.site, {**guess.kind, **({"rows": specs} if specs else {})})
        rows = _read(guess, record, body, generic)
    guess = _needed_labels(guess, record, body, generic)
    marks = guess.site.get("recognise") or guess.site.get("hosts") or ""
    shown = [
        ("page.site", flow(marks), _of(rows, "site")),
        ("page.kind", flow(guess.kind["when"]), _of(rows, "kind")),
    ]
    for spec, found in _paired(guess.kind.get("rows", []), rows):
        shown += [
            (_name(spec, name, len(found)), flow(field), _shown(found, name))
            for name, field in spec["fields"].items()
        ]
    return guess, shown


def _needed_labels(guess: Guess, record: Record, body: bytes, generic: Sites) -> Guess:
    """``guess`` without the entries of `labels` that no value depends on."""
    whole = _read(guess, record, body, generic)
    for rule in list(guess.kind.get("labels", ())):
        left = [r for r in guess.kind["labels"] if r != rule]
        fewer = Guess(guess.site, {k: v for k, v in {**guess.kind, "labels": left}.items() if v != []})
        if _same(whole, _read(fewer, record, body, generic)):
            guess = fewer
    return guess


def _same(one: Rows, other: Rows) -> bool:
    return all(
        one.of(t) == other.of(t) for t in ("account_observation", "offer_observation", "feedback", "post")
    )


def _read(guess: Guess, record: Record, body: bytes, sites: Sites) -> Rows:
    site = parse_site(Raw({**guess.site, "kinds": [guess.kind]}, "draft"))
    rows = Rows()
    read_page(record, body, Sites((site,), sites.generic, dict.fromkeys(site.hosts, site)), rows)
    return rows


def _paired(specs: list[dict[str, Any]], rows: Rows) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each entry of `rows` with the rows that it gave: one for an entry without `each`, the rest of its table otherwise."""
    left = {spec["table"]: list(rows.of(spec["table"])) for spec in specs}
    pairs = []
    for spec in specs:
        held = left[spec["table"]]
        count = len(held) if "each" in spec else min(1, len(held))
        pairs.append((spec, held[:count]))
        left[spec["table"]] = held[count:]
    return pairs


def _pruned(spec: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The entry without fields that no row has; None when it gave no row. A labelled one is tried again as a text."""
    given = {name for row in rows for name, value in row.items() if value is not None}
    given |= {f"details.{name}" for row in rows for name in json.loads(row.get("details") or "{}")}
    fields = {}
    for name, field in spec["fields"].items():
        if name in given or name in _ALWAYS:
            fields[name] = field
        elif isinstance(field, dict) and "label" in field and not name.startswith("details."):
            fields[f"details.{name}"] = field
    return {**spec, "fields": fields} if rows and fields.keys() - _ALWAYS else None


def _name(spec: dict[str, Any], name: str, count: int) -> str:
    return f"{spec['table']}.{name}" + (f" (in {count} rows)" if "each" in spec else "")


def _shown(rows: list[dict[str, Any]], name: str) -> str:
    """The value of the first row that has one, as text on one line."""
    if name.startswith("details."):
        rows, name = [json.loads(row.get("details") or "{}") for row in rows], name[8:]
    value = next((row[name] for row in rows if row.get(name) is not None), "")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return " ".join(text.split())[:200]


def _of(rows: Rows, column: str) -> str:
    return str(next((row.get(column) or "" for row in rows.of("page")), ""))
