"""Fields of a site file to values: find the place, take the text, transform it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from filature.reading.html import Node, attribute, own_text, text_of
from filature.reading.html_text import inline
from filature.reading.labels import labelled
from filature.reading.sites.model import Each, Field, Labels
from filature.reading.sites.parse_fields import label_key
from filature.reading.transforms import Parts, Setting

Remark = Callable[[str, str, str], None]


@dataclass(slots=True)
class Item:
    """What fields are read from: a node, or a piece of text with the named groups of the pattern that found it."""

    node: Node | None
    text: str | None = None
    groups: dict[str, str] = field(default_factory=dict)
    labels: dict[str, Item] | None = None

    def shown(self) -> str:
        """Its text, lines kept."""
        if self.text is None:
            self.text = text_of(self.node) if self.node is not None else ""
        return self.text


class Extractor:
    """Reads fields of one page. ``facts`` are the values that `from: page.…` may name; ``remark`` takes field trouble."""

    def __init__(self, setting: Setting, remark: Remark) -> None:
        self.setting = setting
        self.remark = remark
        self.facts: dict[str, Any] = {}

    def values(self, fields: Iterable[Field], item: Item, labels: tuple[Labels, ...]) -> dict[str, Any]:
        """Value of each field, by name; fields that give nothing are left out."""
        row: dict[str, Any] = {}
        for wanted in fields:
            found = self.value(wanted, item, labels, row)
            if isinstance(found, dict) and wanted.into:
                row.update({k: v for k, v in found.items() if v is not None})
            elif found is not None:
                row[wanted.name] = found
        return row

    def value(self, wanted: Field, item: Item, labels: tuple[Labels, ...], row: dict[str, Any]) -> Any:
        """The value of one field, or of the first of its alternatives that gives one; None when none does."""
        for candidate in (wanted, *wanted.otherwise):
            found = self._one(candidate, item, labels, row)
            if found is not None and found not in ([], {}):
                return found
        if any(candidate.required for candidate in (wanted, *wanted.otherwise)):
            self.remark(wanted.name, "missing_field", "")
        return None

    def _one(self, wanted: Field, item: Item, labels: tuple[Labels, ...], row: dict[str, Any]) -> Any:
        if wanted.only_if and not _below(item, wanted.only_if, many=False):
            return None
        if wanted.source:
            given = self._given(wanted.source, row)
            if not isinstance(given, str):
                return wanted.default if given is None else given
            texts = [given]
        elif wanted.group:
            texts = [item.groups[wanted.group]] if item.groups.get(wanted.group) else []
        elif wanted.const is not None and not (wanted.css or wanted.labels or wanted.up or wanted.match):
            return wanted.const
        else:
            texts = self._texts(wanted, item, labels)
        return self._made(wanted, texts, labels)

    def _given(self, source: str, row: dict[str, Any]) -> Any:
        value = self.facts.get(source[5:]) if source.startswith("page.") else row.get(source)
        return value.value if isinstance(value, Parts) else value

    def _texts(self, wanted: Field, item: Item, labels: tuple[Labels, ...]) -> list[str]:
        """Texts (or attributes) at the place that the field names."""
        texts = []
        for place in places(wanted, item, labels):
            if wanted.attr and place.node is not None:
                shown = next((v for n in wanted.attr if (v := attribute(place.node, n)) is not None), None)
            elif wanted.attr:
                shown = None
            else:
                shown = own_text(place.node) if wanted.own and place.node is not None else place.shown()
            if shown is not None:
                texts.append(shown)
        return texts

    def _made(self, wanted: Field, texts: list[str], labels: tuple[Labels, ...]) -> Any:
        """What the texts become: the pattern, the transform, the mapping, the default."""
        if wanted.into:
            return self._into(wanted, texts, labels)
        if wanted.match is not None:
            found = [wanted.match.search(text) for text in texts]
            texts = [m[m.lastindex or 0] or "" if m.lastindex == 1 else _first_group(m) for m in found if m]
        if wanted.exists:
            return bool(texts)
        if wanted.count:
            return len(texts)
        if wanted.const is not None:
            return wanted.const if texts else wanted.default
        texts = [text for text in texts if text and not text.isspace()]
        if wanted.format:
            texts = [wanted.format.replace("{}", inline(text)) for text in texts]
        if wanted.join is not None:
            texts = [wanted.join.join(texts)] if texts else []
        values = [value for value in (self._typed(wanted, text) for text in texts) if value is not None]
        if not values:
            return wanted.default
        return (
            [v for value in values for v in (value if isinstance(value, list) else [value])]
            if wanted.all
            else values[0]
        )

    def _typed(self, wanted: Field, text: str) -> Any:
        if wanted.map is not None:
            key = label_key(text)
            if key in wanted.map:
                return wanted.map[key]
            if "*" not in wanted.map:
                self.remark(wanted.name, "unknown_value", text)
                return None
            return inline(text) if wanted.map["*"] is True else wanted.map["*"]
        if wanted.transform is None:  # a field with `into` makes no value of its own
            return None
        try:
            return wanted.transform(text, self.setting, wanted.options)
        except (ValueError, ArithmeticError) as error:
            self.remark(wanted.name, f"unreadable_{wanted.transform_name}", f"{error}: {text}")
            return Parts(None, others={"text": inline(text)})

    def _into(self, wanted: Field, texts: list[str], labels: tuple[Labels, ...]) -> dict[str, Any]:
        for text in texts:
            if wanted.match is not None and (found := wanted.match.search(text)):
                groups = {name: value for name, value in found.groupdict().items() if value is not None}
                return self.values(wanted.into, Item(None, found[0], groups), labels)
        return {}


def _first_group(match: Any) -> str:
    """The first group that matched, or the whole match of a pattern without groups."""
    return next((g for g in match.groups() if g is not None), match[0])


def places(wanted: Field | Each, item: Item, labels: tuple[Labels, ...]) -> list[Item]:
    """Where the field's selectors lead, from ``item``: the labelled value, then up, then down, then next."""
    start: Item | None = item
    if wanted.labels:
        found = labelled(item, labels, Item)
        start = next((found[name] for name in wanted.labels if name in found), None)
    if isinstance(wanted, Field) and wanted.up and start is not None:
        start = _closest(start, wanted.up)
    if start is None:
        return []
    many = isinstance(wanted, Each) or wanted.all or wanted.count
    nodes = _below(start, wanted.css, many) if wanted.css else [start]
    if isinstance(wanted, Field) and wanted.next:
        nodes = [follower for node in nodes if (follower := _next_element(node)) is not None]
    return nodes


def _below(start: Item, css: tuple[str, ...], many: bool) -> list[Item]:
    """Nodes of the first selector that finds any."""
    if start.node is None:
        return []
    for selector in css:
        if many:
            if nodes := start.node.css(selector):
                return [Item(node) for node in nodes]
        elif (node := start.node.css_first(selector)) is not None:
            return [Item(node)]
    return []


def _closest(start: Item, css: str) -> Item | None:
    node = start.node
    for _ in range(64):
        node = node.parent if node is not None else None
        if node is None or not node.is_element_node:
            return None
        hit = node.css_first(css)  # `css_matches` also says yes for what stands below a node
        if hit is not None and hit.mem_id == node.mem_id:
            return Item(node)
    return None


def _next_element(item: Item) -> Item | None:
    node = item.node.next if item.node is not None else None
    while node is not None and not node.is_element_node:
        node = node.next
    return Item(node) if node is not None else None


def plain(value: Any) -> Any:
    """A value as JSON holds it: parts become an object, decimals numbers, moments ISO 8601."""
    if isinstance(value, Parts):
        return {k: plain(v) for k, v in {value.main: value.value, **value.others}.items() if v is not None}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if hasattr(value, "strftime") else value
