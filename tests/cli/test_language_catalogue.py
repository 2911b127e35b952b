"""The catalogues hold every text of the program, translated, and nothing else; and no text escapes them."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from filature.i18n import DOMAIN, LANGUAGES, LOCALE
from filature.reasons import REASONS
from tests.house.code import SOURCE, modules, tree
from tools.messages.__main__ import read, translated, updated, write
from tools.messages.extract import Key, calls, literals, messages, shown

PATHS = [LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.po" for code in LANGUAGES[1:]]
CATALOGUES = pytest.mark.parametrize("path", PATHS, ids=lambda p: p.parts[-3])
MODULES = pytest.mark.parametrize("module", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
PRINTED = {"say": 1, "table": 2, "objects": 1, "counting": 1}
"""Functions of the command line that print, and how many of their first arguments are words for people."""


@CATALOGUES
def test_every_text_is_translated_and_none_is_left_over(path: Path) -> None:
    """`make messages` was run, and left nothing to translate."""
    found = {_key(m.id): m.string for m in read(path) if m.id}
    assert sorted(set(messages()) - set(found), key=str) == []
    assert sorted(set(found) - set(messages()), key=str) == []
    assert [key for key, text in found.items() if not translated(text)] == []


@CATALOGUES
def test_a_translation_has_the_places_of_its_text(path: Path) -> None:
    """{names} are the same in both, so that none is lost and none fails."""
    for message in read(path):
        if message.id:
            wanted = _places(" ".join(_texts(message.id)))
            assert [_places(text) for text in _texts(message.string)] == [wanted] * len(
                _texts(message.string)
            )


@CATALOGUES
def test_what_the_program_reads_is_what_the_text_says(path: Path, tmp_path: Path) -> None:
    """Both files are those that `make messages` would write."""
    with path.with_suffix(".mo").open("rb") as compiled:
        found = gettext.GNUTranslations(compiled)
    for message in read(path):
        if isinstance(message.id, tuple | list):
            one, many = message.id
            assert tuple(found.ngettext(one, many, n) for n in (1, 2)) == tuple(_texts(message.string))
            assert found.ngettext(one, many, 0) == found.ngettext(one, many, 1)  # as French counts
        elif message.id:
            assert found.gettext(message.id) == message.string
    write(updated(read(path), messages()), tmp_path / path.name)
    assert (tmp_path / path.name).read_text("utf-8") == path.read_text("utf-8")


def test_french_is_set_as_french() -> None:
    """A space that does not break before : ; ? ! … and inside « »; an apostrophe that is one."""
    odd = re.compile(r" [:;?!»…]|«(?!\u00a0)|\w[;?!»](?:\s|$)|\w'\w")
    texts = [text for m in read(PATHS[0]) if m.id for text in _texts(m.string)]
    plain = [re.sub(r"`[^`]*`|'[^' ]*'", "", text) for text in texts]
    assert [text for text in plain if odd.search(text)] == []


@MODULES
def test_a_text_for_people_is_a_literal(module: Path) -> None:
    """An f-string or a sum in the place of a text could not be translated: its values go behind it, by name."""
    made = [
        f"{name}:{argument.lineno}"
        for name, call in calls(tree(module))
        for argument in (call.args[:2] if name == "ngettext" else shown(name, call))
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
    ]
    assert made == []


@pytest.mark.parametrize("module", sorted((SOURCE / "cli").glob("*.py")), ids=lambda p: p.name)
def test_the_command_line_prints_no_words_of_its_own(module: Path) -> None:
    """What is printed came through `_` or `ngettext`, or is captured or a name."""
    assert list(_bare(tree(module))) == []


def test_bare_words_would_be_found() -> None:
    """The checks above see what they look for."""
    broken = (
        'say(f"{n} rows")\nsay("done")\ntable(_("A"), (_("b"), "cd e"), [])\nsay(_("fine"))\nsay(x["key"])'
    )
    assert list(_bare(ast.parse(broken))) == [(1, " rows"), (2, "done"), (3, "cd e")]
    assert list(literals(ast.parse('raise BadInput("It {a}.", "Do.", a=1)'))) == ["It {a}.", "Do."]
    assert list(literals(ast.parse('ngettext("one", "many", 3)'))) == [("one", "many")]


def test_every_reason_has_its_meaning() -> None:
    """Each code with which something is rejected or remarked upon is explained, and each that is explained is used."""
    used = {code for module in modules() for code in _reasons(tree(module))}
    assert {code for code in used if not code.startswith("unreadable_")} - set(REASONS) == set()
    source = "\n".join(m.read_text("utf-8") for m in modules() if m.name != "reasons.py")
    assert {code for code in REASONS if f'"{code}"' not in source} == set()


def _reasons(module: ast.Module) -> Iterator[str]:
    """Codes in the place of a reason, in a constant of that use, or beside the words that explain one."""
    places = {"Malformed": 0, "Refusal": 1, "Reject": 1, "remark": 0}
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
            if name in places and len(node.args) > places[name]:
                yield from _codes(node.args[places[name]])
            if name in ("remark", "add") and len(node.args) in (3, 4):  # of a field: place, reason, text
                yield from _codes(node.args[1])
        elif isinstance(node, ast.Tuple):
            for code, words in zip(node.elts, node.elts[1:], strict=False):
                if isinstance(words, ast.Constant | ast.JoinedStr) and " " in ast.unparse(words):
                    yield from _codes(code)
        elif isinstance(node, ast.Assign) and "reason" in ast.unparse(node.targets[0]):
            yield from _codes(node.value)


def _codes(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*_codes(node.body), *_codes(node.orelse))
    elif isinstance(node, ast.Constant) and re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", str(node.value)):
        yield str(node.value)


def _bare(module: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PRINTED:
            for argument in node.args[: PRINTED[node.func.id]]:
                yield from _words(argument)


def _words(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Literals with words in them, but those that are translated and those that are keys."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
        return
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"[A-Za-z]{2}", node.value)
    ):
        yield node.lineno, node.value
    for child in ast.iter_child_nodes(node):
        if not isinstance(node, ast.Subscript) or child is node.value:
            yield from _words(child)


def _key(text: object) -> Key:
    return (text[0], text[1]) if isinstance(text, tuple | list) else str(text)


def _texts(text: object) -> list[str]:
    return list(text) if isinstance(text, tuple | list) else [str(text)]


def _places(text: str) -> set[tuple[str, str | None]]:
    return {(name, how) for _, name, _, how in Formatter().parse(text) if name}
