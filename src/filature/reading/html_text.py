"""Visible text of HTML: marks set before the one parse, so that any node's text keeps lines and cells apart.

lexbor gives the text of a node fast but glues blocks and cells together. So each block tag gets a form feed
in front of it, which HTML counts as white space (it is never moved out of a table and changes no structure);
`clean` turns the marks into line breaks and tabs. A page and each of its fields go through the same two
functions, so a field's text is found again in the page's text.
"""

from __future__ import annotations

import re
from functools import cache
from types import ModuleType

import numpy as np

from filature.reading import html_marks as marks

BLOCK, LINE, PRE, END_PRE = map(chr, (marks.BLOCK, marks.LINE, marks.PRE, marks.END_PRE))
_MARKS = re.compile(f"[{BLOCK}{LINE}{PRE}{END_PRE}]")
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n")
_PRE = re.compile(f"{PRE}([^{PRE}{END_PRE}]*)(?:{END_PRE}|$)")
_INPUT = re.compile(rb"<(?:input|INPUT|Input)\b[^>]*>")
_VALUE = re.compile(rb"\bvalue\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.I)
_UNSEEN = re.compile(rb"type\s*=\s*[\"']?(?:hidden|password|checkbox|radio|file|image|color|range)", re.I)

_BLOCKS = (
    "address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section "
    "select summary table tbody textarea tfoot thead ul"
)
# An end tag needs a mark only where text may follow it on the same level.
_ENDS = (
    "address article blockquote center dd dir div dl dt h1 h2 h3 h4 h5 h6 header legend li nav ol option p section "
    "table tbody textarea ul"
)


def _marks() -> dict[bytes, int]:
    """Which marks each tag gets."""
    found = {name.encode(): marks.AS_BLOCK for name in _BLOCKS.split()}
    found |= {b"/" + name.encode(): marks.AS_BLOCK for name in _ENDS.split()}
    found |= {b"td": marks.AS_CELL, b"th": marks.AS_CELL, b"tr": marks.AS_ROW, b"br": marks.AS_LINE}
    for name in (b"pre", b"textarea"):
        found[name] |= marks.AS_PRE
        found[b"/" + name] = marks.AS_BLOCK | marks.AS_END_PRE
    return found | {b"/form": marks.AS_BLOCK_AFTER}


_TAGS = marks.tag_table(_marks())
_KINDS = marks.kind_table()


@cache
def _kernel() -> ModuleType:
    """The compiled loops. Loading their compiler takes longer than most commands, and only readers of pages need it."""
    from filature.reading import html_kernel  # noqa: PLC0415

    return html_kernel


def mark(source: bytes) -> bytes:
    """``source`` (UTF-8) with marks before block tags, cells and line breaks; control characters made blanks.

    `pre` and `textarea` keep their white space, an `input` shows its value.
    """
    source = _INPUT.sub(_with_value, source)
    out = np.empty(len(source) + marks.GROWTH * source.count(b"<"), np.uint8)
    return out[: _kernel().set_marks(np.frombuffer(source, np.uint8), _TAGS, out)].tobytes()


def _with_value(match: re.Match[bytes]) -> bytes:
    tag = match[0]
    value = None if _UNSEEN.search(tag) else _VALUE.search(tag)
    return tag + b" " + value[1].strip(b"\"'") + b" " if value else tag


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
    """Text outside `pre`: lines and cells for the marks, runs of blanks collapsed."""
    marked = text.encode("utf-8", "replace") + b"\0\0"
    out = np.empty(len(marked), np.uint8)
    return (
        out[: _kernel().resolve_marks(np.frombuffer(marked, np.uint8), _KINDS, out)].tobytes().decode("utf-8")
    )
