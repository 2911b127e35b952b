"""What `flatten` asks of a part of a page, compiled: the key of a name, what a style says, where raw text ends."""

from __future__ import annotations

import numpy as np
from numba import njit, types

from filature.reading.dom import keys

_BYTES = types.Array(types.uint8, 1, "C", readonly=True)
_OUT = types.Array(types.uint8, 1, "C")
_START, _PRIME = np.uint64(keys.START), np.uint64(keys.PRIME)
_UNSHOWN = b" hidden password checkbox radio file image color range "


@njit(types.uint64(_BYTES, types.int64, types.int64), cache=True, nogil=True)
def key_of(page, start, stop):  # type: ignore[no-untyped-def]
    """`keys.key` of a part of the page."""
    found = np.uint64(0)
    if stop - start <= 8:
        for i in range(stop - 1, start - 1, -1):
            found = (found << np.uint64(8)) | np.uint64(page[i])
        return found
    found = _START
    for i in range(start, stop):
        found = (found ^ np.uint64(page[i])) * _PRIME
    return found


@njit(types.boolean(_OUT, types.int64, types.int64, types.int64), cache=True, nogil=True)
def styled(values, start, stop, wanted):  # type: ignore[no-untyped-def]
    """Whether an inline style keeps lines (0: `white-space: pre…`) or hides (1: `display: none`)."""
    name, value = (b"white-space", b"pre") if wanted == 0 else (b"display", b"none")
    for i in range(start, stop - len(name) - len(value)):
        j = i
        for k in range(len(name)):
            if values[j] | 0x20 != name[k] and values[j] != name[k]:
                break
            j += 1
        if j - i < len(name):
            continue
        while j < stop and (values[j] <= 0x20 or values[j] == 0x3A):
            j += 1
        found = stop - j >= len(value)
        for k in range(len(value)):
            found = found and values[j + k] | 0x20 == value[k]
        if found:
            return True
    return False


@njit(types.boolean(_OUT, types.int64, types.int64), cache=True, nogil=True)
def unshown(values, start, stop):  # type: ignore[no-untyped-def]
    """Whether an `input` of this type shows no value."""
    words = _UNSHOWN
    for at in range(len(words)):
        if words[at] != 0x20 or stop == start:
            continue
        k = 0
        while k < stop - start and at + 1 + k < len(words) and values[start + k] | 0x20 == words[at + 1 + k]:
            k += 1
        if k == stop - start and at + 1 + k < len(words) and words[at + 1 + k] == 0x20:
            return True
    return False


@njit(types.int64(_BYTES, types.int64, types.int64), cache=True, nogil=True)
def end_of_raw(page, start, name):  # type: ignore[no-untyped-def]
    """Where the end tag stands that closes an element whose content is not parsed; ``name`` is where its name stands."""
    size = page.size
    length = 0
    while page[name + length] not in (0x20, 0x3E, 0x2F):
        length += 1
    i = start
    while i + length + 2 < size:
        if page[i] == 0x3C and page[i + 1] == 0x2F:
            k = 0
            while k < length and page[i + 2 + k] | 0x20 == page[name + k]:
                k += 1
            if k == length and page[i + 2 + k] in (0x20, 0x3E, 0x2F, 0x09, 0x0A, 0x0C, 0x0D):
                return i
        i += 1
    return size
