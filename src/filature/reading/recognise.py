"""Which site a page is of, and which kind of page it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from filature.reading.ahead import REFRESH
from filature.reading.html import Document
from filature.reading.sites import Sites
from filature.reading.sites.model import Condition, Kind, Site
from filature.reading.urls import Urls, host_of, path_of

HEAD, TAIL = 8_192, 2_048
_REFRESH = re.compile(r"\s*(\d{1,9})?[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"'\s]*)", re.I)
_BASE = re.compile(rb"<base\s[^>]{0,500}?href\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.I)


@dataclass(slots=True)
class Page:
    """A page while it is being recognised: the document, its address, its meta refresh."""

    document: Document
    url: str
    refresh_url: str | None = None
    refresh_seconds: int | None = None

    def read_refresh(self) -> None:
        """Note where the page's meta refresh leads, and after how long."""
        node = self.document.root.css_first(REFRESH)
        parts = _REFRESH.match(node.attribute("content") or "") if node is not None else None
        if parts:
            self.refresh_seconds = int(parts[1] or 0)
            self.refresh_url = parts[2] or None

    @property
    def path(self) -> str:
        """Path and query of the address; empty when none is known."""
        return path_of(self.url)


def site_of(page: Page, sites: Sites) -> Site | None:
    """The site: by its host name, else by the title, else by a marker in the source; the first in order of ids.

    Markers are looked for in the beginning and the end of a page before they are looked for in all of it.
    """
    if found := sites.by_host.get(host_of(page.url)):
        return found
    title = page.document.title
    for site in sites.sites if title else ():
        if site.titles is not None and site.titles.search(title):
            return site
    source = page.document.source
    ends = source[:HEAD] + b"\n" + source[-TAIL:]
    return _marked(ends, sites) or (_marked(source, sites) if len(source) > HEAD else None)


def _marked(source: bytes, sites: Sites) -> Site | None:
    return next((s for s in sites.sites if any(marker in source for marker in s.markers)), None)


def site_id(site: Site, page: Page) -> str:
    """Id under which rows of the page are kept: an engine's pages are kept apart by host."""
    return (_host(page, site) or site.id) if site.per_host or site.family == "engine" else site.id


def urls_of(page: Page, site: Site) -> Urls:
    """Addresses of the site, at the host that the page came from."""
    return site.urls.also_at(_host(page, site))


def base_of(page: Page, urls: Urls) -> str:
    """Path against which relative addresses of the page are resolved: of its `<base>`, else its own; empty when unknown."""
    own = (urls.normal(page.url) if page.url else None) or ""
    found = _BASE.search(page.document.source[:HEAD])
    href = unescape(found[1].decode("utf-8", "replace")) if found else ""
    return (urls.normal(href, own) if href else None) or own


def _host(page: Page, site: Site) -> str:
    """Host that the page came from: of its address, else as its source shows it; empty when neither tells."""
    host = host_of(page.url)
    if not host and site.host_from is not None:
        found = site.host_from.search(page.document.source[:HEAD].decode("utf-8", "replace"))
        host = found[1].lower() if found else ""
    return host


def kind_of(page: Page, site: Site, urls: Urls) -> Kind | None:
    """The first kind of ``site`` whose conditions hold."""
    path = urls.normal(page.url) if page.url else None
    match = urls.match(path) if path else None
    by_url = match[0] if match else None
    return next((k for k in site.kinds if holds_any(k.when, page, by_url)), None)


def holds_any(conditions: tuple[Condition, ...], page: Page, by_url: str | None) -> bool:
    """Whether any condition holds; true when there is none."""
    return not conditions or any(_holds(c, page, by_url) for c in conditions)


def _holds(when: Condition, page: Page, by_url: str | None) -> bool:
    """All that the condition gives, cheapest first."""
    document = page.document
    if when.url and by_url not in when.url:
        return False
    if when.path is not None and not when.path.search(page.path):
        return False
    if when.title is not None and not when.title.search(document.title):
        return False
    if when.refresh is not None and not (
        page.refresh_url is not None and when.refresh.search(page.refresh_url)
    ):
        return False
    return _source_holds(when, document.source) and _tree_holds(when, document) and all(
        holds_any(group, page, by_url) for group in when.all
    )  # fmt: skip


def _source_holds(when: Condition, source: bytes) -> bool:
    if when.under_bytes is not None and len(source) >= when.under_bytes:
        return False
    if when.has and not any(marker in source for marker in when.has):
        return False
    return not any(marker in source for marker in when.lacks)


def _tree_holds(when: Condition, document: Document) -> bool:
    root = document.root
    if root is None:
        return not when.css
    if when.css and not any(root.css_first(selector) is not None for selector in when.css):
        return False
    if any(root.css_first(selector) is not None for selector in when.no_css):
        return False
    return when.under_chars is None or document.letters < when.under_chars
