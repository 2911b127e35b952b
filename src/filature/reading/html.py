"""A page as one parsed tree, and the few questions that site files ask of it."""

from __future__ import annotations

from functools import cached_property

from filature.errors import Malformed
from filature.reading.dom.node import Node
from filature.reading.dom.tree import Tree
from filature.reading.html_decode import Decoded
from filature.reading.html_depth import guard
from filature.reading.html_text import BLOCK, LINE, PRE, clean, inline

MAX_BYTES = 16 * 1024 * 1024
MAX_TAGS = 1_000_000
FIELD_TAGS = 50_000
_BLOCK, _LINE, _PRE = BLOCK.encode(), LINE.encode(), PRE.encode()
_OUTER = b" \t\r\n" + _BLOCK + _LINE


class Document:
    """One parsed page. ``source`` is its UTF-8 as it came: what byte conditions and links look at."""

    def __init__(self, decoded: Decoded) -> None:
        self.encoding = decoded.encoding
        self.source = decoded.text.encode("utf-8", "replace")
        self.tags = self.source.count(b"<")
        if self.tags > MAX_TAGS:
            raise Malformed("too_many_tags", f"{self.tags} tags; {MAX_TAGS} are read", "page")
        guard(self.source, self.tags)
        self.tree = Tree(self.source.replace(b"\0", b""))  # which lexbor would show as U+FFFD
        self.root = Node(self.tree, 0)

    @cached_property
    def _body(self) -> Node:
        return Node(self.tree, self.tree.body)

    @cached_property
    def title(self) -> str:
        """Title of the document on one line; empty when it has none."""
        return inline(Node(self.tree, self.tree.title).text()) if self.tree.title else ""

    @cached_property
    def letters(self) -> int:
        """Characters of text, blanks not counted: how much there is to read."""
        return len("".join(self._body.text().split()))

    @cached_property
    def text(self) -> str:
        """Visible text, without what `hidden` and inline `display:none` hide."""
        if not self.tree.hidden:
            return clean(self._body.raw())
        (start, stop), pieces = self._body.span, []
        for first, last in self._hidden:
            pieces.append(self.tree.text[start : max(first, start)])
            start = max(start, last)
        return clean(b"".join([*pieces, self.tree.text[start:stop]]))

    @cached_property
    def hidden(self) -> list[str]:
        """The texts that are not shown, of the outermost elements that hide them."""
        return [words for first, last in self._hidden if (words := clean(self.tree.text[first:last]))]

    @cached_property
    def _hidden(self) -> list[tuple[int, int]]:
        """Where the outermost hidden elements of the body stand in its text."""
        found: list[tuple[int, int]] = []
        start, stop = self._body.span
        for number in self.tree.hidden:
            first, last = Node(self.tree, number).span
            if start <= first and last <= stop and (not found or first >= found[-1][1]):
                found.append((first, last))
        return found


def text_of(node: Node) -> str:
    """Text of a node with its lines and cells, as it stands in the page's text."""
    return text_from(node.raw())


def text_from(raw: bytes) -> str:
    """Marked text (UTF-8) with its lines and cells, as it stands in the page's text."""
    if _PRE not in raw:
        raw = raw.strip(_OUTER)
        if _BLOCK not in raw and _LINE not in raw:
            return " ".join(raw.decode().split())
    return clean(raw)


def own_text(node: Node) -> str:
    """Text of a node without that of the elements in it."""
    return clean(node.own_raw())


def attribute(node: Node, name: str) -> str | None:
    """An attribute's value; None when the node has none, empty when it has no value."""
    return node.attribute(name)
