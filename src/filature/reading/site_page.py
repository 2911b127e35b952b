"""One HTML page of a known or unknown site to rows: recognised, fields read, links, the row of `page`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import unquote

from filature.engine.rows import Rows
from filature.evidence.record import Record
from filature.reading.ahead import all_of
from filature.reading.extract import Extractor
from filature.reading.html import FIELD_TAGS
from filature.reading.identify import Subject, identify
from filature.reading.items import items
from filature.reading.links import add_links
from filature.reading.made import Made, maker, together
from filature.reading.places import Item
from filature.reading.plan import plan_of, values_of
from filature.reading.recognise import Page, base_of, holds_any, kind_of, site_id, site_of, urls_of
from filature.reading.remarks import Remarks
from filature.reading.row import canonical, details_of
from filature.reading.sites import Sites
from filature.reading.sites.model import Kind, RowSpec
from filature.reading.transforms import Setting

MAX_ROWS, BATCH = 20_000, 1_000
_SEEN_TABLES = frozenset(["account_observation", "offer_observation", "feedback", "post"])
_SET_HERE = frozenset(["account_id", "offer_id", "handle"])


class SiteReading:
    """One page on its way to rows."""

    def __init__(self, record: Record, page: Page, sites: Sites, rows: Rows, remarks: Remarks) -> None:
        self.record, self.page, self.rows, self.remarks = record, page, rows, remarks
        self.moment = record.moment
        known = site_of(page, sites)
        self.site = site_id(known, page) if known else ""
        self.used = known or sites.generic
        self.urls = urls_of(page, self.used)
        page.document.tree.prefetch(all_of(self.used))
        page.read_refresh()
        self.path = (self.urls.normal(page.url) if page.url else "") or ""
        self.base = base_of(page, self.urls)
        self.kind = kind_of(page, self.used, self.urls)
        if self.kind is None and self.used is not sites.generic:
            page.document.tree.prefetch(all_of(sites.generic))
            self.kind = kind_of(page, sites.generic, self.urls)
        setting = Setting(
            self.moment, self.used.zone, self.used.decimal_comma, self.used.currency, self.urls, self.base
        )
        self.extractor = Extractor(setting, remarks.of_field)
        self.places: dict[str, int] = {}

    def run(self) -> None:
        """Read the fields and links of the page and add its rows."""
        document, facts = self.page.document, dict[str, Made]()
        if document.tags > FIELD_TAGS:
            self.remarks.add(
                "page", "too_large_for_fields", f"{document.tags} tags; only text and links are read", ""
            )
        else:
            facts = self._facts(self.kind)
            self._rows(self.kind)
        if self.site:
            capture, urls = self.record.capture_id, self.urls
            if not add_links(document.tree, urls, self.base, capture, self.site, self.rows):
                self.remarks.add("link", "too_many_links", "the rest was left", "")
        self._page_row(facts)
        self.remarks.write()

    def _facts(self, kind: Kind | None) -> dict[str, Made]:
        """Fields of the page as a whole: those of the site, then those of the kind."""
        top = Item(self.page.document.root)
        self.scope = self._scope(kind, top)
        given = {"file": file_name(self.record)}
        self.extractor.facts = given
        facts = plan_of(self.used, "page", self.used.page, ()).facts(top, self.extractor)
        values = values_of(self.used.page, facts)
        self.extractor.facts = {**values, **given, "path": values.get("path") or self.path or None}
        if isinstance(clock := values.get("_clock"), datetime):
            self.extractor.setting = replace(self.extractor.setting, clock=clock)
        if kind is not None:
            own = plan_of(self.used, "page", kind.page, kind.labels).facts(self.scope, self.extractor)
            facts |= own
            values |= values_of(kind.page, own)
        path, title = values.get("path") or self.path or None, self.page.document.title
        self.extractor.facts = {**values, **given, "path": path, "title": title}
        return facts

    def _rows(self, kind: Kind | None) -> None:
        subject = Subject(kind.kind if kind else "")
        for spec in kind.rows if kind else ():
            self._rows_of(spec, self.scope, subject)
        for spec in self.used.always:
            self._rows_of(spec, Item(self.page.document.root), subject)
        self.remarks.table = "page"

    def _scope(self, kind: Kind | None, top: Item) -> Item:
        """The part of the page that the kind's selectors look in; the whole page when its root is not there."""
        if kind is not None and top.node is not None:
            for selector in kind.root:
                if (node := top.node.css_first(selector)) is not None:
                    return Item(node)
        return top

    def _rows_of(self, spec: RowSpec, scope: Item, subject: Subject) -> None:
        self.remarks.table = spec.table
        if spec.when and not holds_any(spec.when, self.page, None):
            return
        plan = plan_of(self.used, spec.table, spec.fields, spec.labels)
        several = items(spec, scope)
        while batch := list(islice(several, BATCH)):
            for row in plan.rows(batch, self.extractor):
                stated = tuple(row)
                missing = identify(spec.table, row, self.site, subject)
                if missing:
                    given = sorted(set(stated) - _SET_HERE)
                    if spec.each is None or given:
                        self.remarks.of_field(missing, "incomplete_row", canonical(given))
                elif not self._add(spec.table, row):
                    return

    def _add(self, table: str, row: dict[str, Any]) -> bool:
        """Add one row; False once the page has given more than a page can hold."""
        place = self.places[table] = self.places.get(table, 0) + 1
        if place > MAX_ROWS:
            self.remarks.of_field("place", "too_many_rows", f"over {MAX_ROWS}; the rest was left")
            return False
        if table != "rate":
            row["place"] = place
        if table in _SEEN_TABLES:
            row["site"] = self.site
            row["observed_at"] = self.moment
        row["capture_id"] = self.record.capture_id
        self.rows.append(table, row)
        return True

    def _target(self, path: str | None) -> str | None:
        """The one spelling of a path, as rows of `link` give it: else a page is not found where it was linked to."""
        match = self.urls.match(path) if path else None
        return match[1] if match else path or None

    def _page_row(self, facts: dict[str, Made]) -> None:
        page, document, kind = self.page, self.page.document, self.kind
        if document.hidden:
            facts["details.hidden_text"] = maker("page", "details.hidden_text")(
                document.hidden, self.remarks.of_field
            )
        made_here = together({}, facts.values())
        row = {"title": document.title or None, **made_here.parts, **made_here.columns}
        if made_here.details:
            row["details"] = details_of(made_here.details)
        row["path"] = self._target(row.get("path") or self.path)
        self.rows.add(
            "page", capture_id=self.record.capture_id, site=self.site or None,
            kind=kind.kind if kind else "unrecognised", content=kind.content if kind else True,
            url=page.url or None, captured_at=self.moment, text=document.text, encoding=document.encoding,
            refresh_url=page.refresh_url, refresh_seconds=page.refresh_seconds, **row,
        )  # fmt: skip


def file_name(record: Record) -> str:
    """Name of the file that a page was saved under; empty when the page came with its address."""
    if record.uri.startswith(("http://", "https://")):
        return ""
    path = record.source_path or unquote(record.uri)
    return path.replace("!", "/").rpartition("/")[2]
