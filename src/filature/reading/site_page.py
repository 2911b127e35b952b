"""One HTML page of a known or unknown site to rows: recognised, fields read, links, the row of `page`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filature.engine.rows import Rows
from filature.evidence.record import Record
from filature.reading.extract import Extractor, Item, places
from filature.reading.html import FIELD_TAGS, attribute
from filature.reading.links import add_links
from filature.reading.recognise import Page, holds_any, kind_of, site_id, site_of
from filature.reading.remarks import Remarks
from filature.reading.row import Subject, canonical, identify, typed_row
from filature.reading.sites import Sites
from filature.reading.sites.model import Kind, RowSpec, Site
from filature.reading.transforms import Setting

MAX_ROWS = 20_000


class SiteReading:
    """One page on its way to rows."""

    def __init__(self, record: Record, page: Page, sites: Sites, rows: Rows, remarks: Remarks) -> None:
        self.record, self.page, self.rows, self.remarks = record, page, rows, remarks
        self.known = site_of(page, sites)
        self.generic = sites.generic
        self.kind: Kind | None = None
        self.site = site_id(self.known, page) if self.known else ""
        used: Site = self.known or self.generic
        self.base = used.urls.normal(page.url) or "" if page.url else ""
        setting = Setting(record.moment, used.zone, used.decimal_comma, used.currency, used.urls, self.base)
        self.extractor = Extractor(setting, self._remark)
        self.table = "page"
        self.places: dict[str, int] = {}

    def _remark(self, name: str, reason: str, raw: str) -> None:
        self.remarks.add(name, reason, raw, self.table)

    def run(self) -> None:
        """Recognise, read, write."""
        kind = (kind_of(self.page, self.known) if self.known else None) or kind_of(self.page, self.generic)
        facts: dict[str, Any] = {}
        if self.page.document.tags > FIELD_TAGS:
            self.remarks.add(
                "page",
                "too_large_for_fields",
                f"{self.page.document.tags} tags; only text and links are read",
                "",
            )
        elif kind is not None or self.known is not None:
            facts = self._fields(kind)
        if self.known is not None and not add_links(
            self.page.document.source,
            self.known.urls,
            self.base,
            self.record.capture_id,
            self.site,
            self.rows,
        ):
            self.remarks.add("link", "too_many_links", "the rest was left", "")
        self._page_row(kind, facts)
        self.remarks.write()

    def _fields(self, kind: Kind | None) -> dict[str, Any]:
        top = Item(self.page.document.root)
        labels = kind.labels if kind else ()
        known_page = self.known.page if self.known else ()
        facts = self.extractor.values(known_page, top, labels)
        scope = self._scope(kind, top)
        if kind is not None:
            facts |= self.extractor.values(kind.page, scope, labels)
        self.extractor.facts = {
            **facts,
            "path": facts.get("path") or self.base or None,
            "title": self.page.document.title,
        }
        subject = Subject(kind.kind if kind else "")
        for spec in kind.rows if kind else ():
            self._rows_of(spec, scope, subject)
        for spec in self.known.always if self.known else ():
            self._rows_of(spec, top, subject)
        self.table = "page"
        return facts

    def _scope(self, kind: Kind | None, top: Item) -> Item:
        for selector in kind.root if kind and top.node is not None else ():
            if (node := top.node.css_first(selector)) is not None:  # type: ignore[union-attr]
                return Item(node)
        return top

    def _rows_of(self, spec: RowSpec, scope: Item, subject: Subject) -> None:
        self.table = spec.table
        if spec.when and not holds_any(spec.when, self.page, None):
            return
        for item in items(spec, scope):
            values = self.extractor.values(spec.fields, item, spec.labels)
            row = typed_row(spec.table, values, self._remark)
            missing = identify(spec.table, row, self.site, subject)
            if missing:
                if spec.each is None or row.keys() - {"account_id", "offer_id", "listed"}:
                    self._remark(missing, "incomplete_row", canonical(sorted(row)))
                continue
            place = self.places.get(spec.table, 0) + 1
            if place > MAX_ROWS:
                self._remark("place", "too_many_rows", f"over {MAX_ROWS}")
                return
            self.places[spec.table] = place
            self._add(spec.table, row, place)

    def _add(self, table: str, row: dict[str, Any], place: int) -> None:
        if table != "rate":
            row["place"] = place
        if table in ("account_observation", "offer_observation", "feedback", "post"):
            row["site"] = self.site
            row["observed_at"] = self.record.moment
        self.rows.add(table, capture_id=self.record.capture_id, **row)

    def _target(self, path: str) -> str | None:
        """The one spelling of a path, as rows of `link` give it: else a page would not be found where it was linked to."""
        match = self.known.urls.match(path) if self.known and path else None
        return (match[1] if match else path) or None

    def _page_row(self, kind: Kind | None, facts: dict[str, Any]) -> None:
        document = self.page.document
        self.table = "page"
        text = document.text  # before `hidden`: it is known once the text is made
        facts = facts | ({"details.hidden_text": document.hidden} if document.hidden else {})
        row = {"title": document.title or None, **typed_row("page", facts, self._remark)}
        row["path"] = self._target(row.get("path") or self.base)
        self.rows.add(
            "page", capture_id=self.record.capture_id, site=self.site or None, kind=kind.kind if kind else "unrecognised",
            content=kind.content if kind else True, url=self.page.url or None, captured_at=self.record.moment,
            text=text, encoding=document.encoding, refresh_url=self.page.refresh_url,
            refresh_seconds=self.page.refresh_seconds, **row,
        )  # fmt: skip


def items(spec: RowSpec, scope: Item) -> Iterator[Item]:
    """What rows of ``spec`` are made for, below ``scope``: the scope itself, nodes, or pieces of text."""
    if spec.each is None:
        found = [scope]
    else:
        found = places(spec.each, scope, spec.labels)
    for item in found:
        if item.node is not None and not _wanted(spec, item):
            continue
        if spec.each is None or (spec.each.find is None and spec.each.split is None):
            yield item
        else:
            yield from _pieces(spec, item)


def _wanted(spec: RowSpec, item: Item) -> bool:
    node = item.node
    if node is None:
        return True
    if spec.only and not any(node.css_first(selector) is not None for selector in spec.only):
        return False
    return not any(node.css_first(selector) is not None for selector in spec.skip)


def _pieces(spec: RowSpec, item: Item) -> Iterator[Item]:
    """Matches of `find`, or what stands between matches of `split`, in the item's text or attribute."""
    if spec.each is None:
        return
    text = item.shown()
    if spec.each.attr:
        text = (attribute(item.node, spec.each.attr) if item.node is not None else None) or ""
    if spec.each.find is not None:
        for match in spec.each.find.finditer(text):
            yield Item(None, match[0], {k: v for k, v in match.groupdict().items() if v is not None})
    elif spec.each.split is not None:
        for piece in spec.each.split.split(text):
            if piece and not piece.isspace():
                yield Item(None, piece.strip())
