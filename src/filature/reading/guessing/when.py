"""When a page is of the guessed kind: marks that stand on it once, its title, its address."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from filature.reading.dom.node import Node
from filature.reading.guessing.nodes import ancestors, names
from filature.reading.guessing.seen import OF_ONE_ACCOUNT, Seen
from filature.reading.guessing.values import title_parts
from filature.reading.guessing.words import names_kind, words

_TRIES = 20


def bare(seen: Seen) -> dict[str, Any]:
    """Conditions for a page without content: its title, its form, and that there is little else."""
    title, body = seen.page.document.title, seen.layout.body
    fields = [
        n for n in ("input[type=password]", "img[src*=captcha i]", "form") if body.css_first(n) is not None
    ][:1]
    named = {"title": f"^{_quoted(title)}$"} if title else {}
    return {
        **named,
        **({"css": fields[0]} if fields else {}),
        "under_chars": seen.page.document.letters * 2 + 200,
    }


def when_of(seen: Seen, kind: str, place: Node | None) -> Any:
    """Conditions: elements that stand once on this page, and the address where it tells the kind."""
    about = seen.subject
    parts = [place] if kind in OF_ONE_ACCOUNT else []
    parts += [f.node for f in (about.price, about.title, about.seller) if f and kind == "listing"]
    anchors = [_telling(seen, kind), *(_anchor(seen, part) for part in parts if part is not None)]
    anchors = list(dict.fromkeys(a for a in anchors if a))[:2]
    if not anchors and (group := next(iter(seen.groups.values()), None)):
        anchors = [group.selector]
    when: dict[str, Any] = {"title": title} if (title := _kind_title(seen, kind)) else {}
    when["css"] = anchors[0] if anchors else "body"
    if len(anchors) > 1:
        when["all"] = [{"css": anchors[1]}]
    return [{"url": kind, **when}, when] if seen.path_kind == kind else when


def _kind_title(seen: Seen, kind: str) -> str:
    """A pattern for the part of the title that names the kind of page ("Product Details"); empty when it names none."""
    about = seen.owner if kind in OF_ONE_ACCOUNT else seen.subject.title.text if seen.subject.title else ""
    for part in title_parts(seen.layout.title):
        left = re.sub(re.escape(about), " ", part, flags=re.I).split() if about else part.split()
        if (
            left
            and all(word.lower() in words()["titles"] for word in left)
            and kind in (*OF_ONE_ACCOUNT, "listing")
        ):
            return r"\b" + " ".join(map(re.escape, left)) + r"\b"
    return ""


def _telling(seen: Seen, kind: str) -> str:
    """The first name on the page that speaks of the kind and stands just once: `div.viewProduct`."""
    tries = 0
    for node in islice(seen.layout.body.traverse(), 5000):
        for name in names(node):
            if names_kind(name, kind) and not seen.layout.chrome(node) and not seen.layout.by_session(node):
                tries += 1
                if len(seen.layout.body.css(name)) == 1:
                    return name
        if tries > _TRIES:
            break
    return ""


def _anchor(seen: Seen, node: Node) -> str:
    """A name, of ``node`` or of what is around it, that stands just once on the page and not in a repeated part."""
    for above in (node, *islice(ancestors(node), 6)):
        for name in names(above):
            if len(seen.layout.body.css(name)) == 1:
                return name
    return ""


def _quoted(title: str) -> str:
    return re.escape(title).replace("\\ ", " ")
