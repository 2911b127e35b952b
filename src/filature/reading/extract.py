"""Fields of a site file to values: find the place, take the text, transform it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from filature.reading.html import attribute, own_text
from filature.reading.html_text import inline
from filature.reading.places import Item, below, places
from filature.reading.quoting import quoted_text
from filature.reading.sites.model import Field, Labels
from filature.reading.sites.parse_fields import label_key
from filature.reading.transforms import Parts, Setting

Remark = Callable[[str, str, str], None]


class Extractor:
    """Reads fields of one page. ``facts`` are the values that `from: page.…` may name; ``remark`` takes field trouble."""

    def __init__(self, setting: Setting, remark: Remark) -> None:
        self.setting = setting
        self._remark = remark
        self.noted = 0
        self.facts: dict[str, Any] = {}

    def remark(self, name: str, reason: str, raw: str) -> None:
        """Pass on trouble with a field. ``noted`` counts it, since what came of a text with trouble is not kept."""
        self.noted += 1
        self._remark(name, reason, raw)

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
        if wanted.only_if and not below(item, wanted.only_if, many=False):
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
        elif wanted.object:
            return self._objects(wanted, places(wanted, item, labels), labels)
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
            elif place.node is not None and (wanted.own or wanted.quotes):
                shown = own_text(place.node) if wanted.own else quoted_text(place.node, wanted.quotes)
            else:
                shown = place.shown()
            if shown is not None:
                texts.append(shown)
        return texts

    def _objects(self, wanted: Field, found: list[Item], labels: tuple[Labels, ...]) -> Any:
        """One object for each place, or for the first that gives one; without `css` labels are looked for in it."""
        made = [o for place in found if (o := self.values(wanted.object, place, labels))]
        return made if wanted.all else next(iter(made), None)

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
            if wanted.all and wanted.join is None
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


def _first_group(match: re.Match[str]) -> str:
    """The first group that matched, or the whole match of a pattern without groups."""
    return next((g for g in match.groups() if g is not None), match[0])
