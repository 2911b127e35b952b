"""One kind of page of a guessed site file: when a page is of it, and the rows that are read from it."""

from __future__ import annotations

from typing import Any

from filature.reading.dom.node import Node
from filature.reading.guessing.fields import KEY, KEY_FIELD, description, simple, trail
from filature.reading.guessing.nodes import selector
from filature.reading.guessing.owner import holder, name_field, titled
from filature.reading.guessing.row_fields import feedback_fields, offer_fields, post_fields
from filature.reading.guessing.scope import around
from filature.reading.guessing.seen import OF_ONE_ACCOUNT, Seen
from filature.reading.guessing.when import bare, when_of
from filature.reading.html_text import inline
from filature.reading.sites.model import NO_CONTENT


def entry(seen: Seen, kind: str) -> dict[str, Any]:
    """The entry of `kinds` for a page of ``kind``."""
    made: dict[str, Any] = {"kind": kind}
    if kind in NO_CONTENT:
        return {**made, "when": bare(seen)}
    place = _place(seen) if kind in OF_ONE_ACCOUNT else None
    root = around(seen.layout, [place]) if place is not None else seen.subject.root
    made["when"] = when_of(seen, kind, place)
    if kind in (*OF_ONE_ACCOUNT, "listing") and root.number != seen.layout.body.number:
        made["root"] = selector(seen.layout.body, root)
    beside = seen.labels if kind == "listing" else seen.record
    if beside.rules and kind in (*OF_ONE_ACCOUNT, "listing"):
        made["labels"] = beside.rules
    made["rows"] = _rows(seen, kind, root, place)
    return made


def _place(seen: Seen) -> Node | None:
    """Where the name of the account stands that the page is about."""
    name = seen.owner or titled(seen.layout, seen.repeated)
    found = holder(seen.layout, name, seen.repeated) if name else None
    return found or (seen.subject.title.node if seen.subject.title else None)


def _rows(seen: Seen, kind: str, root: Node, place: Node | None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    if kind == "listing":
        rows.append({"table": "offer_observation", "fields": _listing(seen)})
    if kind in OF_ONE_ACCOUNT:
        rows.append({"table": "account_observation", "fields": _vendor(seen, root, place)})
    for sort, table, make in (
        ("offers", "offer_observation", offer_fields), ("feedback", "feedback", feedback_fields), ("posts", "post", post_fields),
    ):  # fmt: skip
        if group := seen.groups.get(sort):
            rows.append({"table": table, "each": group.selector, "fields": make(group)})
    return rows


def _listing(seen: Seen) -> dict[str, Any]:
    about, root = seen.subject, seen.subject.root
    fields: dict[str, Any] = {
        "title": simple(root, about.title),
        "handle": _first(_inside(seen.labels.fields.get("handle"), "a"), simple(root, about.seller)),
        "price": _first(seen.labels.fields.get("price"), simple(root, about.price)),
    }
    if seen.path_kind == "listing":
        fields["native_id"] = {"from": "page.path", "as": "native_id"}
    fields |= {column: field for column, field in seen.labels.fields.items() if column not in fields}
    if "category" not in fields and (path := trail(seen.layout)):
        fields["category"] = path
    taken = [f.node for f in (about.title, about.seller, about.price) if f is not None]
    fields["description"] = description(seen.layout, root, taken, seen.repeated)
    return {k: v for k, v in fields.items() if v} | {"listed": {"const": False}}


def _vendor(seen: Seen, root: Node, place: Node | None) -> dict[str, Any]:
    name = (
        seen.owner
        or titled(seen.layout, seen.repeated)
        or (inline(place.text()) if place is not None else "")
    )
    named = name_field(seen.layout, root, name, place)
    fields: dict[str, Any] = {
        **seen.record.fields,
        "handle": _first(named, seen.record.fields.get("handle")),
        "role": {"const": "vendor"},
    }
    fields["description"] = description(
        seen.layout, root, [place] if place is not None else [], seen.repeated
    )
    if KEY in inline(seen.layout.body.text()):
        fields["pgp_key"] = {**KEY_FIELD} if KEY in inline(root.text()) else {"up": "body", **KEY_FIELD}
    order = ("handle", "role", *(k for k in fields if k not in ("handle", "role")))
    return {name: fields[name] for name in order if fields[name]}


def _first(*fields: Any) -> Any:
    """One field out of alternatives; what only counts elements on the way is left out where there is another."""
    given = [f for f in fields if f]
    sure = [f for f in given if ":nth-child(" not in str(f)] or given
    return sure if len(sure) > 1 else sure[0] if sure else None


def _inside(field: dict[str, Any] | None, css: str) -> dict[str, Any] | None:
    return {**field, "css": css} if field and "label" in field else field
