"""HTML to the text that a reader sees, and the same text again for a part of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filature.reading.html import Document, own_text, text_of
from filature.reading.html_decode import decode


def document(html: str) -> Document:
    return Document(decode(html.encode()))


def shown(html: str) -> str:
    return document(html).text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div>a</div>b<div>c</div>d", "a\nb\nc\nd"),
        ("<p>a<p>b", "a\nb"),
        ("<DIV>a</DIV>b", "a\nb"),
        ("a<b>b</b><i>c</i> <a href=x>d</a>", "abc d"),
        ("  a \n\t b&nbsp; c ", "a b c"),
        ("a<br>b<BR/>c<br><br>d<br>\n<br>e", "a\nb\nc\n\nd\n\ne"),
        ("<font>a</font>b<sup>2</sup><del>x</del>y", "ab2xy"),
        ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
        ("<dl><dt>k<dd>v</dl>", "k\nv"),
        ("<h1>t</h1>x<h2>u</h2>", "t\nx\nu"),
        ("<form>a</form>b", "a\nb"),
        ("<p>a<hr>b", "a\nb"),
        ("<select><option>a<option>b</select>", "a\nb"),
        ("<label>Sold by:</label> <a>who</a>", "Sold by: who"),
        ("<button>Buy</button>", "Buy"),
        ("a<script>bad()</script><style>p{}</style>b<noscript>c</noscript>", "abc"),
        ("a<!-- <div>no</div> -->b", "ab"),
        ("<title>no</title><body>yes", "yes"),
    ],
)
def test_lines(html: str, text: str) -> None:
    assert shown(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>e", "a\tb\nc\td\ne"),
        ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", "a\tb\nc\td"),
        ("<table><tr><td>a<td><td>c</table>", "a\t\tc"),
        ("<table><tr><td><div>a</div></td>\n<td><p>b</p>c</td></tr></table>", "a\tb\nc"),
        ("<table><caption>t</caption><tr>\n <td>a</td>\n <td>b</td></tr></table>", "t\na\tb"),
    ],
)
def test_cells(html: str, text: str) -> None:
    assert shown(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<pre>\n a\n   b  \n\nc</pre>d", " a\n   b\n\nc\nd"),
        ("x<textarea>\nk 1\nk 2</textarea>y", "x\nk 1\nk 2\ny"),
        ('<p style="white-space: pre-wrap">a\n  b</p>c', "a\n  b\nc"),
        ("<pre>a<br>b</pre>", "a\nb"),
    ],
)
def test_white_space_that_is_kept(html: str, text: str) -> None:
    assert shown(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('Key: <input type=text value="bc1q">', "Key: bc1q"),
        ("<input type=submit value='Place &amp; order'>", "Place & order"),
        ("<input value=plain readonly>", "plain"),
        ('<input type=hidden value="token"><input type="password" value="p">', ""),
        ("<input name=q>x", "x"),
    ],
)
def test_values_of_inputs_are_seen(html: str, text: str) -> None:
    assert shown(html) == text


def test_what_is_hidden_is_kept_apart() -> None:
    page = document(
        'a<div style="display: none">b<p hidden>c</p></div><span hidden>d</span>e<p style="display:block">f'
    )
    assert page.text == "a\ne\nf"
    assert page.hidden == ["b\nc", "d"]


def test_own_text_leaves_out_inner_elements() -> None:
    root = document("<h1>Name <i>| profile</i> <span>(1)</span></h1>").root
    assert root is not None
    heading = root.css_first("h1")
    assert heading is not None
    assert own_text(heading) == "Name"


TAGS = st.sampled_from(
    ["div", "p", "b", "span", "li", "td", "tr", "table", "pre", "h2", "a", "form", "blockquote"]
)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="<>&\x00"), max_size=12)
TREES = st.recursive(
    WORDS,
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4)).map(
        lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0]}>"
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(TREES)
def test_text_never_fails_and_holds_no_marks(html: str) -> None:
    text = shown(html)
    assert not set(text) & set("\x00\x01\x02\x03\x04\x0b\x0c\x0e\x0f\x1c\x1d\x1e\x1f")
    text.encode()
    assert text == text.strip("\n")


@settings(deadline=None)
@given(st.lists(st.text("abcxyz ", min_size=1, max_size=8), min_size=1, max_size=4))
def test_every_word_is_there_in_order(words: list[str]) -> None:
    html = "".join(f"<div><p>{word}</p></div>" for word in words)
    assert shown(html).split() == " ".join(words).split()


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", "<br>", "<b>b</b>", " ", "<i>c d</i>", "\n"]), max_size=8))
def test_text_of_a_part_stands_in_the_text_of_the_page(parts: list[str]) -> None:
    page = document(f"<p>before</p><div id=x>{''.join(parts)}</div><p>after</p>")
    assert page.root is not None
    part = page.root.css_first("#x")
    assert part is not None
    assert text_of(part).strip("\n") in page.text
