"""How pages of a site are told from others, guessed from one page: hosts, title, marks in the source, addresses."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from filature.reading.guessing.nodes import Layout, stable_id, strong_names
from filature.reading.guessing.values import is_heading_word, title_parts
from filature.reading.guessing.words import address
from filature.reading.html import attribute
from filature.reading.html_text import inline
from filature.reading.urls import host_of

_ORDER = ("pgp", "feedback", "listing", "vendor", "thread", "forum", "category", "search")
_MARKS = 3
SEARCHED = 1 << 20


def hosts(layout: Layout, url: str) -> list[str]:
    """The host of the page: of its address, else the one that most of its absolute links lead to."""
    if own := host_of(url):
        return [own]
    seen: Counter[str] = Counter()
    for link in islice(layout.body.css("a[href]"), 2000):
        if host := host_of((attribute(link, "href") or "").strip()):
            seen[host] += 1
    best = seen.most_common(1)
    return [best[0][0]] if best and best[0][1] >= 5 and best[0][1] * 2 > seen.total() else []


def title_part(layout: Layout, subject: str) -> tuple[str, str]:
    """The site's name in the document's title, and a pattern for it; both empty when the title names only the subject."""
    parts = title_parts(layout.title)
    about = subject.casefold()
    free = [
        p
        for p in parts
        if len(p) > 2 and p.casefold() not in about and about not in p.casefold() and not is_heading_word(p)
    ]
    if len(parts) == 1 and not subject:
        free = parts
    if not free or (len(parts) == 1 and about):
        return "", ""
    logo = {inline(a.text()).casefold() for a in layout.body.css('a[href="/"], h1')[:5]}
    name = next(
        (p for p in free if p.casefold() in logo), free[0] if layout.title.startswith(free[0]) else free[-1]
    )
    start, end = layout.title.startswith(name), layout.title.endswith(name)
    return (
        name,
        f"{'^' if start and not end else ''}{re.escape(name).replace(chr(92) + ' ', ' ')}{'$' if end else ''}",
    )


def marks(layout: Layout, needed: bool) -> list[str]:
    """Texts in the source that only this site should show: ids and classes of its head and menus.

    If they are ``needed``, since neither host nor title tells the site, other names, the title and words do too.
    """
    source = layout.document.source[:SEARCHED].decode("utf-8", "replace")
    found = _present(_named_marks(layout, 8), source)
    if needed and not found:
        found = _present(_named_marks(layout, 3, chrome=False), source)
    if needed and not found:
        texts = (text for _, text in layout.texts[:200] if len(text) > 3 and text in source)
        found = [m for m in (f"<title>{layout.title}</title>", next(texts, "")) if m and m in source][:1]
    return found


def _present(marks: Iterator[str], source: str) -> list[str]:
    """The first of ``marks`` that stand in ``source``; of a page with very many names only some are looked for."""
    return list(islice((m for m in islice(dict.fromkeys(marks), 200) if m in source), _MARKS))


def _named_marks(layout: Layout, length: int, chrome: bool = True) -> Iterator[str]:
    """Ids and classes with more than ``length`` characters, as they stand in a tag; those of menus and heads, or all."""
    for node in islice(layout.body.traverse(), 3000):
        for name, kind in ((stable_id(node), "id"), *((c, "class") for c in strong_names(node))):
            telling = not chrome or (re.search(r"[-_]|[a-z][A-Z]", name) and layout.chrome(node))
            if len(name) > length and telling:
                yield f'{kind}="{name}"'


def urls(layout: Layout, path: str, own_hosts: list[str]) -> list[dict[str, str]]:
    """Rules for `urls`: for each kind of page the pattern that most links of the page have (and its own address)."""
    seen: dict[str, Counter[str]] = {}
    hrefs = [attribute(link, "href") or "" for link in islice(layout.body.css("a[href]"), 5000)]
    for href in [path, *hrefs]:
        if "://" in href[:10] and host_of(href) not in own_hosts:
            continue
        if found := address(href):
            seen.setdefault(found.kind, Counter())[found.pattern] += 1
    rules = [
        {"kind": kind, "path": pattern}
        for kind in _ORDER
        for pattern, _ in seen.get(kind, Counter()).most_common(2)
    ]
    return sorted(rules, key=lambda r: (-r["path"].count("/"), _ORDER.index(r["kind"])))


def slug(host: str, name: str) -> str:
    """A short id for the site, and the name of its file: lower case letters and digits of its name, else of its host."""
    words = name or host.removesuffix(".onion").split(".")[0][:16]
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_")[:32] or "site"


def described(layout: Layout, subject: str, path: str, url: str) -> dict[str, Any]:
    """The keys of a site file that hold for the whole site: id, name, hosts, recognise, languages, urls."""
    own_hosts = hosts(layout, url)
    name, pattern = title_part(layout, subject)
    found: dict[str, Any] = {
        "id": slug(own_hosts[0] if own_hosts else "", name),
        "name": name or (own_hosts or ["Unnamed site"])[0],
    }
    if own_hosts:
        found["hosts"] = own_hosts
    recognise: dict[str, Any] = {"title": pattern} if pattern else {}
    if has := marks(layout, needed=not own_hosts and not pattern):
        recognise["has"] = has
    root = layout.document.root
    language = attribute(root, "lang") if root is not None else None
    if language and re.fullmatch(r"[A-Za-z]{2}(?:[-_]\w+)?", language):
        found["languages"] = [language[:2].lower()]
    return found | ({"recognise": recognise} if recognise else {}) | {"urls": urls(layout, path, own_hosts)}
