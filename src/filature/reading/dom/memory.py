"""Numbers read from an address, for the compiled loop over the parser's own tree."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic


def _load(bits: int) -> Any:
    def load(_context: Any, address: Any) -> Any:  # noqa: ARG001 - numba passes it by name
        def generate(_: Any, builder: Any, __: Any, arguments: Any) -> Any:
            place = builder.inttoptr(arguments[0], ir.IntType(bits).as_pointer())
            return builder.load(place)

        return getattr(types, f"uint{bits}")(types.uint64), generate

    return intrinsic(load)


byte_at, int_at, word_at = _load(8), _load(32), _load(64)
"""The byte, the number of four bytes, the number of eight bytes at an address (a `uint64`)."""
