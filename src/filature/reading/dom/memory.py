"""Numbers read from an address, for the compiled loop over the parser's own tree."""

from __future__ import annotations

from typing import Any

from numba import types
from numba.extending import intrinsic


def _load(kind: Any) -> Any:
    def load(_context: Any, address: Any) -> Any:  # noqa: ARG001 - numba passes it by name
        def generate(context: Any, builder: Any, _: Any, arguments: Any) -> Any:
            place = builder.inttoptr(arguments[0], context.get_value_type(kind).as_pointer())
            return builder.load(place)

        return kind(types.uint64), generate

    return intrinsic(load)


byte_at, int_at, word_at = _load(types.uint8), _load(types.uint32), _load(types.uint64)
"""The byte, the number of four bytes, the number of eight bytes at an address (a `uint64`)."""
