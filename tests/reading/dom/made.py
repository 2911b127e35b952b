"""Made pages in which each element has a number of its own, and selectors to ask of them."""

from __future__ import annotations

from hypothesis import strategies as st

TAGS = ["div", "p", "b", "span", "a", "table", "tr", "td", "ul", "li", "h3", "pre", "section", "i"]
NAMES = ["one", "two", "three", "a-b", "A"]
VALUES = ["", "x", "x y", "x-y", "/p/1", "a&b", 'say "x"', "<x>", "X"]
TEXTS = ["", "word", " two words ", "a & b", "a<b", "\n", "é\u00a0è", "x\x0cy", "x\x1cy"]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


@st.composite
def _element(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    tag = draw(st.sampled_from(TAGS))
    attributes = []
    if classes := draw(st.lists(st.sampled_from(NAMES), max_size=2)):
        attributes.append(f'class="{" ".join(classes)}"')
    if draw(st.booleans()):
        attributes.append(f'id="{draw(st.sampled_from(NAMES))}"')
    if draw(st.booleans()):
        attributes.append(f'title="{_escaped(draw(st.sampled_from(VALUES)))}"')
    content = "".join(draw(st.lists(inner, max_size=4)))
    return f"<{' '.join([tag, 'data-n', *attributes])}>{content}</{tag}>"


def numbered(page: str) -> bytes:
    """The page, with a number of its own for each `data-n`."""
    pieces = page.split(" data-n")
    made = "".join(f'{piece} data-n="{number}"' for number, piece in enumerate(pieces[:-1]))
    return f"<!doctype html><html><body>{made}{pieces[-1]}".encode()


PAGES = st.recursive(
    st.sampled_from([_escaped(text) for text in TEXTS] + ["<br>", '<input value="v">', "<!-- c -->", "</p>"]),
    _element, max_leaves=25,
).map(numbered)  # fmt: skip

_COMPOUNDS = st.builds(
    "{}{}".format,
    st.sampled_from([*TAGS, "", "*"]),
    st.sampled_from(
        [
            "", ".one", ".two.one", ".a-b", "#three", "[title]", "[title=x]", "[title~=x]", "[title|=x]", '[title^="/p"]',
            "[title$=y]", "[title*=x i]", '[title="X" i]', '[title*="&"]', ":first-child", ":last-child", ":nth-child(2)",
            ":nth-child(2n+1)", ":nth-last-child(2)", ":nth-of-type(2)", ":first-of-type", ":last-of-type", ":only-child",
            ":nth-last-of-type(-n+2)", ':lexbor-contains("word")',
        ]
    ),
).filter(bool)  # fmt: skip


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{}{}{}".format, inner, st.sampled_from([" ", " > ", " + ", " ~ "]), inner),
        st.builds(
            "{}:has({}{})".format, st.sampled_from(TAGS), st.sampled_from(["", "> ", "+ ", "~ "]), inner
        ),
        st.builds("{}:not({})".format, st.sampled_from(TAGS), inner),
        st.builds("{}:is({}, {})".format, st.sampled_from(TAGS), inner, inner),
    )


SELECTORS = st.recursive(_COMPOUNDS, _larger, max_leaves=4)
