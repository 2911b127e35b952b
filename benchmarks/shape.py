"""Shapes of pages: HTML with slots, compiled once, filled with drawn values very fast.

{{title}} {{int 1 9}}      draw a value             {{name:int 1 9}}   draw it and remember it
{{=name}}                  the remembered value     {{>other}}         another shape, put in here
{{*0 5 20}} … {{/}}        repeat: at least, median, at most           {{?0.4}} … {{/}}  now and then
{{@900}} … {{/}}           one of 900 such parts: the same menus, listings and sellers stand on many pages of a market
{{count}}                  number of the repetition, from 1
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from benchmarks.draw import Draw

FOLDER = Path(__file__).parent / "shapes"
_MARK = re.compile(r"\{\{(.*?)\}\}")
_INCLUDE = re.compile(r"\{\{>(\w+)\}\}")

Memo = dict[str, str]
Part = Callable[[Draw, list[str], Memo], None]


def load(name: str) -> Part:
    """The shape of a name, compiled: a function that appends the pieces of one page to a list."""
    marks = _MARK.split(_source(name))
    parts, rest = _block(marks, 0)
    if rest != len(marks):
        raise ValueError(f"{name}: a block is closed that was never opened")
    return _sequence(parts)


def _source(name: str) -> str:
    text = (FOLDER / f"{name}.html").read_text(encoding="utf-8")
    return _INCLUDE.sub(lambda m: _source(m[1]), text)


def _block(marks: list[str], start: int) -> tuple[list[Part], int]:
    """Compile from ``start`` (an even place: text) to the end of the block; returns where that is."""
    parts: list[Part] = []
    place = start
    while place < len(marks):
        if marks[place]:
            parts.append(_text(marks[place]))
        if place + 1 == len(marks):
            return parts, len(marks)
        mark, place = marks[place + 1], place + 2
        if mark == "/":
            return parts, place
        if mark[0] in _BLOCKS:
            inner, place = _block(marks, place)
            parts.append(_BLOCKS[mark[0]](mark[1:], _sequence(inner)))
        else:
            parts.append(_slot(mark))
    return parts, place


def _sequence(parts: list[Part]) -> Part:
    def run(draw: Draw, out: list[str], memo: Memo) -> None:
        for part in parts:
            part(draw, out, memo)

    return run


def _text(text: str) -> Part:
    return lambda _draw, out, _memo: out.append(text)


def _repeat(counts: str, body: Part) -> Part:
    low, middle, high = map(int, counts.split())

    def run(draw: Draw, out: list[str], memo: Memo) -> None:
        for number in range(1, draw.spread(low, middle, high) + 1):
            memo["count"] = str(number)
            body(draw, out, memo)

    return run


def _maybe(share: str, body: Part) -> Part:
    chance = float(share)

    def run(draw: Draw, out: list[str], memo: Memo) -> None:
        if draw.random() < chance:
            body(draw, out, memo)

    return run


def _one_of(count: str, body: Part) -> Part:
    known: dict[int, tuple[str, Memo]] = {}

    def run(draw: Draw, out: list[str], memo: Memo) -> None:
        number = int(draw.random() * int(count))
        if number not in known:
            made: list[str] = []
            said = dict(memo)
            body(draw, made, said)
            known[number] = "".join(made), said
        text, said = known[number]
        out.append(text)
        memo.update(said)

    return run


_BLOCKS: dict[str, Callable[[str, Part], Part]] = {"*": _repeat, "?": _maybe, "@": _one_of}


def _slot(mark: str) -> Part:
    if mark == "count":
        mark = "=count"
    if mark[0] == "=":
        return lambda _draw, out, memo: out.append(memo[mark[1:]])
    name, _, rest = mark.rpartition(":")
    kind, *words = rest.split()
    method, given = getattr(Draw, f"a_{kind}"), tuple(int(w) if w.isdigit() else w for w in words)
    if not name:
        return lambda draw, out, _memo: out.append(method(draw, *given))

    def remember(draw: Draw, out: list[str], memo: Memo) -> None:
        memo[name] = value = method(draw, *given)
        out.append(value)

    return remember
