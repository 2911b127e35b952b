"""The flat tree holds what lexbor's holds: elements, attributes, text, what stands beside what."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from filature.reading.dom.node import Node
from filature.reading.dom.tree import Tree
from filature.reading.html_text import clean
from tests.reading.dom.made import PAGES


def shape(node: Node) -> list[tuple[str, dict[str, str], str]]:
    return [(n.tag, n.attributes, _plain(n.text())) for n in node.traverse() if n.number]


def _plain(text: str) -> str:
    """Text without blanks: marks and what stands for control characters are blanks."""
    return "".join(text.split())


@settings(max_examples=200, deadline=None)
@given(PAGES)
def test_the_same_elements_attributes_and_texts(page: bytes) -> None:
    parser = LexborHTMLParser(page)
    expected = [
        (n.tag, {k: v or "" for k, v in n.attributes.items()}, _plain(n.text()))
        for n in parser.css("*")
        if not n.css_first("input")
    ]
    made = [found for found, node in zip(shape(Node(Tree(page), 0)), Node(Tree(page), 0).css("*"), strict=True)
            if node.css_first("input") is None]  # fmt: skip
    assert made == expected


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_what_stands_beside_a_node_agrees_from_both_sides(page: bytes) -> None:
    root = Node(Tree(page), 0)
    for node in root.traverse(include_text=True):
        after = node.next
        if after is not None:
            assert (after.prev.number if after.prev else None) == node.number
            assert (after.parent and after.parent.number) == (node.parent and node.parent.number)
        for child in node.iter():
            assert (child.parent.number if child.parent else 0) == node.number


SOUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b class=x>", "</b>", "<i>", "</i>", "<table>", "<tr>", "<td>", "</table>", "<li>", "<svg>", "</svg>",
         "<math>", "<mi>", "<link>in svg", "<title>", "</title>", "<foo-bar a=1>", "</foo-bar>", "<averyveryverylongname>",
         '<a data-of-a-very-long-name="x&amp;y" B=2 b=3>', "<a x>", "</a>", "<select>", "<option>", "<form>", "<br/>", "</br>",
         "<![CDATA[c]]>", "<!-- -->", "<?pi?>", "text", " ", "&nbsp;", "&lt;b&gt;", "&#0;", "&notit;", "<xmp>", "</xmp>",
         "<textarea>", "</textarea>", "<frameset>", "<hr>", "<script>", "</script>", "<template>", "</template>", "<style>", "</style>", "\x0c", "\u00e9", "</body>", "</html>", "<", "<plaintext>"]
    ), max_size=40,
).map("".join)  # fmt: skip
NEVER_SHOWN = {"script", "style", "iframe", "noframes", "noembed", "template"}


@settings(max_examples=400, deadline=None)
@given(SOUP)
def test_whatever_the_markup_lexbors_tree_is_ours(page: str) -> None:
    unseen = any(f"<{tag}>" in page for tag in NEVER_SHOWN)
    if unseen and ("<svg>" in page or "<math>" in page):
        return  # there a `script` may hold elements, which lexbor counts and we do not
    elements = Node(Tree(page.encode()), 0).css("*")
    expected = [n for n in LexborHTMLParser(page.encode()).css("*") if n.tag not in NEVER_SHOWN]
    assert [n.tag for n in elements] == [n.tag for n in expected]
    if not unseen:
        assert [_plain(n.text()) for n in elements] == [_plain(n.text()) for n in expected]
    assert [n.attributes for n in elements] == [
        {k: v or "" for k, v in n.attributes.items()} for n in expected
    ]


def test_a_page_without_a_doctype_leaves_nothing_behind() -> None:
    """In a page with quirks a table stands inside a paragraph; in the next page, which has none, it ends it."""
    tables = "<p><table></table></p>"
    assert [n.tag for n in Node(Tree(tables.encode()), 0).css("body *")] == ["p", "table"]
    assert [n.tag for n in Node(Tree(f"<!doctype html>{tables}".encode()), 0).css("body *")] == [
        "p",
        "table",
        "p",
    ]


def test_a_page_larger_than_the_room_is_read_whole() -> None:
    page = b"".join(b"<p class=c%d>%d" % (n, n) for n in range(40_000)) + b"<i title='%s'>" % (b"x" * 900_000)
    tree = Tree(page)
    assert len(tree.hits("p")) == 40_000
    assert Node(tree, tree.hits("p.c39999")[0]).text().strip("\x0c") == "39999"
    assert len(Node(tree, tree.hits("i")[0]).attributes["title"]) == 900_000


def text(page: str) -> str:
    return Node(Tree(page.encode()), 0).text()


def test_what_is_never_shown_is_no_part_of_the_tree() -> None:
    page = "<p>a</p><script>if (a < b) { '</p>' }</script><style>p{}</style><template><p>t<b>u</template><iframe><p>i</iframe><p>z"
    tree = Tree(page.encode())
    assert Node(tree, 0).text().split() == ["a", "z"]
    assert [n.tag for n in Node(tree, 0).css("body *")] == ["p", "p"]


def test_marks_stand_where_blocks_cells_and_lines_begin() -> None:
    assert text("a<br>b") == "a\x1eb"
    assert text("<p>a</p>b") == "\x0ca\x0cb"
    assert text("<pre>a\nb</pre>") == "\x0c\x1ca\nb\x1d\x0c"
    assert clean(text("<table><tr><td>1<td>2<tr><td>3</table>4").encode()) == "1\t2\n3\n4"


def test_an_input_shows_its_value_unless_it_is_none_to_see() -> None:
    assert text('<input value="v"><input type=hidden value=h><input type="PassWord" value=p>').strip() == "v"
    assert text('<input type="text" value="a&amp;b">').strip() == "a&b"


def test_control_characters_never_pass_for_marks() -> None:
    assert text("a\x0cb\x1cc\x1dd\x1ee").split() == ["a", "b", "c", "d", "e"]
    assert "\x1c" not in text("a\x1cb")


def test_what_an_attribute_hides_is_listed() -> None:
    tree = Tree(b'<p hidden>a</p><p style="color: red; DISPLAY : none">b</p><p style="display:block">c')
    assert [Node(tree, n).text() for n in tree.hidden] == ["a", "b"]


def test_an_inline_style_keeps_lines() -> None:
    assert text('<div style="white-space: pre-wrap">a\nb</div>') == "\x0c\x1ca\nb\x1d\x0c"


def test_raw_text_is_shown_as_it_stands() -> None:
    assert text("<xmp><b>a</b> &amp;</xmp>").strip("\x0c\x1c\x1d") == "<b>a</b> &amp;"
    assert text("<textarea><b>x</textarea>").strip("\x0c\x1c\x1d") == "<b>x"
