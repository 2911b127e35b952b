"""One place in a page: an element or a text, with what stands around it and in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from filature.reading.dom import keys
from filature.reading.dom.css import alternatives
from filature.reading.dom.tree import Tree

_WIDTH = keys.COLUMNS


@cache
def name_key(name: str) -> int:
    """The number that stands for a name of a tag or an attribute."""
    return keys.key(name.encode())


class Node:
    """An element, a text, or (number 0) the whole page. ``number`` grows in the order of the document."""

    __slots__ = ("number", "tree")

    def __init__(self, tree: Tree, number: int) -> None:
        self.tree = tree
        self.number = number

    def css(self, selector: str) -> list[Node]:
        """The elements that fit ``selector``, of this one and all in it, in order; what fits its first part (between
        commas) comes before what fits the second."""
        tree, number, end = self.tree, self.number, self.tree.cells[self.number * _WIDTH + keys.END]
        parts = alternatives(selector)
        found: list[int] = []
        for part in parts:
            hits = tree.hits(part)
            first = bisect_left(hits, number)
            found += hits[first : bisect_left(hits, end, first)]
        return [Node(tree, hit) for hit in (found if len(parts) == 1 else dict.fromkeys(found))]

    def css_first(self, selector: str) -> Node | None:
        """The first element that ``css`` gives."""
        tree, number = self.tree, self.number
        for part in alternatives(selector):
            hits = tree.hits(part)
            first = bisect_left(hits, number)
            if first < len(hits) and hits[first] < tree.cells[number * _WIDTH + keys.END]:
                return Node(tree, hits[first])
        return None

    def text(self, deep: bool = True) -> str:
        """Its text with marks; without ``deep``, what stands in it outside of other elements."""
        return (self.raw() if deep else self.own_raw()).decode()

    def raw(self) -> bytes:
        """Its text with marks, in UTF-8."""
        tree, at = self.tree, self.number * _WIDTH
        return tree.text[tree.cells[at + keys.FROM] : tree.cells[at + keys.TO]]

    def own_raw(self) -> bytes:
        """What stands in it outside of other elements, with marks, in UTF-8."""
        tree, at = self.tree, self.number * _WIDTH
        start, pieces = tree.cells[at + keys.FROM], []
        for child in self.iter():
            inner = child.number * _WIDTH
            pieces.append(tree.text[start : tree.cells[inner + keys.FROM]])
            start = tree.cells[inner + keys.TO]
        return b"".join([*pieces, tree.text[start : tree.cells[at + keys.TO]]])

    @property
    def span(self) -> tuple[int, int]:
        """Where its text stands in that of the page, in bytes."""
        at = self.number * _WIDTH
        return self.tree.cells[at + keys.FROM], self.tree.cells[at + keys.TO]

    @property
    def tag(self) -> str:
        """Name of the element in lower case; empty for a text and for the page."""
        return self.tree.name(self.number) if self.is_element_node else ""

    @property
    def is_text_node(self) -> bool:
        """Whether it is a text."""
        return self.tree.tag(self.number) == keys.TEXT

    @property
    def is_element_node(self) -> bool:
        """Whether it is an element."""
        return self.number > 0 and not self.is_text_node

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes by name; of two of one name lexbor keeps the first."""
        return self.tree.attributes(self.number)

    def attribute(self, name: str) -> str | None:
        """The value of one attribute; None when it has none of that name."""
        found = self.tree.attribute(self.number, name_key(name))
        return None if found is None else found.decode()

    @property
    def parent(self) -> Node | None:
        """The element around it."""
        above = self.tree.cells[self.number * _WIDTH]
        return Node(self.tree, above) if above > 0 else None

    @property
    def next(self) -> Node | None:
        """The element or text that follows it in the same element."""
        cells = self.tree.cells
        after, around = cells[self.number * _WIDTH + keys.END], max(cells[self.number * _WIDTH], 0)
        return Node(self.tree, after) if after < cells[around * _WIDTH + keys.END] else None

    @property
    def prev(self) -> Node | None:
        """The element or text in front of it in the same element."""
        cells, number = self.tree.cells, self.number
        before = cells[number * _WIDTH + keys.BEFORE] or max(cells[number * _WIDTH], 0) + 1
        if before == number:
            return None
        while (after := cells[before * _WIDTH + keys.END]) < number:
            before = after
        return Node(self.tree, before)

    def iter(self) -> Iterator[Node]:
        """The elements right in it."""
        cells, tree = self.tree.cells, self.tree
        child, end = self.number + 1, cells[self.number * _WIDTH + keys.END]
        while child < end:
            if tree.tag(child) != keys.TEXT:
                yield Node(tree, child)
            child = cells[child * _WIDTH + keys.END]

    def traverse(self, include_text: bool = False) -> Iterator[Node]:
        """It and all in it, in order."""
        tree = self.tree
        for number in range(self.number, tree.cells[self.number * _WIDTH + keys.END]):
            if include_text or tree.tag(number) != keys.TEXT:
                yield Node(tree, number)
