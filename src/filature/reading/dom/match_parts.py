"""What `match` asks of one element, compiled: whether a text fits, which child it is, what it enters."""

from __future__ import annotations

from numba import njit, types

from filature.reading.dom import codes
from filature.reading.dom.keys import BEFORE, END, HOLDS, NUMBER, PARENT

_BYTES = types.Array(types.uint8, 1, "C", readonly=True)
_NODES = types.Array(types.int32, 2, "C", readonly=True)
_NAMES = types.Array(types.uint64, 1, "C", readonly=True)
_SETS = types.Array(types.boolean, 2, "C")


@njit(
    types.boolean(
        _BYTES, types.int64, types.int64, _BYTES, types.int64, types.int64, types.int64, types.int64
    ),
    cache=True,
    nogil=True,
)
def same(data, start, stop, pool, first, last, how, folded):  # type: ignore[no-untyped-def]
    """Whether a text fits a wanted one in the way that ``how`` says (`codes.EQUAL` …)."""
    size, wanted = stop - start, last - first
    if size < wanted or (wanted == 0 and how != codes.EQUAL) or (how == codes.EQUAL and size != wanted):
        return False
    lowest, highest = start, stop - wanted
    if how == codes.BEGINS or how == codes.DASH:
        highest = start
    elif how == codes.ENDS:
        lowest = highest
    for at in range(lowest, highest + 1):
        k = 0
        while k < wanted:
            byte = data[at + k]
            if folded and 0x41 <= byte <= 0x5A:
                byte |= 0x20
            if byte != pool[first + k]:
                break
            k += 1
        if k < wanted:
            continue
        after = at + wanted
        if how == codes.DASH and after < stop and data[after] != 0x2D:
            return False
        if how == codes.WORD and (
            (at > start and data[at - 1] > 0x20) or (after < stop and data[after] > 0x20)
        ):
            continue
        return True
    return False


@njit(
    types.boolean(_NODES, _NAMES, types.int64, types.int64, types.int64, types.int64, types.int64),
    cache=True,
    nogil=True,
)
def numbered(nodes, tags, node, step, offset, last, typed):  # type: ignore[no-untyped-def]
    """Whether an element is the n-th of its parent, for an n of the form ``step`` × k + ``offset``."""
    around = nodes[node, PARENT]
    if not typed:
        number = nodes[node, NUMBER]
        if last:
            number = nodes[around, HOLDS] - number + 1
    elif not last:
        number, other = 1, nodes[node, BEFORE]
        while other:
            number += tags[other] == tags[node]
            other = nodes[other, BEFORE]
    else:
        number, other = 1, nodes[node, END]
        while other < nodes[around, END]:
            number += tags[other] == tags[node]
            other = nodes[other, END]
    rest = number - offset
    return rest == 0 if step == 0 else rest % step == 0 and rest // step >= 0


@njit(types.void(_NODES, _SETS, types.int64, types.int64, types.int64), cache=True, nogil=True)
def enter(nodes, sets, number, node, does):  # type: ignore[no-untyped-def]
    """Put elements into a set, as a fitting one does (`codes.ENTER` …). What is in it already is not gone over again."""
    if does == codes.ENTER:
        sets[number, node] = True
    elif does == codes.ENTER_PARENT:
        sets[number, nodes[node, PARENT]] = True
    elif does == codes.ENTER_BEFORE:
        sets[number, nodes[node, BEFORE]] = True
    elif does == codes.ENTER_INSIDE:
        if not sets[number, node]:
            sets[number, node + 1 : nodes[node, END]] = True
    elif does == codes.ENTER_AFTER:
        other, end = nodes[node, END], nodes[nodes[node, PARENT], END]
        while other < end and not sets[number, other]:
            sets[number, other] = True
            other = nodes[other, END]
    else:
        column = PARENT if does == codes.ENTER_AROUND else BEFORE
        other = nodes[node, column]
        while other > 0 and not sets[number, other]:
            sets[number, other] = True
            other = nodes[other, column]
