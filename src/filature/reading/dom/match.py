"""Which elements of a page fit which selectors, compiled: one pass over the elements for all selectors at once."""

from __future__ import annotations

import numpy as np
from numba import njit, types

from filature.reading.dom import codes, keys
from filature.reading.dom.keys import (
    BEFORE,
    END,
    FIRST,
    FROM,
    LAST,
    PARENT,
    TO,
    VALUE_FROM,
    VALUE_TO,
)  # fmt: skip
from filature.reading.dom.match_parts import enter, numbered, same

_BYTES = types.Array(types.uint8, 1, "C", readonly=True)
_NODES = types.Array(types.int32, 2, "C", readonly=True)
_NAMES = types.Array(types.uint64, 1, "C", readonly=True)
_TABLE = types.Array(types.int64, 2, "C", readonly=True)
_PAGE = (_NODES, _NAMES, _NODES, _NAMES, _BYTES, _BYTES)
_SETS = types.Array(types.boolean, 2, "C")
_CLASS, _ID = np.uint64(keys.key(b"class")), np.uint64(keys.key(b"id"))
_TEXT, _ANY = np.uint64(keys.TEXT), np.uint64(codes.ANY_ELEMENT)
_START, _PRIME = np.uint64(keys.START), np.uint64(keys.PRIME)
_BY_CLASS, _BY_ID = np.uint64(codes.BY_CLASS), np.uint64(codes.BY_ID)


@njit(
    types.Array(types.int32, 2, "C")(*_PAGE, _TABLE, _BYTES, _SETS, _NAMES, _TABLE, _TABLE, types.int64),
    cache=True,
    nogil=True,
)
def match(nodes, tags, attributes, labels, text, values, tests, pool, sets, slots, spans, parts, count):  # type: ignore[no-untyped-def]
    """One pass: fills ``sets``, and gives pairs (selector, element) in the order of elements, each once.

    One function and not several, since each array that is handed to a function is counted as in use and released.
    """
    capacity, found = 256, 0
    hits = np.empty((capacity, 2), np.int32)
    latest = np.zeros(count, np.int32)
    for node in range(1, nodes.shape[0]):
        tag = tags[node]
        if tag == _TEXT:
            continue
        class_from = class_to = id_from = id_to = 0
        for at in range(nodes[node, FIRST], nodes[node, LAST]):
            if labels[at] == _CLASS:
                class_from, class_to = attributes[at, VALUE_FROM], attributes[at, VALUE_TO]
            elif labels[at] == _ID:
                id_from, id_to = attributes[at, VALUE_FROM], attributes[at, VALUE_TO]
        # What may lead to parts of selectors: any element, the tag, the id, each class.
        start, turn = class_from, 0
        while True:
            if turn == 0:
                name = _ANY
            elif turn == 1:
                name = tag
            else:
                stop = id_to
                if turn == 2:
                    start = id_from
                else:
                    if turn == 3:
                        start = class_from
                    while start < class_to and values[start] <= 0x20:
                        start += 1
                    if start >= class_to:
                        break
                    stop = start
                    while stop < class_to and values[stop] > 0x20:
                        stop += 1
                name, shift = np.uint64(0), np.uint64(0)
                if stop - start <= 8:
                    for k in range(start, stop):
                        name |= np.uint64(values[k]) << shift
                        shift += np.uint64(8)
                else:
                    name = _START
                    for k in range(start, stop):
                        name = (name ^ np.uint64(values[k])) * _PRIME
                name ^= _BY_ID if turn == 2 else _BY_CLASS
                start = stop
            turn += 1
            slot = name & np.uint64(slots.size - 1)
            while slots[slot] != name and slots[slot] != 0:
                slot = (slot + np.uint64(1)) & np.uint64(slots.size - 1)
            if slots[slot] == 0:
                continue
            for part in range(spans[slot, 0], spans[slot, 1]):
                does, number = parts[part, 2], parts[part, 3]
                ok = does != codes.HIT or latest[number] != node
                for t in range(parts[part, 0], parts[part, 1]):
                    if not ok:
                        break
                    test, a, b, c = tests[t, 0], tests[t, 1], tests[t, 2], tests[t, 3]
                    if test == codes.IN:
                        other = node
                        if c == codes.PARENT:
                            other = nodes[node, PARENT]
                        elif c == codes.BEFORE:
                            other = nodes[node, BEFORE]
                        ok = sets[a, other] == (b == 1)
                    elif test == codes.TAG:
                        ok = tag == np.uint64(a)
                    elif test == codes.CLASS:
                        ok = same(values, class_from, class_to, pool, b, c, codes.WORD, 0)
                    elif test == codes.ID:
                        ok = same(values, id_from, id_to, pool, b, c, codes.EQUAL, 0)
                    elif test == codes.ATTRIBUTE or test == codes.HAS_ATTRIBUTE:
                        ok = False
                        for at in range(nodes[node, FIRST], nodes[node, LAST]):
                            if labels[at] == np.uint64(a):
                                ok = test == codes.HAS_ATTRIBUTE or same(
                                    values, attributes[at, VALUE_FROM], attributes[at, VALUE_TO],
                                    pool, b, c, tests[t, 4], tests[t, 5],
                                )  # fmt: skip
                                break
                    elif test == codes.NUMBER:
                        ok = numbered(nodes, tags, node, a, b, c, tests[t, 4])
                    elif test == codes.CONTAINS:
                        ok = same(
                            text, nodes[node, FROM], nodes[node, TO], pool, b, c, codes.HOLDS, tests[t, 4]
                        )
                    elif test == codes.EMPTY:
                        ok = nodes[node, END] == node + 1
                    else:
                        ok = nodes[node, PARENT] == 0
                if not ok:
                    continue
                if does != codes.HIT:
                    enter(nodes, sets, number, node, does)
                    continue
                latest[number] = node
                if found == capacity:
                    capacity *= 4
                    larger = np.empty((capacity, 2), np.int32)
                    larger[:found] = hits
                    hits = larger
                hits[found, 0], hits[found, 1] = number, node
                found += 1
    return hits[:found]
