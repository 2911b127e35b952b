"""Addresses of a site: their normal form, and the kind of page that each leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit

from filature.reading.url_rule import UrlRule

MAX_KNOWN = 50_000
MAX_HREF = 2_000
Address = str | tuple[str, str]  # a relative one with the path that it is resolved against
Target = tuple[str, str, str | None]  # kind, target, native id
_HOST_END = re.compile(r"[/?#]")
_START = 6


@dataclass(frozen=True, slots=True)
class Urls:
    """The addresses of one site: its hosts, the rules in order, query parameters that name no page."""

    hosts: frozenset[str] = frozenset()
    rules: tuple[UrlRule, ...] = ()
    ignore: frozenset[str] = frozenset()
    _mirrors: dict[str, Urls] = field(default_factory=dict, compare=False, repr=False)
    _known: dict[Address, Target | None] = field(default_factory=dict, compare=False, repr=False)
    _leads: dict[bytes, Target | None] = field(default_factory=dict, compare=False, repr=False)
    _paths: dict[Address, str | None] = field(default_factory=dict, compare=False, repr=False)
    _starts: dict[str, tuple[UrlRule, ...]] = field(default_factory=dict, compare=False, repr=False)

    def also_at(self, host: str) -> Urls:
        """The same addresses, with ``host`` as one more host of the site (a mirror that the file does not list)."""
        if not host or host in self.hosts:
            return self
        if len(self._mirrors) > MAX_KNOWN:
            self._mirrors.clear()
        if host not in self._mirrors:
            self._mirrors[host] = replace(
                self, hosts=self.hosts | {host}, _mirrors={}, _known={}, _leads={}, _paths={}, _starts={}
            )
        return self._mirrors[host]

    def leads_to(self, href: str, base: str = "") -> Target | None:
        """What ``href`` on a page at ``base`` leads to; None when no rule knows it. Menus repeat, so answers are kept."""
        key = href if href.startswith("/") or "://" in href[:12] else (href, base)
        if key in self._known:
            return self._known[key]
        if len(self._known) > MAX_KNOWN:
            self._known.clear()
        path = self.path(href, base)
        found = self._known[key] = self.match(path) if path else None
        return found

    def leads(self, hrefs: Iterable[bytes], base: str = "") -> dict[str, Target]:
        """What each of ``hrefs`` (UTF-8) leads to that a rule knows, by target, in order of first appearance."""
        found: dict[str, Target] = {}
        known = self._leads
        for href in hrefs:
            if href in known:
                target = known[href]
            else:
                target = self.leads_to(href.decode(), base) if len(href) <= MAX_HREF else None
                if href.startswith(b"/") or b"://" in href[:12]:  # the base does not matter
                    if len(known) > MAX_KNOWN:
                        known.clear()
                    known[href] = target
            if target is not None and target[1] not in found:
                found[target[1]] = target
        return found

    def path(self, href: str, base: str = "") -> str | None:
        """`normal`, with the answers kept."""
        key = href if href.startswith("/") or "://" in href[:12] else (href, base)
        if key in self._paths:
            return self._paths[key]
        if len(self._paths) > MAX_KNOWN:
            self._paths.clear()
        path = self._paths[key] = self.normal(href, base)
        return path

    def normal(self, href: str, base: str = "") -> str | None:
        """Path and query of ``href`` on this site, without host, fragment and ignored parameters; None when it leaves it.

        A relative address is resolved against ``base``, the path of the page, else against the root.
        """
        href = href.strip()
        if href.startswith("/") and not href.startswith("//"):
            path, _, query = href.partition("#")[0].partition("?")
            return path + self._query(query)
        if not href or href.startswith(("#", "javascript:", "mailto:", "data:", "xmpp:", "tel:")):
            return None
        if not href.startswith("/") and "://" not in href[:12]:
            try:
                href = urljoin(base or "/", href)
            except ValueError:
                return None
        scheme, host, rest = _parted(href)
        if scheme not in ("", "http", "https") or (host and host not in self.hosts):
            return None
        path, _, query = rest.partition("#")[0].partition("?")
        return "/" + path.lstrip("/") + self._query(query)

    def _query(self, query: str) -> str:
        if not query:
            return ""
        if not self.ignore:
            return "?" + query
        kept = [
            (k, v)
            for k, v in parse_qsl(query.replace(";", "&"), keep_blank_values=True)
            if k not in self.ignore
        ]
        return "?" + urlencode(kept) if kept else ""

    def match(self, path: str) -> Target | None:
        """Kind, target and native id (group ``id``) of a normal path; None when no rule knows it."""
        for rule in self._rules_for(path):
            if found := rule.pattern.search(path):
                groups = found.groupdict("")
                target = rule.target.format_map(groups) if rule.target else path
                native = groups.get("id")
                return rule.kind, target, (unquote(native) if "%" in native else native) if native else None
        return None

    def _rules_for(self, path: str) -> tuple[UrlRule, ...]:
        """The rules that may know a path with this beginning."""
        start = path[: path.find("/", 1) + 1] or path[:_START]
        if (known := self._starts.get(start)) is None:
            if len(self._starts) > MAX_KNOWN:
                self._starts.clear()
            known = self._starts[start] = tuple(r for r in self.rules if r.may_begin(start))
        return known

    def native_id(self, href: str, base: str = "") -> str | None:
        """The site's own id inside an address; None when no rule knows it."""
        found = self.leads_to(href, base)
        return found[2] if found else None


def _parted(href: str) -> tuple[str, str, str]:
    """Scheme, host (lower case, without port and user) and the rest of an address that begins with one or with `/`."""
    if href.startswith("/") and not href.startswith("//"):
        return "", "", href
    scheme, _, rest = href.partition("//")
    host = _HOST_END.split(rest, maxsplit=1)[0]
    name = host.rpartition("@")[2].partition(":")[0].lower()
    return scheme.rstrip(":").lower(), name, rest[len(host) :]


def path_of(url: str) -> str:
    """Path and query of an absolute address; empty when it has none."""
    if not url.startswith(("http://", "https://")):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def host_of(url: str) -> str:
    """Host of an absolute address in lower case; empty when it has none."""
    if "://" not in url[:12]:
        return ""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
