"""The lexical rules of the SQL dialects, as patterns over bytes: strings, names, comments, values, statements.

Every repetition is possessive, so each pattern takes time linear in what it reads. A match that touches the
end of the data may go on beyond it: whoever matches must look whether the end was reached.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

DEPTH = 8
_STANDARD = rb"'[^']*+(?:''[^']*+)*+'"
_ESCAPED = rb"'[^'\\]*+(?:(?:\\.|'')[^'\\]*+)*+'"
_QUOTED = rb'"[^"]*+(?:""[^"]*+)*+"'
_QUOTED_ESCAPED = rb'"[^"\\]*+(?:(?:\\.|"")[^"\\]*+)*+"'
_BACKTICKED = rb"`[^`]*+(?:``[^`]*+)*+`"
_BRACKETED = rb"\[[^\]\n]*+\]"
_TAG = rb"(?:[A-Za-z_\x80-\xff][\w\x80-\xff]*+)?+"
_DOLLARED = rb"\$(?P<tag>" + _TAG + rb")\$.*?\$(?P=tag)\$"
_BLOCK = rb"/\*.*?\*/"
_CONDITIONAL = rb"/\*(?!M?!).*?\*/"
_WORD = rb"[\w$\x80-\xff]++"
_MYSQL_LINE = rb"--(?=[\s\x00]|\Z)[^\n]*+|\#[^\n]*+"
_LINE = rb"--[^\n]*+"


@dataclass(frozen=True, slots=True)
class Grammar:
    """Patterns of one dialect under its current settings.

    ``space`` takes white space and comments, but for MySQL's conditional ones; ``value`` one item of a list
    (a value, a column definition) with all around it; ``statement`` all up to a semicolon; ``name`` a name with
    its qualifiers; ``part`` one part of it; ``quoted`` a text in quotes or a comment.
    ``backslash``: whether a backslash escapes inside of '…'.
    """

    kind: str
    backslash: bool
    space: re.Pattern[bytes]
    value: re.Pattern[bytes]
    statement: re.Pattern[bytes]
    name: bytes
    part: re.Pattern[bytes]
    quoted: re.Pattern[bytes]


@cache
def grammar(kind: str, backslash: bool) -> Grammar:
    """The grammar of ``mysql``, ``postgres`` or ``sqlite_dump``; ``backslash`` as in `Grammar`."""
    postgres = kind == "postgres"
    line = _MYSQL_LINE if kind == "mysql" else _LINE
    atoms, once = _atoms(kind, backslash), rb"|" + _DOLLARED if postgres else b""
    parens = rb"\((?:" + atoms + rb"|[,;])*+\)"
    for _ in range(DEPTH):
        parens = rb"\((?:" + atoms + rb"|[,;]|" + parens + rb")*+\)"
    part = b"|".join([_QUOTED, _WORD] if postgres else [_QUOTED, _BACKTICKED, _BRACKETED, _WORD])
    space = rb"(?:\s++|" + line + rb"|" + _CONDITIONAL + rb")*+"
    return Grammar(
        kind,
        backslash,
        space=re.compile(space, re.DOTALL),
        value=re.compile(rb"(?:" + atoms + once + rb"|" + parens + rb")*+", re.DOTALL),
        statement=re.compile(rb"(?:" + atoms + once + rb"|[,()])*+", re.DOTALL),
        name=rb"(?:" + part + rb")(?:\s*+\.\s*+(?:" + part + rb"))*+",
        part=re.compile(part),
        quoted=re.compile(
            (_ESCAPED if backslash else _STANDARD) + once + rb"|" + line + rb"|" + _BLOCK, re.DOTALL
        ),
    )


def _atoms(kind: str, backslash: bool) -> bytes:
    """Everything that can stand in a statement but for ``,();``, dollar quotes and what is not closed."""
    postgres, mysql = kind == "postgres", kind == "mysql"
    atoms = [rb"[^'\"`$,();/\-#eE]++", _ESCAPED if backslash else _STANDARD]
    atoms.append(_QUOTED_ESCAPED if mysql and backslash else _QUOTED)
    atoms += [_MYSQL_LINE if mysql else _LINE, _BLOCK, rb"/(?!\*)"]
    atoms.append(rb"-(?!-(?:[\s\x00]|\Z))" if mysql else rb"-(?!-)")
    if postgres:
        atoms += [rb"(?<![\w$\x80-\xff])[eE]" + _ESCAPED, rb"[eE](?!')|(?<=[\w$\x80-\xff])[eE]", rb"[#`]"]
        atoms.append(rb"\$(?!" + _TAG + rb"\$)|(?<=[\w\x80-\xff])\$")
    else:
        atoms += [_BACKTICKED, rb"[eE$]"]
        atoms += [] if mysql else [rb"\#"]
    return b"|".join(atoms)


def plain_name(quoted: bytes, fold: bool) -> bytes:
    """A name without its quotes; ``fold``: one that has none in lower case, as PostgreSQL takes it."""
    mark = quoted[:1]
    if mark in (b'"', b"`"):
        return quoted[1:-1].replace(mark * 2, mark)
    if mark == b"[":
        return quoted[1:-1]
    return quoted.lower() if fold else quoted
