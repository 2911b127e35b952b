"""How deep a page nests and what else would make a parser run away, counted over its bytes before it is parsed.

lexbor is quadratic in depth: 400,000 nested `div` (2 MB) take minutes. So a page with many tags is walked
with a small stack first. The walk may count too deep on a page that never closes its tags, never too shallow:
a closing tag takes effect only where the HTML standard gives it one, and where that cannot be told cheaply
(inside what looks like a script, after `<![CDATA[`) closing tags are ignored.
"""

from __future__ import annotations

import re

from filature.errors import Malformed

MAX_DEPTH = 5_000
MAX_REPEATED = 3_000_000
MAX_ATTRIBUTES = 10_000
_LOOK_CLOSER = 1_500
_FEW_OPEN = 100
_SINGLE = (b"<br", b"<img", b"<input", b"<link", b"<meta", b"<!")  # start tags that most pages never close
_LARGE = 65_536
_LONG = 20_000
_LOOK_BACK = 24  # how far up a closing tag may reach; bounds the work for each tag

_TAG = re.compile(
    rb"<!--(?:-?>|(?s:.*?)(?:--!?>|\Z))|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)"
    rb"(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+)*+(?:>|\Z)"
)
_FORMATS = rb"(?i:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/>]"
_FORMATTING, _FORMATTING_END = re.compile(b"<" + _FORMATS), re.compile(b"</" + _FORMATS)
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{%d}[^<>]*" % _LONG)
_RAW = frozenset([b"script", b"style", b"textarea", b"title", b"xmp", b"iframe", b"noembed", b"noframes"])
_RAW_END = {name: re.compile(rb"</" + name + rb"(?=[\s/>])", re.I) for name in _RAW}
_VOID = frozenset(
    b"area base basefont bgsound br col embed frame hr img image input keygen link meta param source track wbr".split()
)
_INLINE = frozenset(
    b"a b big code em font i nobr s small strike strong tt u span label ins del sub sup abbr q".split()
)
_SCOPE = frozenset(
    b"table td th caption applet marquee object template select svg math button html body tbody tr".split()
)
# Elements whose end tag may be left out, and what ends them when it stands on top.
_CELL = frozenset([b"td", b"th", b"p"])
_IMPLIED = {
    name: frozenset([name]) for name in b"p a button nobr option optgroup colgroup rp rt rb".split()
} | {
    b"li": frozenset([b"li", b"p"]),
    b"dt": frozenset([b"dt", b"dd", b"p"]),
    b"dd": frozenset([b"dt", b"dd", b"p"]),
    b"td": _CELL,
    b"th": _CELL,
    b"tr": _CELL | {b"tr"},
    b"tbody": _CELL | {b"tr", b"tbody", b"thead"},
    b"tfoot": _CELL | {b"tr", b"tbody", b"thead"},
}


def guard(source: bytes, opened: int) -> None:
    """Raise `Malformed` for a page that would cost the parser out of all proportion; most pages cost nothing.

    ``opened`` is the number of `<` in ``source``.

    ``too_deep``: nested deeper than 5,000 levels. ``too_many_open``: so many formatting tags left open that the
    standard makes the parser repeat them in millions of blocks. ``too_many_attributes``: over 10,000 on a tag.
    """
    ends = source.count(b"</") if opened > _LOOK_CLOSER else 0
    tags = opened - ends
    if tags > _LOOK_CLOSER and tags - ends - sum(map(source.count, _SINGLE)) > _FEW_OPEN:
        still_open = len(_FORMATTING.findall(source)) - len(_FORMATTING_END.findall(source))
        if still_open > _FEW_OPEN and still_open * tags > MAX_REPEATED:
            raise Malformed("too_many_open", f"{still_open} formatting tags are never closed", "page")
    if tags > MAX_DEPTH and (place := _too_deep(source)) is not None:
        raise Malformed("too_deep", f"HTML nested deeper than {MAX_DEPTH} levels", f"byte {place}")
    if len(source) > _LARGE and max(map(len, source.split(b"<"))) > _LONG:
        for tag in _LONG_TAG.finditer(source):
            if len(tag.group().split()) > MAX_ATTRIBUTES:
                raise Malformed(
                    "too_many_attributes", f"over {MAX_ATTRIBUTES} on one tag", f"byte {tag.start()}"
                )


def _too_deep(source: bytes) -> int | None:
    """The byte at which the depth passes the limit, or None."""
    stack: list[bytes] = []
    at, closing_counts, match = 0, b"[CDATA[" not in source, _TAG.search(source)
    while match:
        at = match.end()
        name = (match["name"] or b"").lower()
        if match["end"]:
            if closing_counts:
                _close(stack, name)
        elif name and name not in _VOID:
            while stack and stack[-1] in _IMPLIED.get(name, ()):
                stack.pop()
            stack.append(name)
            if name in _RAW:
                at, sure = _skip_raw(source, at, name, stack)
                closing_counts = closing_counts and sure
            if len(stack) > MAX_DEPTH:
                return match.start()
        match = _TAG.search(source, at)
    return None


def _skip_raw(source: bytes, at: int, name: bytes, stack: list[bytes]) -> tuple[int, bool]:
    """Past the content of a script or the like. What looks like tags in it counts as opened, in case that it is not
    raw text after all (inside `select`, `svg`); False when the end cannot be told (a script with an open comment)."""
    end = _RAW_END[name].search(source, at)
    stop = end.start() if end else len(source)
    inside = source[at:stop]
    stack.extend([b"?"] * min(len(re.findall(rb"<[a-zA-Z]", inside)), MAX_DEPTH + 1))
    if end and stack and not inside.count(b"<"):
        stack.pop()
    return stop, inside.rfind(b"<!--") <= inside.rfind(b"-->")


def _close(stack: list[bytes], name: bytes) -> None:
    """What an end tag closes: an inline one reaches over inline ones, a block over all but the ends of its scope."""
    inline = name in _INLINE
    for up in range(1, min(_LOOK_BACK, len(stack)) + 1):
        open_name = stack[-up]
        if open_name == name:
            del stack[-up:]
            return
        if open_name in _SCOPE and not (name in _SCOPE and name != b"select"):
            return
        if inline and open_name not in _INLINE:
            return
