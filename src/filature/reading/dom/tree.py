"""A parsed page as flat tables, asked by CSS."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from filature.reading import kernels
from filature.reading.dom import keys
from filature.reading.dom.lexbor import Names, parsed
from filature.reading.dom.program import Program
from filature.reading.dom.room import Room, take_room

NAMES = Names()
_WIDE = keys.ATTRIBUTE_COLUMNS


@lru_cache(maxsize=4_096)
def _single(selector: str) -> Program:
    return Program([selector])


def _flattened(document: int) -> tuple[Room, list[int]]:
    """The tables of lexbor's tree at ``document``, and how far each is filled."""
    flat, counts, room = kernels.flattening(), np.zeros(7, np.int64), take_room()
    while True:
        known = NAMES.tags, NAMES.bits, NAMES.attributes
        said = flat.flatten(document, *known, *room.tables, counts)
        if said == flat.DONE:
            return room, counts.tolist()
        if said == flat.FULL:
            room = room.larger()
        elif said == flat.NEW_TAG:
            NAMES.learn_tag(int(counts[0]))
        else:
            NAMES.learn_attribute(int(counts[0]))


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
        "text",
        "title",
        "values",
    )

    def __init__(self, source: bytes) -> None:
        with parsed(source) as document:
            room, counts = _flattened(document)
        count, known, end, valued, hidden, self.title, self.body = counts
        nodes, tags = room.nodes[:count].copy(), room.tags[:count].copy()
        attributes, labels = room.attributes[:known].copy(), room.labels[:known].copy()
        text, values = room.text[:end].copy(), room.values[:valued].copy()
        self.text, self.values = text.tobytes(), values.tobytes()
        self._tables = nodes, tags, attributes, labels, text, values
        self.cells: memoryview[int] = nodes.reshape(-1).data
        self._labels: memoryview[int] = labels.data
        self._spans: memoryview[int] = attributes.reshape(-1).data
        self.hidden: list[int] = np.flatnonzero(nodes[:, keys.FLAGS] & keys.HIDES).tolist() if hidden else []
        self._hits: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._tables[0])

    def prefetch(self, program: Program) -> None:
        """Answer all selectors of ``program`` in one go."""
        tests, pool, passes, count, sets = program.arrays
        filled = np.zeros((sets, len(self)), np.bool_)
        match, page = kernels.matching().match, self._tables
        several = [match(*page, tests, pool, filled, *one, count) for one in passes]
        hits = several[0] if len(several) == 1 else np.concatenate(several)
        hits = hits[np.argsort(hits[:, 0], kind="stable")]
        places = np.searchsorted(hits[:, 0], np.arange(count + 1)).tolist()
        nodes = hits[:, 1].tolist()
        for number, selector in enumerate(program.selectors):
            self._hits[selector] = nodes[places[number] : places[number + 1]]

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

    def name(self, node: int) -> str:
        """The name of an element."""
        return self._written(int(self._tables[1][node]), self._of(node, keys.NAME))

    def attributes(self, node: int) -> dict[str, str]:
        """The attributes of a node by name."""
        first, last = self._of(node, keys.FIRST), self._of(node, keys.LAST)
        return {
            self._written(self._labels[at], self._spans[at * _WIDE + keys.NAMED]): self._value(at).decode()
            for at in range(first, last)
        }

    def _written(self, key: int, place: int) -> str:
        """The name with that key; ``place`` is where it stands when lexbor does not know it, and one more."""
        if not place:
            return NAMES.written[key]
        return self.values[place - 1 : self.values.index(b" ", place - 1)].decode()

    def _value(self, at: int) -> bytes:
        at *= _WIDE
        return self.values[self._spans[at + keys.VALUE_FROM] : self._spans[at + keys.VALUE_TO]]

    def attribute(self, node: int, name: int) -> bytes | None:
        """The value (UTF-8) of the attribute whose key is ``name``; None when the node has none."""
        at = node * keys.COLUMNS
        for number in range(self.cells[at + keys.FIRST], self.cells[at + keys.LAST]):
            if self._labels[number] == name:
                return self._value(number)
        return None

    def every(self, name: int) -> list[bytes]:
        """The values (UTF-8) of all attributes whose key is ``name``, in the order of the document."""
        _, _, attributes, labels, *_ = self._tables
        values = self.values
        return [values[a:b] for a, b in attributes[labels == np.uint64(name), keys.VALUE_FROM :].tolist()]
