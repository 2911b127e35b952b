"""A page as `site draft` looks at it: its texts in order, what is menu and head, and selectors for a node."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, islice

from filature.reading.dom.node import Node
from filature.reading.guessing.words import says, words
from filature.reading.html import Document, attribute
from filature.reading.html_text import inline

SHORT = 60
MANY = 40
_MENU_TAGS = frozenset(["nav", "footer", "header", "aside"])
_CONTROLS = frozenset(["select", "option", "button"])
_NAME = re.compile(r"^[A-Za-z][\w-]*$")


class Layout:
    """One page. ``texts`` are its short pieces of text with the element that holds each, in reading order."""

    def __init__(self, document: Document, body: Node) -> None:
        self.document = document
        self.body = body
        self.title = document.title
        self._chrome: dict[int, bool] = {}
        self._session = _around_session_links(body)
        self.order: dict[int, int] = {}
        self.texts: list[tuple[Node, str]] = []
        for number, node in enumerate(body.traverse(include_text=True)):
            self.order[node.number] = number
            if node.is_text_node and node.parent is not None and (text := inline(node.text())):
                self.texts.append((node.parent, text))

    def place(self, node: Node) -> float:
        """Where a node stands: 0 at the beginning of the page, 1 at its end."""
        return self.order.get(node.number, 0) / max(len(self.order), 1)

    def by_session(self, node: Node) -> bool:
        """Whether a link that ends a session stands close by: then the name beside it is the collector's own."""
        return any(above.number in self._session for above in islice(ancestors(node), 3))

    def chrome(self, node: Node) -> bool:
        """Whether a node belongs to a menu, the head or the foot of the page."""
        path = []
        found = False
        for ancestor in chain([node], ancestors(node)):
            known = self._chrome.get(ancestor.number)
            if known is not None:
                found = known
                break
            path.append(ancestor)
            if ancestor.tag in _CONTROLS or is_menu(ancestor):
                found = True
                break
        self._chrome.update({seen.number: found for seen in path})
        return found


def is_menu(node: Node) -> bool:
    """Whether an element is itself a menu, a head or a foot."""
    if node.tag in _MENU_TAGS:
        return True
    called = [attribute(node, "id") or "", *(attribute(node, "class") or "").split()]
    return any(name and _chrome_name().search(name) for name in called)


@cache
def _chrome_name() -> re.Pattern[str]:
    return re.compile(words()["chrome"])


@cache
def _weak_class() -> re.Pattern[str]:
    return re.compile(words()["weak_class"])


def ancestors(node: Node) -> Iterator[Node]:
    """The elements around a node, the closest first, without `html`."""
    above = node.parent
    for _ in range(5000):
        if above is None or not above.is_element_node or above.tag == "html":
            return
        yield above
        above = above.parent


def short_text(node: Node, limit: int = SHORT) -> str:
    """Text of a node on one line; empty when it has more than ``limit`` characters or many elements."""
    if sum(1 for _ in islice(node.traverse(), MANY + 1)) > MANY:
        return ""
    text = inline(node.text())
    return text if len(text) <= limit else ""


def strong_names(node: Node) -> list[str]:
    """Classes that say what a node is, not how it looks; those that come from data (long digits, hashes) are left out."""
    known = (attribute(node, "class") or "").split()
    return [name for name in known if _NAME.match(name) and not _weak_class().search(name)]


def stable_id(node: Node) -> str:
    """The id of a node, unless it looks like data: an id with a digit is mostly that of a row."""
    name = attribute(node, "id") or ""
    return name if _NAME.match(name) and not re.search(r"\d", name) else ""


def names(node: Node) -> list[str]:
    """Selectors for a node by what it is called, the surest first: id, classes, name of a field, tag."""
    found = [f"#{stable_id(node)}"] if stable_id(node) else []
    found += [f"{node.tag}.{name}" for name in strong_names(node)]
    if (field := attribute(node, "name")) and _NAME.match(field):
        found.append(f"{node.tag}[name={field}]")
    return found


def selector(root: Node, node: Node, first: tuple[str, ...] = ()) -> str:
    """The shortest sure selector by which ``node`` is the first hit below ``root``; ``first`` are tried before others."""
    for candidate in (*first, *_candidates(root, node)):
        hit = root.css_first(candidate)
        if hit is not None and hit.number == node.number:
            return candidate
    return _by_position(root, node)


def _candidates(root: Node, node: Node) -> Iterator[str]:
    yield from names(node)
    if node.tag in ("h1", "h2", "title", "pre", "textarea"):
        yield str(node.tag)
    for distance, ancestor in enumerate(islice(ancestors(node), 5)):
        if ancestor.number == root.number:
            break
        for name in names(ancestor):
            yield f"{name} > {node.tag}" if distance == 0 else f"{name} {node.tag}"
            yield from (f"{name} {own}" for own in names(node))
    yield str(node.tag)
    yield from (
        f"{node.tag}.{name}" for name in (attribute(node, "class") or "").split() if _NAME.match(name)
    )


def _by_position(root: Node, node: Node) -> str:
    """The way from ``root`` to ``node``, each step counted among its siblings."""
    steps = []
    for step in chain([node], ancestors(node)):
        if step.number == root.number:
            break
        number = 1
        before = step.prev
        while before is not None:
            number += before.is_element_node
            before = before.prev
        steps.append(f"{step.tag}:nth-child({number})")
    return " > ".join(reversed(steps))


def _around_session_links(body: Node) -> frozenset[int]:
    """The elements close around links that end a session."""
    links = (a for a in islice(body.css("a[href]"), 5000) if says(attribute(a, "href") or "", "session"))
    around = (above for link in islice(links, 20) for above in islice(ancestors(link), 3))
    return frozenset(above.number for above in around if above.tag != "body")
