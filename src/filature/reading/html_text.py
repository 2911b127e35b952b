"""Visible text of HTML: marks set before the one parse, so that any node's text keeps lines and cells apart.

lexbor gives the text of a node fast but glues blocks and cells together. So each block tag gets a form feed
in front of it, which HTML counts as white space (it is never moved out of a table and changes no structure);
`clean` turns the marks into line breaks and tabs. A page and each of its fields go through the same two
functions, so a field's text is found again in the page's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import repeat
from operator import itemgetter

BLOCK, LINE, PRE, END_PRE = "\x0c", "\x1e", "\x1c", "\x1d"
CELL, ROW = " \t ", "\t \t"
_CELL, _ROW, _LINE = "\x01", "\x02", "\x03"
_MARKS = re.compile(f"[{BLOCK}{LINE}{PRE}{END_PRE}]")
_GLUE = "\x04"
_RUN = re.compile(f"[{_CELL}{_ROW}{_LINE}](?:\n[{_CELL}{_ROW}{_LINE}])*\n?")
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n")
_PRE = re.compile(f"{PRE}([^{PRE}{END_PRE}]*)(?:{END_PRE}|$)")
_VALUE = re.compile(rb"\bvalue\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.I)
_UNSEEN = re.compile(rb"type\s*=\s*[\"']?(?:hidden|password|checkbox|radio|file|image|color|range)", re.I)
_CONTROLS = bytes.maketrans(b"\x01\x02\x03\x04\x0b\x0c\x0e\x0f\x1c\x1d\x1e\x1f", b" " * 12)

_OPENING = (
    "address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section "
    "select summary table tbody textarea tfoot thead ul"
).split()
# Three bytes must tell a closing tag: `</fo` is mostly `</font`, so `</form` is among those looked at closely.
_CLOSING = (
    "address article blockquote center dd dir div dl dt h1 h2 h3 h4 h5 h6 header legend li nav ol option p section "
    "table tbody textarea ul"
).split()


def _keys(name: str, closing: bool = False) -> set[bytes]:
    """The first three bytes after `<` by which a tag is known; a wrong hit on a long name only adds white space."""
    starts = {("/" if closing else "") + word for word in (name, name.upper(), name.capitalize())}
    if len(name) < 3 and not closing:
        starts = {start + end for start in starts for end in "> \n\t\r/"}
    keys = {start.encode()[:3] for start in starts}
    if name != "p":
        return keys
    ends = b">" if closing else bytes(range(256))
    return keys | {key + bytes([byte]) for key in keys for byte in ends}


def _prefixes() -> dict[bytes, bytes]:
    """What stands in front of a tag, by its first three bytes."""
    table = {key: b"\x0c<" for name in _OPENING for key in _keys(name)}
    table |= {key: b"\x0c<" for name in _CLOSING for key in _keys(name, closing=True)}
    table |= {key: f"{BLOCK}{CELL}{BLOCK}<".encode() for name in ("td", "th") for key in _keys(name)}
    table |= {key: f"{BLOCK}{ROW}{BLOCK}<".encode() for key in _keys("tr")}
    table |= {key: f"{LINE}<".encode() for key in _keys("br")}
    table |= {
        key: f"{END_PRE}{BLOCK}<".encode()
        for name in ("pre", "textarea")
        for key in _keys(name, closing=True)
    }
    return table


_PREFIX = _prefixes()
_CLOSE_LOOK = frozenset(
    {key for name in ("pre", "textarea", "input") for key in _keys(name)} | {b"/fo", b"/FO"}
)
_first_three = itemgetter(slice(0, 3))


def mark(source: bytes) -> bytes:
    """``source`` (UTF-8) with marks before block tags, cells and line breaks; control characters made blanks."""
    first, *parts = source.translate(_CONTROLS, b"\x00").split(b"<")
    keys = list(map(_first_three, parts))
    for key in _CLOSE_LOOK.intersection(keys):
        for place in _places(keys, key):
            parts[place] = _looked_at(parts[place])
    pieces = [b"<"] * (2 * len(parts))
    pieces[0::2] = map(_PREFIX.get, keys, repeat(b"<"))
    pieces[1::2] = parts
    return first + b"".join(pieces)


def _places(keys: list[bytes], key: bytes) -> Iterator[int]:
    """Where ``key`` stands among ``keys``."""
    place = -1
    for _ in range(keys.count(key)):
        place = keys.index(key, place + 1)
        yield place


def _looked_at(part: bytes) -> bytes:
    """A tag whose inside matters: `pre` and `textarea` keep their white space, an `input` shows its value."""
    name = part[:9].lower()
    if name.startswith((b"pre", b"textarea")):
        return part.replace(b">", b">" + PRE.encode(), 1)
    if name.startswith(b"/form"):
        return part.replace(b">", b">" + BLOCK.encode(), 1)
    tag, closed, rest = part.partition(b">")
    if not closed or not name.startswith(b"input") or _UNSEEN.search(tag):
        return part
    value = _VALUE.search(tag)
    return tag + b"> " + value.group(1).strip(b"\"'") + b" " + rest if value else part


def clean(text: str) -> str:
    """Marked text as a reader sees it: one line for each block or `<br>`, a tab between cells, blanks collapsed."""
    if PRE not in text:
        return _flow(text)
    out, last = [], 0
    for match in _PRE.finditer(text):
        out += [_flow(text[last : match.start()]), _kept(match.group(1))]
        last = match.end()
    out.append(_flow(text[last:]))
    return "\n".join(part for part in out if part)


def inline(text: str) -> str:
    """Marked or plain text on one line, blanks collapsed."""
    return " ".join(text.split())


def bare(value: str) -> str:
    """An attribute's value without marks (a value may hold `<div`)."""
    return _MARKS.sub("", value) if _MARKS.search(value) else value


def _kept(text: str) -> str:
    """Preformatted text: its own lines, without blanks at their ends and empty lines at both ends."""
    if BLOCK in text:
        text = _BLANK_LINES.sub("\n\n", text.replace(BLOCK, "\n"))
    lines = text.replace(LINE, "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _flow(text: str) -> str:
    """Text outside `pre`: pieces between marks, each on a line of its own; runs of cell, row and line marks resolved."""
    if BLOCK + CELL in text:
        text = text.replace(BLOCK + CELL + BLOCK, BLOCK + _CELL + BLOCK)
        text = text.replace(BLOCK + ROW + BLOCK, BLOCK + _ROW + BLOCK)
    if LINE in text:
        text = text.replace(LINE, BLOCK + _LINE + BLOCK)
    flowing = "\n".join(filter(None, map(" ".join, map(str.split, text.split(BLOCK)))))
    return _RUN.sub(_resolved, flowing).replace("\n" + _GLUE, "").strip("\n")


def _resolved(match: re.Match[str]) -> str:
    """A run of marks between two texts (the line break before it stays): a new row wins over cells, cells over breaks."""
    run = match.group()
    if _ROW in run:
        return "\t" * (run.rpartition(_ROW)[2].count(_CELL) - 1)
    cells = run.count(_CELL)
    return _GLUE + "\t" * cells if cells else "\n" * (run.count(_LINE) > 1)
