"""The links of a page to content pages of its site."""

from __future__ import annotations

import re
from html import unescape

from filature.engine.rows import Rows
from filature.reading.urls import Urls

_SPELLINGS = rb"\s{0,5}=\s{0,5}(?:\"([^\"<>]{1,2000})\"|'([^'<>]{1,2000})'|([^\s\"'<>]{1,2000}))"
_HREF = re.compile(rb"href" + _SPELLINGS)
_ANY_HREF = re.compile(rb"[hH][rR][eE][fF]" + _SPELLINGS)  # slower: no literal to leap to
MAX_LINKS = 20_000


def add_links(source: bytes, urls: Urls, base: str, capture_id: str, site: str, rows: Rows) -> bool:
    """Add one row of `link` for each distinct target that a rule of the site knows, in order of appearance.

    False when a page has more than 20,000 of them and the rest was left.
    """
    seen: set[str] = set()
    pattern = _ANY_HREF if b"HREF" in source or b"Href" in source else _HREF
    for groups in dict.fromkeys(pattern.findall(source)):
        href = (groups[0] or groups[1] or groups[2]).decode("utf-8", "replace")
        found = urls.leads_to(unescape(href) if "&" in href else href, base)
        if found is None or found[1] in seen:
            continue
        if len(seen) == MAX_LINKS:
            return False
        seen.add(found[1])
        kind, target, native = found
        rows.add("link", capture_id=capture_id, site=site, kind=kind, target=target, native_id=native)
    return True
