"""The loop over a page as the parser writes it out again, compiled: nodes, attributes and marked text as tables.

The parser is lexbor, which knows HTML; what it writes is regular (each element closed, each value quoted), so one
pass without a stack of rules is enough. Compiled by numba once for each machine and kept in its cache.
"""

from __future__ import annotations

import numpy as np
from numba import njit, types

from filature.reading.dom import keys
from filature.reading.dom.flatten_parts import end_of_raw, key_of, styled, unshown
from filature.reading.dom.keys import (
    BEFORE,
    END,
    FIRST,
    FLAGS,
    FROM,
    HOLDS,
    LAST,
    NAME,
    NAME_FROM,
    NAME_TO,
    NUMBER,
    PARENT,
    TO,
    VALUE_FROM,
    VALUE_TO,
)  # fmt: skip
from filature.reading.html_marks import BLOCK as MARK_BLOCK
from filature.reading.html_marks import END_PRE as MARK_END_PRE
from filature.reading.html_marks import LINE as MARK_LINE
from filature.reading.html_marks import PRE as MARK_PRE

_BYTES = types.Array(types.uint8, 1, "C", readonly=True)
_OUT = types.Array(types.uint8, 1, "C")
_KEYS = types.Array(types.uint64, 1, "C", readonly=True)
_BITS = types.Array(types.int32, 2, "C", readonly=True)
_NODES = types.Array(types.int32, 2, "C")
_NAMES = types.Array(types.uint64, 1, "C")
_COUNTS = types.Array(types.int64, 1, "C")

_STYLE, _HIDDEN, _TYPE, _VALUE = (np.uint64(keys.key(n)) for n in (b"style", b"hidden", b"type", b"value"))
_MASK = np.uint64(keys.SLOTS - 1)
_TITLE, _BODY = np.uint64(keys.key(b"title")), np.uint64(keys.key(b"body"))


