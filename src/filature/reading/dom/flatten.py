"""The loop over the parser's tree of a page, compiled: nodes, attributes and marked text as tables.

The tree is lexbor's, read where it stands; so nothing here knows HTML but what a tag says about its text. Compiled by
numba once for each machine and kept in its cache.
"""

from __future__ import annotations

import numpy as np
from numba import njit, types

from filature.reading.dom import keys
from filature.reading.dom import lexbor as lx
from filature.reading.dom.flatten_parts import styled, unshown, written
from filature.reading.dom.keys import (
    BEFORE,
    END,
    FIRST,
    FLAGS,
    FROM,
    HOLDS,
    LAST,
    NAME,
    NAMED,
    NUMBER,
    PARENT,
    TO,
    VALUE_FROM,
    VALUE_TO,
)  # fmt: skip
from filature.reading.dom.memory import byte_at, int_at, word_at
from filature.reading.html_marks import BLOCK as MARK_BLOCK
from filature.reading.html_marks import END_PRE as MARK_END_PRE
from filature.reading.html_marks import GROWTH
from filature.reading.html_marks import LINE as MARK_LINE
from filature.reading.html_marks import PRE as MARK_PRE

DONE, FULL, NEW_TAG, NEW_ATTRIBUTE = range(4)
_OUT = types.Array(types.uint8, 1, "C")
_KEYS = types.Array(types.uint64, 1, "C")
_TABLE = types.Array(types.int32, 2, "C")
_COUNTS = types.Array(types.int64, 1, "C")

_STYLE, _HIDDEN, _TYPE, _VALUE = (np.uint64(keys.key(n)) for n in (b"style", b"hidden", b"type", b"value"))
_TITLE, _BODY = np.uint64(keys.key(b"title")), np.uint64(keys.key(b"body"))
# Where things stand in lexbor's tree, as numbers that can be added to an address.
_LOCAL_NAME, _NEXT, _ABOVE, _CHILD, _KIND = (
    np.uint64(n) for n in (lx.LOCAL_NAME, lx.NEXT, lx.PARENT, lx.FIRST_CHILD, lx.TYPE)
)
_DATA, _LENGTH, _FIRST_ATTRIBUTE = np.uint64(lx.DATA), np.uint64(8), np.uint64(lx.FIRST_ATTRIBUTE)
_ITS_VALUE, _NEXT_ATTRIBUTE = np.uint64(lx.VALUE), np.uint64(lx.NEXT_ATTRIBUTE)
_NAMES, _ENTRY_LENGTH = np.uint64(lx.NAMES), np.uint64(lx.ENTRY_LENGTH)
_NONE, _ONE = np.uint64(0), np.uint64(1)


