"""Undo the escapes of many strings at once, where they are the usual ones; one by one where they are not."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from filature.sources.databases.literal import literal, unescape_copy

_MYSQL = (("\\'", "'"), ('\\"', '"'), ("\\n", "\n"), ("\\r", "\r"))
_COPY = (("\\n", "\n"), ("\\r", "\r"), ("\\t", "\t"))


def unescape_strings(bodies: pa.Array, kind: str, backslash: bool) -> pa.Array:
    """What the insides of '…' stand for; two strings beside each other, `'a' 'b'`, count as one."""

    def exactly(body: bytes) -> bytes | None:
        return literal(b"'" + body + b"'", kind, backslash, "utf-8")[0]

    if backslash and kind == "mysql":
        hard = pc.not_equal(pc.count_substring(bodies, "'"), pc.count_substring(bodies, "\\'"))
        return _by_replacing(bodies, _MYSQL, hard, exactly)
    if backslash:
        return _one_by_one(bodies, exactly)
    doubled = pc.multiply(pc.count_substring(bodies, "''"), 2)
    hard = pc.not_equal(pc.count_substring(bodies, "'"), doubled)
    return _patched(pc.replace_substring(bodies, "''", "'"), hard, bodies, exactly)


def unescape_fields(fields: pa.Array) -> pa.Array:
    r"""What fields of COPY stand for that hold a backslash and are not ``\N``."""
    return _by_replacing(fields, _COPY, pa.scalar(False), unescape_copy)


def _by_replacing(
    bodies: pa.Array,
    usual: tuple[tuple[str, str], ...],
    hard: pa.Array | pa.Scalar,
    exactly: Callable[[bytes], bytes | None],
) -> pa.Array:
    """The usual escapes replaced in turn; where a backslash is left, another escape or an escaped backslash was there."""
    plain = bodies
    for escape, meant in usual:
        plain = pc.replace_substring(plain, escape, meant)
    return _patched(plain, pc.or_(hard, pc.match_substring(plain, "\\")), bodies, exactly)


def _patched(
    plain: pa.Array, hard: pa.Array, bodies: pa.Array, exactly: Callable[[bytes], bytes | None]
) -> pa.Array:
    if not pc.any(hard).as_py():
        return plain
    return pc.replace_with_mask(plain, hard, _one_by_one(bodies.filter(hard), exactly))


def _one_by_one(bodies: pa.Array, exactly: Callable[[bytes], bytes | None]) -> pa.Array:
    return pa.array([exactly(body) for body in bodies.to_pylist()], pa.binary())
