"""The links of a page to content pages of its site."""

from __future__ import annotations

from itertools import islice

from filature.engine.rows import Rows
from filature.reading.dom import keys
from filature.reading.dom.tree import Tree
from filature.reading.urls import Urls

_HREF = keys.key(b"href")
MAX_LINKS = 20_000


def add_links(tree: Tree, urls: Urls, base: str, capture_id: str, site: str, rows: Rows) -> bool:
    """Add one row of `link` for each distinct target that a rule of the site knows, in order of appearance.

    False when a page has more than 20,000 of them and the rest was left.
    """
    found = urls.leads(dict.fromkeys(tree.every(_HREF)), base)
    if found:
        kinds, targets, natives = map(list, zip(*islice(found.values(), MAX_LINKS), strict=True))
        given = {
            "capture_id": capture_id,
            "site": site,
            "kind": kinds,
            "target": targets,
            "native_id": natives,
        }
        rows.add_run("link", len(targets), given)
    return len(found) <= MAX_LINKS
