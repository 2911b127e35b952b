"""HTML written element by element: every text is escaped unless it is `Html` already."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_SPEC = re.compile(r"([a-z0-9]+)((?:[#.][\w-]+)*)")
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
_BLOCK = _VOID - {"img", "input"} | {
    *("html", "head", "title", "body", "div", "p", "pre", "nav", "form", "footer", "dl", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "h1", "h2", "h3", "h4", "h5"),
}


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Child = str | Iterable["Child"]


def render(*children: Child) -> Html:
    """The children one after the other: plain text escaped, `Html` as it is, lists flattened."""
    out: list[str] = []
    for child in children:
        if isinstance(child, Html):
            out.append(child)
        elif isinstance(child, str):
            out.append(html.escape(child, quote=False))
        else:
            out.append(render(*child))
    return Html("".join(out))


def h(spec: str, *children: Child, **attributes: str) -> Html:
    """One element: ``spec`` is ``tag#id.class.class``; ``data_id="3"`` gives ``data-id="3"``.

    A trailing underscore in an attribute's name is dropped (``for_``). Void elements take no children.
    """
    match = _SPEC.fullmatch(spec)
    if match is None:
        raise ValueError(f"not an element: {spec}")
    tag, marks = match.groups()
    ids = re.findall(r"#([\w-]+)", marks)
    classes = re.findall(r"\.([\w-]+)", marks)
    given = {"id": " ".join(ids), "class": " ".join(classes)}
    named = {k.rstrip("_").replace("_", "-"): v for k, v in attributes.items()}
    shown = "".join(f' {k}="{html.escape(v)}"' for k, v in (given | named).items() if v)
    end = "\n" if tag in _BLOCK else ""
    if tag in _VOID:
        return Html(f"<{tag}{shown}>{end}")
    return Html(f"<{tag}{shown}>{render(*children)}</{tag}>{end}")


def lines(text: str) -> list[Child]:
    """``text`` with a line break element between its lines."""
    parts: list[Child] = []
    for number, line in enumerate(text.split("\n")):
        parts += [h("br"), line] if number else [line]
    return parts


def document(language: str, head: Child, body: Child) -> Html:
    """A whole HTML 5 document."""
    return render(Html("<!DOCTYPE html>\n"), h("html", h("head", head), h("body", body), lang=language))
