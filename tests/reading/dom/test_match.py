"""CSS over the flat tree gives what lexbor gives over its own."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from selectolax.lexbor import LexborHTMLParser

from filature.reading.dom.css import UnknownSelector
from filature.reading.dom.node import Node
from filature.reading.dom.program import Program
from filature.reading.dom.tree import Tree
from tests.reading.dom.made import PAGES, SELECTORS, numbered


def ours(page: bytes, selector: str) -> list[str | None]:
    return [node.attribute("data-n") for node in Node(Tree(page), 0).css(selector)]


def theirs(page: bytes, selector: str) -> list[str | None]:
    return [node.attributes.get("data-n") for node in LexborHTMLParser(page).css(selector)]


@settings(max_examples=400, deadline=None)
@given(PAGES, SELECTORS)
@example(numbered("<div data-n><p data-n class=one>x</p><p data-n>word</p></div>"), "div:has(> p.one + p) p")
def test_the_same_elements_in_the_same_order(page: bytes, selector: str) -> None:
    inside = f"body {selector}"  # of `html` lexbor says that it is no first child
    assert ours(page, inside) == theirs(page, inside)


@settings(max_examples=50, deadline=None)
@given(PAGES)
def test_all_selectors_at_once_give_what_each_gives_alone(page: bytes) -> None:
    selectors = [
        "div p",
        "p",
        "div > .one",
        "li:not(.two)",
        "td ~ td",
        "div:has(p b)",
        "*",
        "ul li + li",
        ".one .two",
    ]
    together, alone = Tree(page), Tree(page)
    together.prefetch(Program(selectors))
    assert [together.hits(s) for s in selectors] == [alone.hits(s) for s in selectors]


@pytest.mark.parametrize(
    ("selector", "why"),
    [
        ("p[", "expected attribute name"),
        ("p:hover", ":hover is not known"),
        ("p:nth-child(x)", r":nth-child\(x\) is not known"),
        ("p::before", "it names a pseudo-element"),
        ("p >", "expected a compound selector"),
        ("", "expected a compound selector"),
    ],
)
def test_what_is_no_selector_is_refused(selector: str, why: str) -> None:
    with pytest.raises(UnknownSelector, match=why):
        Program([selector])


def test_what_fits_the_first_part_comes_first() -> None:
    page = numbered("<b data-n>x</b><i data-n>y</i><b data-n>z</b>")
    assert ours(page, "i, b, b:first-child") == ["1", "0", "2"]
    first = Node(Tree(page), 0).css_first("i, b")
    assert first is not None
    assert first.attribute("data-n") == "1"


def test_many_siblings_and_deep_pages_take_linear_time() -> None:
    wide = b"<!doctype html><table><tr>" + b"<td>x" * 40_000 + b"</table>"
    deep = b"<!doctype html>" + b"<div>" * 4_000 + b"<b>x"
    assert len(Tree(wide).hits("td ~ td ~ td:not(:has(b))")) == 39_998
    assert len(Tree(deep).hits("div div div b")) == 1
    assert len(Tree(deep).hits("div:has(div b)")) == 3_999
