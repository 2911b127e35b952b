"""One whole statement that holds no rows, from a window, with the bodies of functions that lie in it."""

from __future__ import annotations

import re

from filature.errors import Malformed
from filature.sources.databases.grammar import Grammar
from filature.sources.databases.window import Window

STATEMENT_LIMIT = 16 << 20
# Bodies that no quotes enclose hold semicolons of their own: PostgreSQL's BEGIN ATOMIC, triggers of SQLite.
_ATOMIC = re.compile(
    rb"CREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE)\b.*\bBEGIN\s+ATOMIC\b", re.IGNORECASE | re.DOTALL
)
_TRIGGER = re.compile(rb"CREATE\s+(?:[A-Z]+\s+){0,4}?TRIGGER\b.*\bBEGIN\b", re.IGNORECASE | re.DOTALL)
_BODY_END = re.compile(rb"\bEND\s*+(?=;|\Z)", re.IGNORECASE)


def whole_statement(window: Window, grammar: Grammar) -> bytes:
    """The statement at the window's position, without its semicolon; the window is then behind that.

    Raises Malformed (``statement_too_long``, ``truncated``) and leaves the window where it was.
    """
    end = _end(window, grammar, 0)
    body = _ATOMIC if grammar.kind == "postgres" else _TRIGGER
    if body.match(grammar.quoted.sub(b"", window.data[window.pos : window.pos + end])):
        end = _body_end(window, grammar, end)
    statement = window.data[window.pos : window.pos + end].rstrip()
    window.pos += end
    return statement


def _end(window: Window, grammar: Grammar, done: int) -> int:
    """Bytes from the window's position to the next semicolon that counts, or to the end of the dump."""
    while True:
        found = grammar.statement.match(window.data, window.pos + done)
        end = found.end() if found else window.pos
        if window.data[end : end + 1] == b";":
            return end - window.pos
        if window.ahead > STATEMENT_LIMIT:
            raise Malformed(
                "statement_too_long", f"no end within {STATEMENT_LIMIT} bytes", f"byte {window.place}"
            )
        if not window.grow():
            if end < len(window.data):
                raise Malformed("truncated", "the dump ends inside of a quoted text", f"byte {window.place}")
            return end - window.pos


def _body_end(window: Window, grammar: Grammar, first: int) -> int:
    """The same for a statement with a body: behind the END that closes it; ``first`` when there is none."""
    begin, end = 0, first
    while not _BODY_END.search(window.data, window.pos + begin, window.pos + end):
        if not window.need(end + 2):
            return first
        begin, end = end, _end(window, grammar, end + 1)
    return end
