"""Labels of a page ("Ships from") and how their values stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from filature.reading.dom.node import Node
from filature.reading.guessing.nodes import ancestors, names, short_text
from filature.reading.guessing.values import label_column
from filature.reading.html_text import inline
from filature.reading.sites.parse_fields import label_key

_CELLS = ("td", "th")
_LINE = re.compile(r"^\W*([^\W\d_][^:\n]{1,38}?)\s*:\s*(\S[^\n]*)")


@dataclass(slots=True)
class Labelled:
    """Entries for `labels` of a kind of page, and fields: column to the keys of a field."""

    rules: list[dict[str, str]] = field(default_factory=list)
    fields: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, column: str, label: str, rule: dict[str, str]) -> None:
        """Note that ``column`` stands beside ``label``, which ``rule`` finds; the first of a column counts."""
        if column in self.fields:
            return
        if rule not in self.rules:
            self.rules.append(rule)
        self.fields[column] = {"label": label}


def labelled(root: Node, group: str, repeated: frozenset[int]) -> Labelled:
    """The labels below ``root`` that are known (``group``: `labels` or `vendor_labels`), outside of repeated parts."""
    found = Labelled()
    for node in islice(root.traverse(), 20_000):
        if node.number in repeated or any(a.number in repeated for a in islice(ancestors(node), 12)):
            continue
        own = inline(node.text(deep=False))
        column = label_column(own, group) if own and len(own) <= 40 else None
        if column and (rule := _rule(node)):
            found.add(column, own.strip(" :"), rule)
        elif own and ":" in own and len(own) <= 400:
            _in_one(root, node, group, found)
    return found


def _rule(node: Node) -> dict[str, str] | None:
    """How the value of the label ``node`` is found; None when nothing stands beside it."""
    outer = node
    while (
        outer.tag not in _CELLS and outer.parent is not None and short_text(outer.parent) == short_text(node)
    ):
        outer = outer.parent
    parent = outer.parent
    if parent is None:
        return None
    if outer.tag == "dt":
        return {"each": "dt", "value": "next"}
    return _in_row(outer, parent) if outer.tag in _CELLS and parent.tag == "tr" else _in_line(outer, parent)


def _in_row(cell: Node, row: Node) -> dict[str, str]:
    """A label that is the first cell of a row, or a later one: then each cell may be a label."""
    table = _named_around(row, "table")
    if row.css("td, th")[0].number == cell.number:
        return {"each": f"{table} tr", "label": str(cell.tag), "value": f"{cell.tag} ~ td"}
    return {"each": f"{table} {cell.tag}", "value": "next"}


def _in_line(outer: Node, parent: Node) -> dict[str, str] | None:
    """A label in front of a text, or of an element: with others in one parent, or in a parent of its own."""
    beside = next((n for n in _after(outer) if n.tag != "br"), None)
    if beside is None:
        return None
    if beside.is_text_node:
        return {"each": _called(outer), "value": "after"}
    labels = sum(1 for n in parent.iter() if label_column(inline(n.text())[:60], "labels"))
    if labels <= 1 and names(parent):
        own = [name for name in names(outer) if not name.startswith("#")]
        return {"each": names(parent)[0], "label": own[0] if own else str(outer.tag), "value": "rest"}
    return {"each": _called(outer), "value": "next"}


def _after(node: Node) -> Iterator[Node]:
    """What follows a node among its siblings and is not blank."""
    follower = node.next
    while follower is not None:
        if inline(follower.text()) or (follower.is_element_node and follower.css_first("img") is not None):
            yield follower
        follower = follower.next


def _called(node: Node) -> str:
    """A selector for all labels of the sort of ``node``."""
    if own := [name for name in names(node) if not name.startswith("#")]:
        return own[0]
    around = next((names(a)[0] for a in islice(ancestors(node), 3) if names(a)), "")
    return f"{around} {node.tag}".strip()


def _named_around(node: Node, tag: str) -> str:
    above = next((a for a in ancestors(node) if a.tag == tag), None)
    if above is None:
        return tag
    if known := names(above):
        return known[0]
    around = next((names(a)[0] for a in islice(ancestors(above), 3) if names(a)), "")
    return f"{around} {tag}".strip()


def _in_one(root: Node, node: Node, group: str, found: Labelled) -> None:
    """Labels and values in the text of one element, a line each ("From: Germany")."""
    text = node.text(deep=False)
    for line in re.split(r"[\x1e\x0c\n]+", text):
        match = _LINE.match(line.strip())
        column = label_column(match[1], group) if match else None
        if match and column and column not in found.fields:
            field: dict[str, Any] = {"css": _called(node)} if node.number != root.number else {}
            pattern = rf"(?mi)^\W*{re.escape(label_key(match[1]))}\s*:\s*(\S.*)$"
            found.fields[column] = {**field, "match": pattern}
