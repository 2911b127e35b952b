"""A page as one parsed tree, and the few questions that site files ask of it."""

from __future__ import annotations

import re
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from filature.errors import Malformed
from filature.reading.html_decode import Decoded
from filature.reading.html_depth import guard
from filature.reading.html_text import BLOCK, END_PRE, LINE, PRE, bare, clean, inline, mark

Node = LexborNode
MAX_BYTES = 16 * 1024 * 1024
MAX_TAGS = 1_000_000
FIELD_TAGS = 50_000
_UNSEEN_TAGS = ["script", "style", "iframe", "noframes", "noembed"]
_HIDE, _SHOW = "\x0e", "\x0f"
# Over lower case and with a literal first: the regex engine then leaps instead of trying each byte.
_HIDDEN = (re.compile(rb"display\s*:\s*none"), re.compile(rb"hidden(?<=\shidden)[\s>=]"))
_OWN_LINES_CSS = '[style*="white-space: pre" i], [style*="white-space:pre" i]'
_HIDDEN_CSS = '[hidden], [style*="display:none" i], [style*="display: none" i]'


class Document:
    """One parsed page. ``source`` is its UTF-8 before marks were set: what byte conditions and links look at."""

    def __init__(self, decoded: Decoded) -> None:
        self.encoding = decoded.encoding
        self.source = decoded.text.encode("utf-8", "replace")
        self.tags = self.source.count(b"<")
        if self.tags > MAX_TAGS:
            raise Malformed("too_many_tags", f"{self.tags} tags; {MAX_TAGS} are read", "page")
        guard(self.source)
        self._tree = LexborHTMLParser(mark(self.source))
        self._tree.strip_tags(_UNSEEN_TAGS, recursive=True)
        if b"white-space" in self.source:
            self._keep_lines()
        self.hidden: list[str] = []

    def _keep_lines(self) -> None:
        """Set marks around what an inline style shows with its own lines, as around `pre`."""
        for node in self._tree.css(_OWN_LINES_CSS):
            if (first := node.first_child) is not None:
                first.insert_before(PRE)
                node.insert_child(END_PRE)

    @property
    def root(self) -> Node | None:
        """The node below which selectors look: the whole document."""
        return self._tree.root

    @cached_property
    def title(self) -> str:
        """Title of the document on one line; empty when it has none."""
        node = self._tree.css_first("title")
        return inline(node.text()) if node is not None else ""

    @cached_property
    def letters(self) -> int:
        """Characters of text, blanks not counted: how much there is to read."""
        body = self._tree.body
        return len("".join(body.text().split())) if body is not None else 0

    @cached_property
    def text(self) -> str:
        """Visible text. What `hidden` and inline `display:none` hide goes to ``hidden``; ask after fields are read."""
        body = self._tree.body or self._tree.root
        if body is None:
            return ""
        lowered = self.source.lower()
        if not any(pattern.search(lowered) for pattern in _HIDDEN):
            return clean(body.text())
        for node in body.css(_HIDDEN_CSS):
            node.insert_before(_HIDE)
            node.insert_after(_SHOW)
        shown, hidden = _parted(body.text())
        self.hidden = [words for words in map(clean, hidden) if words]
        return clean(shown)


def _parted(text: str) -> tuple[str, list[str]]:
    """Text outside hidden elements, and the texts of the outermost hidden ones."""
    depth, shown, hidden = 0, [], [""]
    for piece in re.split(f"([{_HIDE}{_SHOW}])", text):
        if piece == _HIDE:
            depth += 1
        elif piece == _SHOW:
            depth = max(depth - 1, 0)
            hidden += [""] if not depth else []
        elif depth:
            hidden[-1] += piece
        else:
            shown.append(piece)
    return "".join(shown), hidden


def text_of(node: Node) -> str:
    """Text of a node with its lines and cells, as it stands in the page's text."""
    text = node.text()
    if PRE not in text:
        text = text.strip()
        if BLOCK not in text and LINE not in text:
            return " ".join(text.split())
    return clean(text)


def own_text(node: Node) -> str:
    """Text of a node without that of the elements in it."""
    return clean(node.text(deep=False))


def attribute(node: Node, name: str) -> str | None:
    """An attribute's value; None when the node has none, empty when it has no value."""
    attributes = node.attributes
    return bare(attributes[name] or "") if name in attributes else None