@njit(
    types.void(_BYTES, _KEYS, _BITS, _NODES, _NAMES, _NODES, _NAMES, _OUT, _OUT, _COUNTS),
    cache=True,
    nogil=True,
)
def flatten(page, names, bits, nodes, tags, attributes, labels, text, values, counts):  # type: ignore[no-untyped-def]
    """Fill ``nodes`` and ``tags``, ``attributes`` and ``labels``, ``text`` and ``values``; ``counts`` says how far.

    ``page`` ends in eight bytes 0. Counts: nodes, attributes, bytes of text, bytes of values, hidden elements, and
    the first `title` and `body`. One function and not several, since each array that is handed to a function is counted as
    in use and released, which takes longer than most of what is done here for a tag.
    """
    size = page.size - 8
    count, known, end, valued, hidden = 1, 0, 0, 0, 0
    nodes[0, :], tags[0] = 0, 0
    nodes[0, PARENT], open_node, i = -1, 0, 0
    latest = np.zeros(nodes.shape[0], np.int32)
    title = body = 0
    unseen = 0  # levels of `template`: what is in them is no part of the page
    while i < size:
        byte = page[i]
        if byte != 0x3C:
            begin = end
            while byte != 0x3C and i < size:
                if byte == 0x26:
                    second = page[i + 1]
                    if second == 0x6C and page[i + 2] == 0x74:  # &lt;
                        byte, i = 0x3C, i + 3
                    elif second == 0x67 and page[i + 2] == 0x74:  # &gt;
                        byte, i = 0x3E, i + 3
                    elif second == 0x61 and page[i + 2] == 0x6D:  # &amp;
                        i += 4
                    elif second == 0x6E and page[i + 2] == 0x62:  # &nbsp;
                        text[end] = 0xC2
                        end += 1
                        byte, i = 0xA0, i + 5
                elif byte < 0x20 and byte != 0x0A and byte != 0x09 and byte != 0x0D:
                    byte = 0x20
                text[end] = byte
                end += 1
                i += 1
                byte = page[i]
            if unseen:
                end = begin
            else:
                nodes[count, PARENT], nodes[count, FROM], nodes[count, TO] = open_node, begin, end
                nodes[count, BEFORE], nodes[count, FIRST], nodes[count, LAST] = (
                    latest[open_node],
                    known,
                    known,
                )
                nodes[count, NUMBER], nodes[count, HOLDS], nodes[count, NAME], nodes[count, FLAGS] = (
                    0,
                    0,
                    0,
                    0,
                )
                tags[count] = keys.TEXT
                count += 1
                nodes[count - 1, END] = count
            continue
        byte = page[i + 1]
        if byte == 0x21 or byte == 0x3F:
            if page[i + 2] == 0x2D and page[i + 3] == 0x2D:
                i += 4
                while i < size and not (page[i] == 0x2D and page[i + 1] == 0x2D and page[i + 2] == 0x3E):
                    i += 1
                i += 3
            else:
                while i < size and page[i] != 0x3E:
                    i += 1
                i += 1
            continue
        closing = byte == 0x2F
        start = i + 2 if closing else i + 1
        i = start
        name, shift, byte = np.uint64(0), np.uint64(0), page[i]
        while byte != 0x3E and byte != 0x20 and byte != 0x2F and i < size:
            name |= np.uint64(byte) << shift
            shift += np.uint64(8)
            i += 1
            byte = page[i]
        if i - start > 8:
            name = key_of(page, start, i)
        slot = name & _MASK
        while names[slot] != name and names[slot] != 0:
            slot = (slot + np.uint64(1)) & _MASK
        does, after = bits[slot, 0], bits[slot, 1]  # of an empty slot: 0
        if closing:
            while page[i] != 0x3E and i < size:
                i += 1
            i += 1
            if unseen:
                unseen -= does & (keys.UNSEEN | keys.RAW) == keys.UNSEEN
            elif open_node and tags[open_node] == name:
                if (nodes[open_node, FLAGS] | after) & (keys.PRE | keys.END_PRE):
                    text[end] = MARK_END_PRE
                    end += 1
                nodes[open_node, TO], nodes[open_node, END] = end, count
                if after & keys.BLOCK:
                    text[end] = MARK_BLOCK
                    end += 1
                open_node = nodes[open_node, PARENT]
            continue
        unseen += does & (keys.UNSEEN | keys.RAW) == keys.UNSEEN
        seen = not unseen and not does & keys.UNSEEN
        first, kind_from, kind_to, shown_from, shown_to, hides = known, 0, 0, 0, 0, False
        byte = page[i]
        while byte != 0x3E and i < size:
            if byte == 0x20 or byte == 0x2F:
                i += 1
                byte = page[i]
                continue
            label, called, shift = i, np.uint64(0), np.uint64(0)
            while (byte != 0x3D or i == label) and byte != 0x20 and byte != 0x3E and i < size:
                called |= np.uint64(byte) << shift
                shift += np.uint64(8)
                i += 1
                byte = page[i]
            label_end, at = i, valued
            if i - label > 8:
                called = key_of(page, label, i)
            if byte == 0x3D and page[i + 1] == 0x22:
                i += 2
                byte = page[i]
                while byte != 0x22 and i < size:
                    if byte == 0x26:
                        second = page[i + 1]
                        if second == 0x61 and page[i + 2] == 0x6D:
                            i += 4
                        elif second == 0x71:  # &quot;
                            byte, i = 0x22, i + 5
                        elif second == 0x6E:
                            values[valued] = 0xC2
                            valued += 1
                            byte, i = 0xA0, i + 5
                        elif second == 0x6C:
                            byte, i = 0x3C, i + 3
                        elif second == 0x67:
                            byte, i = 0x3E, i + 3
                    elif byte < 0x20 and byte != 0x0A and byte != 0x09 and byte != 0x0D:
                        byte = 0x20
                    values[valued] = byte
                    valued += 1
                    i += 1
                    byte = page[i]
                i += 1
                byte = page[i]
            elif byte == 0x3D:
                i += 1
                byte = page[i]
            if not seen:
                valued = at
                continue
            labels[known] = called
            attributes[known, NAME_FROM], attributes[known, NAME_TO] = label, label_end
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
        i += 1
        if not seen:
            if does & keys.RAW:
                i = end_of_raw(page, i, start)
                while i < size and page[i] != 0x3E:
                    i += 1
                i += 1
            continue
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
        nodes[node, PARENT], nodes[node, FROM], nodes[node, NAME] = open_node, end, start
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
        if does & keys.VOID:
            nodes[node, TO], nodes[node, END] = end, count
            if shown_to > shown_from and not unshown(values, kind_from, kind_to):
                text[end] = 0x20
                end += 1
                for k in range(shown_from, shown_to):
                    text[end] = values[k]
                    end += 1
                text[end] = 0x20
                end += 1
            continue
        if does & keys.PRE:
            text[end] = MARK_PRE
            end += 1
        open_node = node
        if does & keys.RAW:
            stop = end_of_raw(page, i, start)
            nodes[count, :] = 0
            nodes[count, PARENT], nodes[count, FROM], tags[count] = node, end, keys.TEXT
            while i < stop:
                byte = page[i]
                text[end] = byte if byte >= 0x20 or byte == 0x0A or byte == 0x09 or byte == 0x0D else 0x20
                end += 1
                i += 1
            nodes[count, TO] = end
            count += 1
            nodes[count - 1, END] = count
    while open_node >= 0:
        nodes[open_node, TO], nodes[open_node, END] = end, count
        open_node = nodes[open_node, PARENT]
    counts[0], counts[1], counts[2], counts[3], counts[4] = count, known, end, valued, hidden
    counts[5], counts[6] = title, body
