"""Read an SQL dump as text, without a server: one pass, statement by statement, in bounded memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filature.errors import Malformed
from filature.sources.databases.batches import Batches
from filature.sources.databases.catalogue import Catalogue
from filature.sources.databases.charset import byte_readable
from filature.sources.databases.rows import read_rows, rows_statement
from filature.sources.databases.schema import Database, Sink
from filature.sources.databases.statements import Statements
from filature.sources.databases.whole import STATEMENT_LIMIT, whole_statement
from filature.sources.databases.window import Window
from filature.sources.relation import Reject

_HEAD_ROOM = 1 << 20
_ENDS = re.compile(rb";[;\s]*+")
_LINE = re.compile(rb"[^\n]*+\n?")
_INSERT = re.compile(rb"(?:INSERT|REPLACE)\b", re.IGNORECASE)
_DATABASE = re.compile(
    rb"^-- (?:Host: [^\n]*?\s)?(?:Database|Base de donn[^\s:]+)\s?: *[`\"]?([^`\"\r\n]+)", re.MULTILINE
)
_DELIMITER = re.compile(rb"DELIMITER[ \t]+(\S+)[^\n]*\n?", re.IGNORECASE)
_DELIMITER_BACK = re.compile(rb"^[ \t]*DELIMITER[ \t]+;[^\n]*\n?", re.IGNORECASE | re.MULTILINE)
_CONDITIONAL = re.compile(rb"/\*M?!\d*+(.*?)\*/", re.DOTALL)
_CONDITIONAL_MARKS = re.compile(rb"/\*M?!\d*+|\*/")
# Where reading may go on behind a row that cannot be read: MySQL's programs write no line end inside of a string,
# so a line that begins so is a statement. In other dumps it may be the text of a message.
_RESUME = re.compile(
    rb"\n(?=(?:INSERT INTO|REPLACE INTO|CREATE TABLE|DROP TABLE|LOCK TABLES|UNLOCK TABLES|/\*!\d{5}) ?\S)"
)
_END_MARKS = (
    (re.compile(rb"^-- (?:MySQL|MariaDB) dump ", re.MULTILINE), b"-- Dump completed"),
    (re.compile(rb"^-- PostgreSQL database dump\r?$", re.MULTILINE), b"-- PostgreSQL database dump complete"),
)


def read_dump(pieces: Iterator[bytes], kind: str, sink: Sink) -> Database:
    """Read a dump of ``kind`` (``mysql``, ``postgres``, ``sqlite_dump``) into ``sink``; returns what it declares.

    ``pieces`` are its plain bytes. Rows that cannot be read are rejected at their byte; a dump that breaks off
    keeps what came before. Views, triggers and functions are not evaluated, and statements that change or remove
    rows are not applied: both are counted in a remark.
    """
    readable, recoded = byte_readable(pieces)
    catalogue, window = Catalogue(), Window(readable)
    statements, batches = Statements(kind, catalogue, recoded), Batches(sink)
    dump = _Dump(window, statements, batches, sink)
    dump.read()
    batches.finish()
    for reason, detail in statements.remarks():
        sink.remark(reason, detail)
    return catalogue.database


class _Dump:
    """The loop over statements: what stands at the window's position, and what to do where it cannot be read."""

    def __init__(self, window: Window, statements: Statements, batches: Batches, sink: Sink) -> None:
        self._window, self._statements, self._batches, self._sink = window, statements, batches, sink
        self._mysql, self._postgres = statements.kind == "mysql", statements.kind == "postgres"

    def read(self) -> None:
        """Read to the end, or to where nothing more can be told apart."""
        head = self._window.look(_HEAD_ROOM)
        if name := _DATABASE.search(head[:4096]):
            self._statements.catalogue.database.name = self._statements.catalogue.text(name[1].strip())
        going = True
        while going:
            try:
                going = self._next()
            except Malformed as error:
                raw = self._window.look(800).decode("utf-8", "replace")
                self._sink.reject(Reject(error.place, error.reason, error.detail, raw))
                going = self._resume(error)
        self._closing(head)

    def _next(self) -> bool:
        """Read one statement; False at the end."""
        window = self._window
        window.skip(self._statements.grammar.space)
        window.need(_HEAD_ROOM)
        data, at = window.data, window.pos
        if not window.ahead:
            return False
        if ended := _ENDS.match(data, at):
            window.pos = ended.end()
        elif self._postgres and data.startswith(b"\\", at):
            self._statements.command(self._line())
        elif conditional := _CONDITIONAL.match(data, at):
            window.pos = conditional.end()
            self._statements.take(conditional[1].strip())
        elif self._mysql and (delimiter := _DELIMITER.match(data, at)):
            self._skip_bodies(delimiter)
        elif found := rows_statement(self._statements.grammar, data, at):
            read_rows(window, found, self._statements, self._batches, self._sink)
        else:
            self._other()
        return True

    def _line(self) -> bytes:
        found = _LINE.match(self._window.data, self._window.pos)
        line = found[0] if found else b""
        self._window.pos += len(line)
        return line

    def _other(self) -> None:
        """Take a statement that holds no rows; an INSERT of another form than VALUES counts as a lost row."""
        place = f"byte {self._window.place}"
        statement = whole_statement(self._window, self._statements.grammar)
        if _INSERT.match(statement):
            detail = "this form of INSERT holds no list of values, or breaks off"
            self._sink.reject(
                Reject(place, "insert_not_understood", detail, statement[:800].decode("utf-8", "replace"))
            )
        else:
            self._statements.take(statement)
            if not self._window.look(1):
                self._sink.remark("truncated", "the dump ends inside of a statement", place)

    def _skip_bodies(self, delimiter: re.Match[bytes]) -> None:
        """Pass over triggers and procedures, up to the line that brings the semicolon back."""
        window = self._window
        window.pos = delimiter.end()
        while not (back := _DELIMITER_BACK.search(window.data, window.pos)):
            if window.ahead > STATEMENT_LIMIT or not window.grow():
                raise Malformed(
                    "statement_too_long",
                    f"DELIMITER {delimiter[1]!r} is not taken back",
                    f"byte {window.place}",
                )
        for body in window.data[window.pos : back.start()].split(delimiter[1]):
            self._statements.take(_CONDITIONAL_MARKS.sub(b" ", body).strip())
        window.pos = back.end()

    def _resume(self, error: Malformed) -> bool:
        """Go to where reading can go on; False, with a remark on what stays unread, when there is no such place."""
        window = self._window
        start = window.place
        window.pos += 1
        while self._mysql:
            if found := _RESUME.search(window.data, window.pos):
                window.pos = found.end()
                return True
            window.pos = max(window.pos, len(window.data) - 64)
            if not window.grow():
                break
        while window.grow():
            window.pos = len(window.data)
        window.pos = len(window.data)
        if error.reason != "truncated":
            detail = f"{window.place - start} bytes were not read: there is no safe place to go on"
            self._sink.remark("not_read", detail, f"byte {start}")
        return False

    def _closing(self, head: bytes) -> None:
        """Remark upon a dump that is cut: by its packing, or because the line that ends it is not there."""
        cut = self._window.cut
        if cut is not None:
            self._sink.remark(cut.reason, cut.detail, cut.place)
        for begins, ends in _END_MARKS:
            if begins.search(head[:4096]) and ends not in self._window.tail:
                detail = f"the line `{ends.decode('ascii')}` is not there: the dump may be cut"
                self._sink.remark("no_end_mark", detail, f"byte {self._window.place}")