@njit(
    types.int64(types.uint64, _KEYS, _TABLE, _KEYS, _TABLE, _KEYS, _TABLE, _KEYS, _OUT, _OUT, _COUNTS),
    cache=True,
    nogil=True,
)
def flatten(document, tag_keys, bits, name_keys, nodes, tags, attributes, labels, text, values, counts):  # type: ignore[no-untyped-def]
    """Fill ``nodes`` and ``tags``, ``attributes`` and ``labels``, ``text`` and ``values``; ``counts`` says how far.

    Counts: nodes, attributes, bytes of text, bytes of values, hidden elements, the first `title` and `body`. Returns
    `DONE`; `FULL` when one of the tables is too small; `NEW_TAG` or `NEW_ATTRIBUTE` for a name whose number (then
    the first count) has no key yet. One function and not several, since each array that is handed to a function is counted as
    in use and released, which takes longer than most of what is done here for a node.
    """
    count, known, end, valued, hidden, title, body = 1, 0, 0, 0, 0, 0, 0
    nodes[0, :], tags[0] = 0, 0
    nodes[0, PARENT], open_node = -1, 0
    latest = np.zeros(nodes.shape[0], np.int32)
    place = word_at(document + _CHILD)
    while place != _NONE:
        if count + 1 >= nodes.shape[0] or end + 4 * GROWTH >= text.size:
            return FULL
        kind, down = int_at(place + _KIND), False
        if kind == lx.TEXT:
            data, size = word_at(place + _DATA), word_at(place + _DATA + _LENGTH)
            if end + np.int64(size) + GROWTH >= text.size:
                return FULL
            nodes[count, PARENT], nodes[count, FROM] = open_node, end
            for _ in range(size):
                byte = byte_at(data)
                text[end] = byte if byte >= 0x20 or byte == 0x0A or byte == 0x09 or byte == 0x0D else 0x20
                end += 1
                data += _ONE
            nodes[count, TO], nodes[count, END], nodes[count, BEFORE] = end, count + 1, latest[open_node]
            nodes[count, FIRST], nodes[count, LAST], nodes[count, NUMBER] = known, known, 0
            nodes[count, HOLDS], nodes[count, NAME], nodes[count, FLAGS] = 0, 0, 0
            tags[count] = keys.TEXT
            count += 1
        elif kind == lx.ELEMENT:
            number, does, named = word_at(place + _LOCAL_NAME), 0, 0
            if number < _NAMES:
                name = tag_keys[number]
                if name == _NONE:
                    counts[0] = number
                    return NEW_TAG
                does = bits[number, 0]
            else:
                size = word_at(number + _ENTRY_LENGTH)
                if valued + np.int64(size) + 1 >= values.size:
                    return FULL
                name, named = written(number, values, valued), valued + 1
                valued += int(size) + 1
            if not does & keys.UNSEEN:
                first, kind_from, kind_to, shown_from, shown_to, hides = known, 0, 0, 0, 0, False
                attribute = word_at(place + _FIRST_ATTRIBUTE)
                while attribute != _NONE:
                    if known >= labels.size:
                        return FULL
                    number, attributes[known, NAMED] = word_at(attribute + _LOCAL_NAME), 0
                    if number < _NAMES:
                        called = name_keys[number]
                        if called == _NONE:
                            counts[0] = number
                            return NEW_ATTRIBUTE
                    else:
                        size = word_at(number + _ENTRY_LENGTH)
                        if valued + np.int64(size) + 1 >= values.size:
                            return FULL
                        called, attributes[known, NAMED] = written(number, values, valued), valued + 1
                        valued += int(size) + 1
                    at, value = valued, word_at(attribute + _ITS_VALUE)
                    if value != _NONE:
                        data, size = word_at(value), word_at(value + _LENGTH)
                        if valued + np.int64(size) >= values.size:
                            return FULL
                        for _ in range(size):
                            byte = byte_at(data)
                            values[valued] = (
                                byte if byte >= 0x20 or byte == 0x0A or byte == 0x09 or byte == 0x0D else 0x20
                            )
                            valued += 1
                            data += _ONE
                    labels[known] = called
                    attributes[known, VALUE_FROM], attributes[known, VALUE_TO] = at, valued
                    known += 1
                    if called == _STYLE:
                        if styled(values, at, valued, 0):
                            does |= keys.PRE
                        hides = hides or styled(values, at, valued, 1)
                    elif called == _HIDDEN:
                        hides = True
                    elif does & keys.INPUT and called == _TYPE:
                        kind_from, kind_to = at, valued
                    elif does & keys.INPUT and called == _VALUE:
                        shown_from, shown_to = at, valued
                    attribute = word_at(attribute + _NEXT_ATTRIBUTE)
                if does & (keys.BLOCK | keys.CELL | keys.ROW):
                    text[end] = MARK_BLOCK
                    end += 1
                    if does & keys.CELL:
                        text[end], text[end + 1], text[end + 2], text[end + 3] = 0x20, 0x09, 0x20, MARK_BLOCK
                        end += 4
                    elif does & keys.ROW:
                        text[end], text[end + 1], text[end + 2], text[end + 3] = 0x09, 0x20, 0x09, MARK_BLOCK
                        end += 4
                if does & keys.LINE:
                    text[end] = MARK_LINE
                    end += 1
                node = count
                count += 1
                nodes[node, HOLDS] = 0
                nodes[node, PARENT], nodes[node, FROM], nodes[node, NAME] = open_node, end, named
                nodes[node, FIRST], nodes[node, LAST], tags[node] = first, known, name
                nodes[node, BEFORE] = latest[open_node]
                latest[open_node] = node
                nodes[open_node, HOLDS] += 1
                nodes[node, NUMBER] = nodes[open_node, HOLDS]
                nodes[node, FLAGS] = does | (keys.HIDES if hides else 0)
                if name == _TITLE and not title:
                    title = node
                elif name == _BODY and not body:
                    body = node
                hidden += hides
                if does & keys.VOID and word_at(place + _CHILD) == _NONE:  # in SVG it may hold something
                    nodes[node, TO], nodes[node, END] = end, count
                    if shown_to > shown_from and not unshown(values, kind_from, kind_to):
                        if end + (shown_to - shown_from) + GROWTH >= text.size:
                            return FULL
                        text[end] = 0x20
                        end += 1
                        for k in range(shown_from, shown_to):
                            text[end] = values[k]
                            end += 1
                        text[end] = 0x20
                        end += 1
                else:
                    if does & keys.PRE:
                        text[end] = MARK_PRE
                        end += 1
                    open_node, down = node, True
        if down:
            below = word_at(place + _CHILD)
            if below != _NONE:
                place = below
                continue
        # What is open here ends, and so do the elements around it that it is the last in.
        while True:
            if down:
                after = 0
                number = word_at(place + _LOCAL_NAME)
                if number < _NAMES:
                    after = bits[number, 1]
                if (nodes[open_node, FLAGS] | after) & (keys.PRE | keys.END_PRE):
                    text[end] = MARK_END_PRE
                    end += 1
                nodes[open_node, TO], nodes[open_node, END] = end, count
                if after & keys.BLOCK:
                    text[end] = MARK_BLOCK
                    end += 1
                open_node = nodes[open_node, PARENT]
                if end + 4 * GROWTH >= text.size:
                    return FULL
            following = word_at(place + _NEXT)
            if following != _NONE:
                place = following
                break
            place, down = word_at(place + _ABOVE), True
            if place == document:
                place = _NONE
                break
    nodes[0, TO], nodes[0, END] = end, count
    counts[0], counts[1], counts[2], counts[3], counts[4] = count, known, end, valued, hidden
    counts[5], counts[6] = title, body
    return DONE
