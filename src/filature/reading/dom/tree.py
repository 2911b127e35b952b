"""A parsed page as flat tables, asked by CSS."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from selectolax.lexbor import LexborHTMLParser

from filature.reading import html_marks as marks
from filature.reading import kernels
from filature.reading.dom import keys
from filature.reading.dom.program import Program

_TAGS = keys.tag_table()
_SHORTEST = 5  # bytes of an attribute as lexbor writes it


@lru_cache(maxsize=4_096)
def _single(selector: str) -> Program:
    return Program([selector])


class Tree:
    """One page, parsed by lexbor and laid flat. Nodes are numbers in the order of the document; 0 stands for the page.

    ``text`` (UTF-8) is the text of all of it, with the marks of `html_marks`, so that the text of a node is a part of
    it; ``values`` are those of the attributes. ``cells`` holds `keys.COLUMNS` numbers for each node.
    ``hidden`` lists the elements that an attribute hides; ``title`` and ``body`` are the first of their kind, or 0.
    """

    __slots__ = (
        "_hits",
        "_labels",
        "_spans",
        "_tables",
        "body",
        "cells",
        "hidden",
        "source",
        "text",
        "title",
        "values",
    )

    def __init__(self, source: bytes) -> None:
        written = (LexborHTMLParser(source).html or "").encode("utf-8", "replace") + bytes(8)
        flat, counts = kernels.flattening(), np.empty(7, np.int64)
        most, named = 2 * written.count(b"<") + 2, len(written) // _SHORTEST + 1
        nodes, tags = np.empty((most, keys.COLUMNS), np.int32), np.empty(most, np.uint64)
        attributes, labels = np.empty((named, 4), np.int32), np.empty(named, np.uint64)
        text = np.empty(len(written) + marks.GROWTH * most, np.uint8)
        values = np.empty(len(written), np.uint8)
        page = np.frombuffer(written, np.uint8)
        flat.flatten(page, *_TAGS, nodes, tags, attributes, labels, text, values, counts)
        count, known, end, valued, hidden, self.title, self.body = counts.tolist()
        self.source, self.text, self.values = written, text[:end].tobytes(), values[:valued].tobytes()
        self._tables = (
            nodes[:count], tags[:count], attributes[:known], labels[:known], text[:end], values[:valued],
        )  # fmt: skip
        self.cells: memoryview[int] = nodes.reshape(-1).data
        self._labels: memoryview[int] = labels[:known].data
        self._spans: memoryview[int] = attributes.reshape(-1).data
        self.hidden: list[int] = []
        if hidden:
            self.hidden = np.flatnonzero(nodes[:count, keys.FLAGS] & keys.HIDES).tolist()
        self._hits: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._tables[0])

    def prefetch(self, program: Program) -> None:
        """Answer all selectors of ``program`` in one go."""
        found: list[list[int]] = [[] for _ in program.selectors]
        tests, pool, passes, count, sets = program.arrays
        filled = np.zeros((sets, len(self)), np.bool_)
        for one in passes:
            hits = kernels.matching().match(*self._tables, tests, pool, filled, *one, count)
            for selector, node in hits.tolist():
                found[selector].append(node)
        self._hits.update(zip(program.selectors, found, strict=True))

    def hits(self, selector: str) -> list[int]:
        """The elements of the page that fit ``selector``, in order; `UnknownSelector` when it is not one."""
        known = self._hits.get(selector)
        if known is None:
            self.prefetch(_single(selector))
            known = self._hits[selector]
        return known

    def tag(self, node: int) -> int:
        """The key of a node's tag; `keys.TEXT` for a text."""
        return int(self._tables[1][node])

    def _of(self, node: int, column: int) -> int:
        return self.cells[node * keys.COLUMNS + column]

    def attributes(self, node: int) -> dict[str, str]:
        """The attributes of a node by name."""
        _, _, attributes, *_ = self._tables
        first, last = self._of(node, keys.FIRST), self._of(node, keys.LAST)
        return {
            self.source[a:b].decode(): self.values[c:d].decode()
            for a, b, c, d in attributes[first:last].tolist()
        }

    def attribute(self, node: int, name: int) -> bytes | None:
        """The value (UTF-8) of the attribute whose key is ``name``; None when the node has none."""
        at = node * keys.COLUMNS
        for number in range(self.cells[at + keys.FIRST], self.cells[at + keys.LAST]):
            if self._labels[number] == name:
                return self.values[self._spans[4 * number + 2] : self._spans[4 * number + 3]]
        return None

    def every(self, name: int) -> list[bytes]:
        """The values (UTF-8) of all attributes whose key is ``name``, in the order of the document."""
        _, _, attributes, labels, *_ = self._tables
        values = self.values
        return [values[a:b] for a, b in attributes[labels == np.uint64(name), 2:4].tolist()]
