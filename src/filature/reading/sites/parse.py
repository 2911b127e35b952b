"""One site file to a `Site`: every key checked, patterns and selectors compiled, errors for people."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from filature.reading.sites.model import NO_CONTENT, Condition, Kind, Labels, RowSpec, Site
from filature.reading.sites.parse_fields import parse_each, parse_fields
from filature.reading.sites.raw import Raw
from filature.reading.url_rule import UrlRule
from filature.reading.urls import Urls

FAMILIES = ("market", "forum", "directory", "other", "engine", "generic")
KINDS = (
    "listing", "vendor", "category", "search", "feedback", "thread", "forum", "front", "pgp", "info", "user",
    *sorted(NO_CONTENT),
)  # fmt: skip
PAGE_COLUMNS = ("title", "path", "logged_in")
ROW_TABLES = (
    "account_observation",
    "offer_observation",
    "price_option",
    "external_rating",
    "rate",
    "feedback",
    "post",
)


def parse_site(raw: Raw) -> Site:
    """The site that ``raw`` (with its engine merged in) describes; BadInput names file and key."""
    recognise = raw.child("recognise")
    hosts = tuple(h.lower() for h in raw.texts("hosts"))
    labels = _labels(raw)
    site = Site(
        id=raw.text("id", needed=True),
        name=raw.text("name", needed=True),
        family=raw.choice("family", FAMILIES),
        place=raw.place,
        hosts=hosts,
        titles=recognise.any_pattern("title"),
        markers=tuple(m.encode() for m in recognise.texts("has")),
        languages=raw.texts("languages"),
        currency=raw.text("currency") or None,
        zone=_zone(raw),
        decimal_comma=raw.flag("decimal_comma"),
        urls=_urls(raw, hosts),
        page=parse_fields(raw.child("page"), "page", only=PAGE_COLUMNS),
        always=tuple(_row(r, labels) for r in raw.children("always")),
        kinds=tuple(_kind(k, labels) for k in raw.children("kinds")),
        per_host=raw.flag("per_host"),
        host_from=recognise.pattern("host_from"),
    )
    recognise.done()
    raw.take("engine")
    raw.take("about")
    raw.done()
    return site


def _zone(raw: Raw) -> ZoneInfo:
    name = raw.text("timezone") or "UTC"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise raw.wrong(
            "timezone",
            "{place}: '{name}' is not a time zone.",
            "Write a name such as UTC or Europe/Paris.",
            name=name,
        ) from None


def _urls(raw: Raw, hosts: tuple[str, ...]) -> Urls:
    rules = []
    for entry in raw.children("urls"):
        kind = entry.choice("kind", KINDS)
        pattern = entry.pattern("path", needed=True)
        target = entry.text("target")
        unknown = set(re.findall(r"\{(\w*)\}", target)) - set(pattern.groupindex if pattern else ())
        if unknown:
            raise entry.wrong(
                "target",
                "{place}: names the groups {groups}.",
                "Use only groups of `path`.",
                groups=", ".join(sorted(unknown)),
            )
        entry.done()
        if pattern:
            rules.append(UrlRule(kind, pattern, target))
    return Urls(frozenset(hosts), tuple(rules), frozenset(raw.texts("ignore_parameters")))


def _kind(raw: Raw, inherited: tuple[Labels, ...]) -> Kind:
    kind = raw.choice("kind", KINDS)
    labels = _labels(raw) or inherited
    found = Kind(
        kind=kind,
        name=raw.text("name") or kind,
        when=conditions(raw, "when"),
        root=raw.selectors("root"),
        labels=labels,
        page=parse_fields(raw.child("page"), "page", only=PAGE_COLUMNS),
        rows=tuple(_row(r, labels) for r in raw.children("rows")),
        content=kind not in NO_CONTENT,
    )
    raw.done()
    return found


def _row(raw: Raw, inherited: tuple[Labels, ...]) -> RowSpec:
    table = raw.choice("table", ROW_TABLES)
    found = RowSpec(
        table=table,
        each=parse_each(raw),
        only=raw.selectors("only"),
        skip=raw.selectors("skip"),
        labels=_labels(raw) or inherited,
        when=conditions(raw, "when"),
        fields=parse_fields(raw.child("fields"), table, EXTRA.get(table, ())),
    )
    raw.done()
    return found


# Names that are no column: from them the ids of account and offer are made.
EXTRA = {
    "price_option": ("handle", "title", "native_id"),
    "external_rating": ("handle",),
    "feedback": ("handle", "native_id"),
}


def _labels(raw: Raw) -> tuple[Labels, ...]:
    found = []
    for entry in raw.children("labels"):
        each, label = entry.selectors("each", needed=True)[0], entry.selectors("label")
        value = entry.text("value", needed=True)
        if value not in ("next", "after", "rest"):
            value = entry.selector(value, "value")
        entry.done()
        found.append(Labels(each, label[0] if label else "", value))
    return tuple(found)


def conditions(raw: Raw, key: str) -> tuple[Condition, ...]:
    """The conditions below ``key``: any one of them suffices; none means always."""
    return tuple(_condition(entry) for entry in raw.children(key))


def _condition(raw: Raw) -> Condition:
    found = Condition(
        url=frozenset(raw.texts("url")),
        path=raw.any_pattern("path"),
        title=raw.any_pattern("title"),
        has=tuple(t.encode() for t in raw.texts("has")),
        lacks=tuple(t.encode() for t in raw.texts("lacks")),
        css=raw.selectors("css"),
        no_css=raw.selectors("no_css"),
        refresh=raw.any_pattern("refresh"),
        under_chars=raw.integer("under_chars"),
        under_bytes=raw.integer("under_bytes"),
        all=tuple((_condition(entry),) for entry in raw.children("all")),
    )
    raw.done()
    return found
