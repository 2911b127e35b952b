"""What `flatten` does seldom, compiled: names that lexbor does not know, what a style says, whether an `input` shows its
value."""

from __future__ import annotations

import numpy as np
from numba import njit, types

from filature.reading.dom import keys
from filature.reading.dom import lexbor as lx
from filature.reading.dom.memory import byte_at, word_at

_OUT = types.Array(types.uint8, 1, "C")
_UNSHOWN = b" hidden password checkbox radio file image color range "


@njit(types.uint64(types.uint64, _OUT, types.int64), cache=True, nogil=True)
def written(entry, values, at):  # type: ignore[no-untyped-def]
    """Write the name of an entry of lexbor's, and a blank, to ``values`` from ``at`` on; returns its `keys.key`."""
    size = word_at(entry + np.uint64(lx.ENTRY_LENGTH))
    start = entry if size <= np.uint64(lx.SHORT) else word_at(entry)
    packed, hashed = np.uint64(0), np.uint64(keys.START)
    for k in range(size):
        byte = byte_at(start + np.uint64(k))
        values[at + k] = byte
        packed |= np.uint64(byte) << np.uint64(8 * k)
        hashed = (hashed ^ np.uint64(byte)) * np.uint64(keys.PRIME)
    values[at + size] = 0x20
    return packed if size <= np.uint64(keys.PACKED) else hashed


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
