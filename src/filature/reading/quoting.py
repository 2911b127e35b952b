"""Text of a post in which the lines that it quotes are told from its own, as in mail: `> ` before each."""

from __future__ import annotations

import re

from filature.reading.dom.node import Node
from filature.reading.html_text import BLOCK, clean

# Control characters of the source are blanks by now (see `html_text`), so these come from nowhere else.
_OPEN, _CLOSE = "\x0b", "\x1f"
_MARK = re.compile(f"([{_OPEN}{_CLOSE}])")
_DEEPEST = 8


def quoted_text(node: Node, selectors: tuple[str, ...]) -> str:
    """Text of ``node`` with its lines; those inside elements that ``selectors`` find begin with `> `, nested ones with `> > `.

    A `cite` in them (whom they quote) stands on a line of its own, as forums show it. More than eight levels look
    like eight.
    """
    found = {q.number: q for selector in selectors for q in node.css(selector)}
    quotes = [quote for place, quote in found.items() if place != node.number]
    marks = [(quote.span, _OPEN, _CLOSE) for quote in quotes]
    marks += [(cite.span, BLOCK, BLOCK) for cite in (node.css("cite") if quotes else ())]
    return "\n".join(_lines(_with_marks(node, marks)))


def _with_marks(node: Node, marks: list[tuple[tuple[int, int], str, str]]) -> str:
    """Text of ``node`` with a mark before and after each span."""
    cuts = sorted(
        [(first, 1, -last, before) for (first, last), before, _ in marks]
        + [(last, 0 if first < last else 2, -first, after) for (first, last), _, after in marks]
    )
    text, (start, stop) = node.tree.text, node.span
    pieces = []
    for place, _, _, sign in cuts:
        pieces += [text[start:place].decode(), sign]
        start = place
    return "".join([*pieces, text[start:stop].decode()])


def _lines(text: str) -> list[str]:
    """Lines of marked text, each with a sign for each level of quotation it stands in."""
    lines: list[str] = []
    depth = 0
    for piece in _MARK.split(text):
        if piece == _OPEN:
            depth += 1
        elif piece == _CLOSE:
            depth -= 1
        elif shown := clean(piece.encode()):
            prefix = "> " * min(depth, _DEEPEST)
            lines += [(prefix + line).rstrip() for line in shown.split("\n")]
    return lines
