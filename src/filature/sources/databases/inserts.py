"""Read the rows of INSERT statements from a window: blocks of plain ones at once, what is not plain one by one."""

from __future__ import annotations

import re
from collections.abc import Callable

from filature.errors import Malformed
from filature.sources.databases.batches import Batches, Target
from filature.sources.databases.grammar import Grammar
from filature.sources.databases.tuples import scan
from filature.sources.databases.window import Window
from filature.sources.relation import Reject

ROW_LIMIT = 64 << 20
_BLOCK = 64 << 10, 512 << 10
_SINGLE = 16, 2048
_SPACE = re.compile(rb"\s*+")
_TAIL = re.compile(rb"(?:ON|RETURNING|AS)\b", re.IGNORECASE)
# What the rest of a value can begin with when the window ends before the value does.
_OPENERS = (b"", b"'", b'"', b"`", b"/", b"$")
_PLAIN_GLUE = re.compile(rb";[^;'\\]*+")


class InsertReader:
    """Reads the rows that begin at the window's position and those of like statements that follow.

    ``head`` is the statement up to its first ``(``: statements that begin with the same bytes are read on.
    """

    def __init__(
        self,
        window: Window,
        grammar: Grammar,
        head: bytes,
        target: Target,
        batches: Batches,
        reject: Callable[[Reject], None],
    ) -> None:
        self._reject = reject
        self._window, self._grammar, self._target, self._batches = window, grammar, target, batches
        self._head, self._glue = head, b""
        self._single, self._penalty, self._block = _SINGLE[0], _SINGLE[0], _BLOCK[0]

    def read(self) -> None:
        """Read all rows; the window is then behind the last one. Rows with a wrong number of values are rejected.

        Raises Malformed (``row_malformed``, ``row_too_long``, ``truncated``) at a row that cannot be read; the
        window is then at its ``(``.
        """
        while True:
            if self._single > 0:
                self._one_row()
                self._single -= 1
            else:
                self._many_rows()
            if not self._next_row():
                return

    def _many_rows(self) -> None:
        window, target = self._window, self._target
        start, limit = window.pos, min(window.pos + self._block, len(window.data))
        found = scan(window.data, start, limit, width=len(target.columns), glue=self._glue,
                     backslash=self._grammar.backslash, escapes=self._grammar.kind == "postgres")  # fmt: skip
        self._batches.inserted(target, window.data, found.starts, found.ends)
        window.pos = found.stop
        if len(found.starts) >= _SINGLE[0]:
            self._penalty, self._block = _SINGLE[0], min(2 * self._block, _BLOCK[1])
        else:
            self._single, self._penalty = self._penalty, min(2 * self._penalty, _SINGLE[1])
        if len(found.starts) == 0:
            self._one_row()

    def _one_row(self) -> None:
        window = self._window
        values, stop = row_values(window, self._grammar)
        if len(values) == len(self._target.columns):
            self._batches.row(self._target, values)
        else:
            self._reject(self._wrong(len(values), stop))
        window.pos = stop

    def _wrong(self, count: int, stop: int) -> Reject:
        window, target = self._window, self._target
        raw = window.data[window.pos : min(stop, window.pos + 800)].decode("utf-8", "replace")
        detail = f"{count} values for {len(target.columns)} columns of {target.table.name}"
        return Reject(f"byte {window.place}", "column_count", detail, raw)

    def _next_row(self) -> bool:
        """Go to the next row of this or of a like statement; False when something else follows."""
        window = self._window
        window.skip(self._grammar.space)
        if window.look(1) == b",":
            window.pos += 1
            window.skip(self._grammar.space)
            if window.look(1) in (b"(", b""):
                return window.look(1) == b"("
        elif window.look(1) in (b";", b""):
            return self._like_statement()
        elif _TAIL.match(window.look(16)):
            return False
        raise _broken(window)

    def _like_statement(self) -> bool:
        window = self._window
        window.need(len(self._head) + 64)
        space = _SPACE.match(window.data, window.pos + 1)
        if space is None or not window.data.startswith(self._head, space.end()):
            return False
        glue = window.data[window.pos : space.end() + len(self._head)]
        window.pos += len(glue)
        self._glue = glue if _PLAIN_GLUE.fullmatch(glue) else b""
        return window.look(1) == b"("


def row_values(window: Window, grammar: Grammar) -> tuple[list[bytes], int]:
    """The literals of the row whose ``(`` is at the window's position, and where it ends.

    Raises Malformed: ``row_malformed``, ``row_too_long``, ``truncated``.
    """
    values: list[bytes] = []
    done = 1
    while True:
        found = grammar.value.match(window.data, window.pos + done)
        end = found.end() if found else window.pos + done
        following = window.data[end : end + 1]
        if following in (b",", b")"):
            values.append(window.data[window.pos + done : end])
            done = end + 1 - window.pos
            if following == b")":
                return values, end + 1
        elif following not in _OPENERS or window.ahead > ROW_LIMIT or not window.grow():
            raise _broken(window, following)


def _broken(window: Window, following: bytes | None = None) -> Malformed:
    """Why the row at the window's position cannot be read; ``following`` is the byte that does not fit."""
    place = f"byte {window.place}"
    if window.ahead > ROW_LIMIT:
        return Malformed(
            "row_too_long", f"a row is longer than {ROW_LIMIT} bytes, or a quote in it is not closed", place
        )
    if following in _OPENERS:
        return Malformed("truncated", "the dump ends inside of a row", place)
    return Malformed("row_malformed", f"a row is followed by {following or window.look(1)!r}", place)
