"""Quotations in the text of a post."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from filature.reading.dom.node import Node
from filature.reading.html import Document, text_of
from filature.reading.html_decode import Decoded
from filature.reading.quoting import quoted_text

WORDS = st.text("abcé <&", max_size=6)


def node(html: str) -> Node:
    """The element with the id `post` of a page."""
    found = Document(Decoded(f"<html><body><div id=post>{html}</div></body></html>", "utf-8", 0)).root
    assert found is not None
    post = found.css_first("#post")
    assert post is not None
    return post


def test_lines_of_quotations_are_told_apart() -> None:
    html = "own<br>two<div class=head>X wrote</div><blockquote>one<br>two<blockquote>deep</blockquote>after</blockquote>end"
    assert quoted_text(node(html), ("blockquote", "div.head")) == (
        "own\ntwo\n> X wrote\n> one\n> two\n> > deep\n> after\nend"
    )
    assert quoted_text(node(html), ("blockquote",)).split("\n")[2] == "X wrote"


def test_a_cite_has_its_own_line() -> None:
    html = "<blockquote><cite><a>X</a> wrote</cite>one</blockquote>two"
    assert quoted_text(node(html), ("blockquote",)) == "> X wrote\n> one\ntwo"


def test_an_element_found_twice_is_one_quotation() -> None:
    assert quoted_text(node("<blockquote class=q>one</blockquote>"), ("blockquote", ".q")) == "> one"


def test_deep_nesting_stays_short() -> None:
    depth = 2_000
    shown = quoted_text(node("<blockquote>x" * depth + "</blockquote>" * depth), ("blockquote",))
    assert shown.split("\n")[:9] == ["> " * n + "x" for n in range(1, 9)] + ["> " * 8 + "x"]
    assert len(shown) < depth * 20


@given(st.recursive(WORDS.map(lambda w: w.replace("<", "&lt;")), lambda inner: st.tuples(st.sampled_from(["b", "blockquote", "p", "i"]),
       st.lists(inner, max_size=3)).map(lambda made: f"<{made[0]}>{' '.join(made[1])}</{made[0]}>"), max_leaves=8))  # fmt: skip
def test_the_words_stay(html: str) -> None:
    post = node(html)
    plain = text_of(post)
    shown = quoted_text(post, ("blockquote",))
    assert shown.replace(">", "").split() == plain.replace(">", "").split()
