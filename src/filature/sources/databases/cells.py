"""Literals of INSERT and fields of COPY, many at once, to columns of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from filature.sources.databases.decoding import decode
from filature.sources.databases.literal import literal
from filature.sources.databases.schema import Form
from filature.sources.databases.tuples import Flags, Positions
from filature.sources.databases.unescaping import unescape_fields, unescape_strings

Block = NDArray[np.uint8]
Offsets = NDArray[np.int32]
# `+`, `-`, `.`, digits, and `/`, which stands at the front of no number: 15 bytes from 43 on, but for the comma.
_NUMBER_FROM, _NUMBER_SPAN = np.uint8(43), np.uint8(14)


@dataclass(frozen=True, slots=True)
class Style:
    """How literals are written at a place of a dump: its dialect, whether ``\\`` escapes, its character set."""

    kind: str
    backslash: bool
    codec: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Column:
    """A column read: its text, and how many values were not read as declared (``cp1252``, ``hex``, ``long``,
    ``expression``)."""

    values: pa.Array
    odd: Counter[str]


def insert_columns(
    data: bytes, starts: Positions, ends: Positions, forms: Sequence[Form], style: Style
) -> list[Column]:
    """Columns for the literals ``data[starts[r, c]:ends[r, c]]``, which stand in order; one column for each form."""
    cut = _Cut(
        data, starts, ends, rb"\'" if style.backslash else b"'", (b"\\" if style.backslash else b"''", b"''")
    )
    return [_insert_column(cut, index, form, style) for index, form in enumerate(forms)]


class _Cut:
    """The bytes that hold all values, and where in them each column's values are.

    ``inside(starts, ends)`` tells which slices hold one of ``special``; nobody need ask when ``signs`` are absent.
    """

    def __init__(
        self, data: bytes, starts: Positions, ends: Positions, special: bytes, signs: tuple[bytes, ...]
    ) -> None:
        base, last = int(starts[0, 0]), int(ends[-1, -1])
        held = data[base:last] + b"\x00\x00"  # so that the byte behind an empty value can be asked for
        self.block = np.frombuffer(held, np.uint8)
        self.starts = np.ascontiguousarray((starts - base).T.astype(np.int32))
        self.ends = np.ascontiguousarray((ends - base).T.astype(np.int32))
        self.every_other = pa.array(np.arange(0, 2 * len(starts), 2, dtype=np.int32))
        self._running: Offsets | None = None
        if any(sign in held for sign in signs):
            flags = np.zeros(256, np.bool_)
            flags[list(special)] = True
            self._running = np.zeros(len(self.block) + 1, np.int32)
            np.cumsum(flags[self.block], dtype=np.int32, out=self._running[1:])

    def inside(self, starts: Offsets, ends: Offsets) -> Flags:
        """Whether a special byte lies in each slice."""
        if self._running is None:
            return np.zeros(len(starts), np.bool_)
        return self._running[ends] > self._running[starts]

    def values(self, starts: Offsets, ends: Offsets, null: Flags) -> pa.Array:
        """The slices, which follow each other, as binary values; null where ``null`` is set."""
        offsets = np.empty(2 * len(starts), np.int32)
        offsets[0::2], offsets[1::2] = starts, ends
        buffers = [None, pa.py_buffer(offsets), pa.py_buffer(self.block)]
        slices = pa.Array.from_buffers(pa.binary(), len(offsets) - 1, buffers)
        which = (
            pa.array(np.arange(0, len(offsets), 2, dtype=np.int32), mask=null)
            if null.any()
            else self.every_other
        )
        return slices.take(which)


def _insert_column(cut: _Cut, index: int, form: Form, style: Style) -> Column:
    block, starts, ends = cut.block, cut.starts[index], cut.ends[index]
    first, last = block[starts], block[ends - 1]
    # pg_dump writes `, `; all other space is left to `literal`.
    if (first == ord(" ")).any() or (last == ord(" ")).any():
        starts = starts + ((first == ord(" ")) & (starts < ends))
        ends = ends - ((last == ord(" ")) & (starts < ends))
        first, last = block[starts], block[ends - 1]
    string = (first == ord("'")) & (last == ord("'")) & (ends - starts >= 2)
    null = _is_null(block, starts, ends - starts, first)
    number = ((first - _NUMBER_FROM) <= _NUMBER_SPAN) & (ends > starts) & (last > ord(" "))
    based = np.flatnonzero(number & (first == ord("0")))  # 0x… and 0b… are no numbers here
    number[based] = (block[starts[based] + 1] | 0x20 != ord("x")) & (block[starts[based] + 1] != ord("b"))
    starts, ends = starts + string, ends - string
    values = cut.values(starts, ends, null)
    odd: Counter[str] = Counter()
    values = _replaced(
        values, string & cut.inside(starts, ends), lambda v: unescape_strings(v, style.kind, style.backslash)
    )
    values = _replaced(values, ~(string | null | number), lambda v: _exact_all(v, style, odd))
    return Column(decode(values, form, style.kind, style.codec, odd), odd)


def _is_null(block: Block, starts: Offsets, lengths: Offsets, first: Block) -> Flags:
    null: Flags = ((first | 0x20) == ord("n")) & (lengths == 4)
    candidates = starts[null]
    if len(candidates):
        same = np.ones(len(candidates), np.bool_)
        for offset, letter in enumerate(b"null"):
            same &= (block[candidates + offset] | 0x20) == letter
        null[null] = same
    return null


def _replaced(values: pa.Array, where: Flags, read: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """``values`` with those at ``where`` read anew."""
    if not where.any():
        return values
    mask = pa.array(where)
    return pc.replace_with_mask(values, mask, read(values.filter(mask)))


def _exact_all(values: pa.Array, style: Style, odd: Counter[str]) -> pa.Array:
    return pa.array([_exact(v, style, odd) for v in values.to_pylist()], pa.binary())


def _exact(value: bytes, style: Style, odd: Counter[str]) -> bytes | None:
    read, understood = literal(value, style.kind, style.backslash, style.codec)
    odd["expression"] += not understood
    return read


def copy_columns(
    data: bytes, starts: Positions, ends: Positions, forms: Sequence[Form], style: Style
) -> list[Column]:
    r"""Columns for the fields ``data[starts[r, c]:ends[r, c]]`` of COPY's text format; ``\N`` is null."""
    cut = _Cut(data, starts, ends, b"\\", (b"\\",))
    return [_copy_column(cut, index, form, style) for index, form in enumerate(forms)]


def _copy_column(cut: _Cut, index: int, form: Form, style: Style) -> Column:
    block, starts, ends = cut.block, cut.starts[index], cut.ends[index]
    null = (block[starts] == ord("\\")) & (ends - starts == 2)
    null[null] = block[starts[null] + 1] == ord("N")
    odd: Counter[str] = Counter()
    values = _replaced(cut.values(starts, ends, null), cut.inside(starts, ends) & ~null, unescape_fields)
    return Column(decode(values, form, style.kind, style.codec, odd), odd)
