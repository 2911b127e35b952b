"""Where a page is laid flat: tables that are used again for each page, since fresh memory costs more than filling it."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np

from filature.reading.dom import keys

# For a page of usual size, in nodes; and when a room is too large to keep. For each: attributes, bytes of text and of values.
NODES, MOST = 1 << 14, 1 << 17
_ATTRIBUTES, _TEXT, _VALUES = 2, 32, 32
_here = threading.local()


class Room:
    """Tables for about ``nodes`` nodes; those of `tree.Tree`."""

    def __init__(self, nodes: int) -> None:
        self.size = nodes
        self.nodes, self.tags = np.empty((nodes, keys.COLUMNS), np.int32), np.empty(nodes, np.uint64)
        self.attributes = np.empty((nodes * _ATTRIBUTES, keys.ATTRIBUTE_COLUMNS), np.int32)
        self.labels = np.empty(nodes * _ATTRIBUTES, np.uint64)
        self.text, self.values = np.empty(nodes * _TEXT, np.uint8), np.empty(nodes * _VALUES, np.uint8)

    @property
    def tables(self) -> tuple[Any, ...]:
        """All of them, in the order in which `flatten` takes them."""
        return self.nodes, self.tags, self.attributes, self.labels, self.text, self.values

    def larger(self) -> Room:
        """Twice the room; kept for the next page, unless it is very large."""
        room = Room(2 * self.size)
        if room.size <= MOST:
            _here.room = room
        return room


def take_room() -> Room:
    """The room of this thread. What lies in it is gone with the next page."""
    if not hasattr(_here, "room"):
        _here.room = Room(NODES)
    room: Room = _here.room
    return room
