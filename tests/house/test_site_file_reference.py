"""Every key that the reader of site files asks for stands in their README, and with it in the reference."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from filature.reading.sites import load
from filature.reading.sites.parse import FAMILIES, KINDS, ROW_TABLES
from filature.reading.transforms import TRANSFORMS
from tests.house.code import ROOT, SOURCE, tree

FOLDER = SOURCE / "reading" / "sites"
README = (FOLDER / "README.md").read_text("utf-8")
ASKING = frozenset(
    (
        "take", "text", "texts", "flag", "integer", "choice", "pattern", "any_pattern", "selectors", "child", "children",
        "conditions",
    )
)  # fmt: skip
"""The methods of `Raw` that take a key, and the one function that hands a key on."""

_INSIDE_AN_ENTRY = {
    "urls": {"kind", "path", "target"},
    "labels": {"each", "label", "value"},
    "each": {"css", "label", "attr", "find", "split"},
}
"""Keys of small mappings, which the README tells in prose."""


def asked(source: str) -> set[str]:
    """The keys that calls of these in ``source`` name."""
    calls = [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and _name(node) in ASKING
    ]
    return {
        a.value for c in calls for a in c.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
    }


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def first_column(text: str) -> set[str]:
    """What stands in backticks in the first column of the tables of ``text``."""
    cells = re.findall(r"^\|([^|]*)\|", text, re.M)
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


def test_every_key_of_a_site_file_is_in_the_readme() -> None:
    keys = set().union(*(asked(p.read_text("utf-8")) for p in FOLDER.glob("parse*.py")))
    assert {"id", "recognise", "when", "css", "as", "required", "into"} <= keys
    shown = set(re.findall(r"`(\w+): ", README))  # told by an example, such as `join: "\n"`
    assert keys - first_column(README) - shown - set().union(*_INSIDE_AN_ENTRY.values()) == set()


def test_every_transform_kind_and_table_is_in_the_readme() -> None:
    assert set(TRANSFORMS) - first_column(README) == set()
    named = set(re.findall(r"`(\w+)`", README))
    assert (set(KINDS) | set(ROW_TABLES)) - named == set()
    assert set(FAMILIES) - {"generic"} - named == set()


def test_a_key_without_words_would_be_found() -> None:
    assert asked("raw.flag('wordless'); raw.text(key); other.get('x')") == {"wordless"}
    assert first_column("| key | meaning |\n|---|---|\n| `a`, `b` | `c` |\n") == {"a", "b"}
    assert ast.get_docstring(tree(FOLDER / "raw.py"))


def test_the_example_of_the_documentation_is_a_site_file(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "site-files.md").read_text("utf-8")
    (tmp_path / "example.yaml").write_text(page.split("```yaml\n")[1].split("```")[0], "utf-8")
    site = load(tmp_path).get("example_market")
    assert site is not None
    assert [kind.kind for kind in site.kinds] == ["login", "listing"]
    assert site.urls.match("/item/17") == ("listing", "/item/17", "17")
