"""The house rules on code that no linter checks as we mean them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.code import ROOT, SOURCE, modules, tree

LONGEST_MODULE = 180
# One compiled loop, which would be slower by half in parts: each array that is handed on is counted in and out.
ONE_LOOP = {"reading/dom/flatten.py": 240}
MODULES = pytest.mark.parametrize("module", modules(), ids=lambda p: str(p.relative_to(SOURCE)))


@MODULES
def test_a_module_says_its_one_job_and_stays_short(module: Path) -> None:
    """A docstring on each module, and no module so long that it must have two jobs."""
    text = module.read_text("utf-8")
    assert not text.strip() or ast.get_docstring(tree(module)), "no docstring"
    assert text.count("\n") <= ONE_LOOP.get(str(module.relative_to(SOURCE)), LONGEST_MODULE)


@MODULES
def test_no_handler_catches_everything(module: Path) -> None:
    """`except:`, `except Exception` and the like hide defects; each handler names what it expects."""
    broad = [h.lineno for h in ast.walk(tree(module)) if isinstance(h, ast.ExceptHandler) and _is_broad(h)]
    assert broad == []


@MODULES
def test_public_functions_say_what_comes_back(module: Path) -> None:
    """Every public function, method and class has a docstring; what stands inside a function is private."""
    assert [name for name, node in _public(tree(module)) if not ast.get_docstring(node)] == []


def test_the_checks_see_what_they_look_for() -> None:
    """The rules above would find a breach: shown on a module that breaks each."""
    broken = ast.parse(
        "def shown():\n    try:\n        pass\n    except (ValueError, Exception):\n        pass\n"
        "class Shown:\n    '''Said.'''\n    def method(self): ...\n    def _hidden(self): ...\n"
    )
    handlers = [h for h in ast.walk(broken) if isinstance(h, ast.ExceptHandler)]
    assert [_is_broad(h) for h in handlers] == [True]
    assert [name for name, node in _public(broken) if not ast.get_docstring(node)] == [
        "shown",
        "Shown.method",
    ]
    assert (ROOT / "pyproject.toml").is_file()


def _is_broad(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    names = {n.id for n in ast.walk(handler.type) if isinstance(n, ast.Name)}
    return bool(names & {"Exception", "BaseException"})


def _public(node: ast.AST, prefix: str = "") -> list[tuple[str, ast.FunctionDef | ast.ClassDef]]:
    found: list[tuple[str, ast.FunctionDef | ast.ClassDef]] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef) and not child.name.startswith("_"):
            found.append((prefix + child.name, child))
            if isinstance(child, ast.ClassDef):
                found += _public(child, f"{prefix}{child.name}.")
    return found
