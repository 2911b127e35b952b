"""The fields of a site file: where a value stands, what is made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from filature.i18n import Message
from filature.reading.sites.model import Each, Field
from filature.reading.sites.raw import Raw
from filature.reading.transforms import TRANSFORMS, Options
from filature.tables import ALL
from filature.tables.model import FLAG, INT, MOMENT, MONEY, REAL, TEXT, TEXTS

DEFAULTS = {
    TEXT: "text", INT: "integer", REAL: "decimal", MONEY: "money", FLAG: "flag", MOMENT: "date", TEXTS: "list",
}  # fmt: skip
LONG_TEXTS = frozenset(["description", "terms", "text", "pgp_key"])
SET_BY_FILATURE = frozenset(
    ["capture_id", "place", "site", "observed_at", "account_id", "offer_id", "details"]
)
SHORT = Message("A field is a CSS selector, or a mapping with the keys of the README.")


def parse_fields(
    raw: Raw, table: str, extra: tuple[str, ...] = (), only: tuple[str, ...] = ()
) -> tuple[Field, ...]:
    """The fields of a mapping; names are columns of ``table``, of ``extra``, `details.name`, or `_name` (kept nowhere)."""
    columns = Columns(table, extra, only)
    return tuple(
        field
        for name in raw.keys()  # noqa: SIM118 - Raw is no dict
        if (field := parse_field(name, raw.take(name), f"{raw.place}.{name}", columns))
    )


@dataclass(frozen=True, slots=True)
class Columns:
    """What names a field may have, and the transform that each has unless it says another."""

    table: str
    extra: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    def default(self, name: str, raw: Raw) -> str:
        """The transform for ``name``; BadInput when there is no such column."""
        if name.startswith(("details.", "_")) or name in self.extra:
            return "text"
        types = {c.name: c.type for c in ALL[self.table].columns if c.name not in SET_BY_FILATURE}
        if name not in types or (self.only and name not in self.only):
            columns = ", ".join(n for n in (*self.extra, *types) if not self.only or n in self.only)
            raise raw.wrong(
                name, "{place}: {table} has no such column.", "Use details.{name}, or one of: {columns}.",
                table=self.table, name=name, columns=columns,
            )  # fmt: skip
        return "lines" if name in LONG_TEXTS else DEFAULTS[types[name]]


def parse_field(name: str, value: Any, place: str, columns: Columns) -> Field:
    """One field: a selector, a list of fields of which the first that gives something counts, or a mapping."""
    if isinstance(value, list):
        if not value:
            raise Raw({}, place).wrong(name, "{place}: an empty list.", SHORT)
        first, *others = [
            parse_field(name, entry, f"{place}[{n}]", columns) for n, entry in enumerate(value, 1)
        ]
        return replace(first, otherwise=tuple(others))
    raw = Raw({"css": value} if isinstance(value, str) else value, place)
    into = raw.take("into")
    transform = raw.text("as") or ("text" if into else columns.default(name, raw))
    if transform not in TRANSFORMS:
        todo, known = Message("Use one of: {known}."), ", ".join(sorted(TRANSFORMS))
        raise raw.wrong("as", "{place}: '{value}' is not known.", todo, value=transform, known=known)
    parsed = Field(
        name=name,
        only_if=raw.selectors("if"),
        css=raw.selectors("css"),
        labels=tuple(map(label_key, raw.texts("label"))),
        up=(raw.selectors("up") or ("",))[0],
        before=(raw.selectors("before") or ("",))[0],
        next=raw.flag("next"),
        attr=raw.texts("attr"),
        own=raw.flag("own"),
        quotes=raw.selectors("quotes"),
        all=raw.flag("all"),
        exists=raw.flag("exists"),
        count=raw.flag("count"),
        const=raw.take("const"),
        source=raw.text("from"),
        group=raw.text("group"),
        match=raw.any_pattern("match") if into is None else raw.pattern("match", needed=True),
        transform=TRANSFORMS[transform],
        transform_name=transform,
        options=_options(raw),
        map=_map(raw),
        default=raw.take("default"),
        join=raw.take("join"),
        format=_format(raw),
        required=raw.flag("required"),
        into=_into(into, place, columns),
        object=_object(raw, name, columns),
    )
    raw.done()
    return parsed


def label_key(label: str) -> str:
    """The form in which labels are compared: one line, lower case, without the colon."""
    return " ".join(label.split()).strip(" :\u00a0").casefold()


def parse_each(raw: Raw) -> Each | None:
    """What rows are made for: a selector, or a mapping of css, label, attr, find, split."""
    value = raw.take("each")
    if value is None:
        return None
    each = Raw(value if isinstance(value, dict) else {"css": value}, f"{raw.place}.each")
    found = Each(
        css=each.selectors("css"),
        labels=tuple(map(label_key, each.texts("label"))),
        attr=each.text("attr"),
        find=each.pattern("find"),
        split=each.pattern("split"),
    )
    each.done()
    return found


def _options(raw: Raw) -> Options:
    return Options(
        formats=raw.texts("formats"),
        split=raw.pattern("split"),
        currency=raw.text("currency") or None,
        true=raw.any_pattern("true_if"),
        false=raw.any_pattern("false_if"),
    )


def _map(raw: Raw) -> dict[str, Any] | None:
    value = raw.take("map")
    if value is None:
        return None
    if not isinstance(value, dict):
        todo = Message("Write `shown text: value` lines.")
        raise raw.wrong("map", "{place}: a mapping of texts to values is needed.", todo)
    return {label_key(str(key)): entry for key, entry in value.items()}


def _format(raw: Raw) -> str:
    text = raw.text("format")
    if text and text.count("{}") != 1:
        todo = Message("Write {{}} where the value goes: '/item/{{}}'.")
        raise raw.wrong("format", "{place}: '{text}' does not hold {{}} once.", todo, text=text)
    return text


def _into(value: Any, place: str, columns: Columns) -> tuple[Field, ...]:
    """Fields made of the named groups of `match`; each has its group's name unless it gives another."""
    if value is None:
        return ()
    parts = Raw(value, f"{place}.into")
    return tuple(
        parse_field(
            name,
            {"group": name.rpartition(".")[2], **(parts.take(name) or {})},
            f"{parts.place}.{name}",
            columns,
        )
        for name in parts.keys()  # noqa: SIM118 - Raw is no dict
    )


def _object(raw: Raw, name: str, columns: Columns) -> tuple[Field, ...]:
    """Fields of an object below `details`; their names are free."""
    parts = raw.child("object")
    if parts.keys() and not name.startswith("details."):
        todo = Message("Objects go below `details`: write details.something.")
        raise raw.wrong("object", "{place}: {name} is a column.", todo, name=name)
    free = Columns(columns.table, parts.keys())
    return tuple(parse_field(n, parts.take(n), f"{parts.place}.{n}", free) for n in parts.keys())  # noqa: SIM118
