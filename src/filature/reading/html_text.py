"""Visible text of HTML: marks in the text of a page tell blocks, lines and cells apart.

`dom.flatten` sets them in front of each block tag, cell and line break; `clean` turns them into line breaks and
tabs. A page and each of its fields go through the same function, so a field's text is found again in the page's text.
"""

from __future__ import annotations

import re

import numpy as np

from filature.reading import html_marks as marks
from filature.reading import kernels

BLOCK, LINE, PRE, END_PRE = map(chr, (marks.BLOCK, marks.LINE, marks.PRE, marks.END_PRE))
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n")
_PRE_MARK = PRE.encode()
_PRE = re.compile(f"{PRE}([^{PRE}{END_PRE}]*)(?:{END_PRE}|$)".encode())
_KINDS = marks.kind_table()


def clean(text: bytes) -> str:
    """Marked text (UTF-8) as a reader sees it: one line for each block or `<br>`, a tab between cells, blanks collapsed."""
    if _PRE_MARK not in text:
        return _flow(text)
    out, last = [], 0
    for match in _PRE.finditer(text):
        out += [_flow(text[last : match.start()]), _kept(match.group(1).decode())]
        last = match.end()
    out.append(_flow(text[last:]))
    return "\n".join(part for part in out if part)


def inline(text: str) -> str:
    """Marked or plain text on one line, blanks collapsed."""
    return " ".join(text.split())


def _kept(text: str) -> str:
    """Preformatted text: its own lines, without blanks at their ends and empty lines at both ends."""
    if BLOCK in text:
        text = _BLANK_LINES.sub("\n\n", text.replace(BLOCK, "\n"))
    lines = text.replace(LINE, "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _flow(text: bytes) -> str:
    """Text outside `pre`: lines and cells for the marks, runs of blanks collapsed."""
    marked = np.frombuffer(text + b"\0\0", np.uint8)
    out = np.empty(len(marked), np.uint8)
    return out[: kernels.resolving().resolve_marks(marked, _KINDS, out)].tobytes().decode()
