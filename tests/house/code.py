"""The project's own files, as the tests of the house read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "filature"
_MADE = frozenset([".git", ".venv", ".hypothesis", "build", "demo", "dist", "site"])
"""What tools and `make` leave at the top of a checkout; caches lie anywhere and end in `cache` or `cache__`."""


def modules() -> list[Path]:
    """Every Python module of the package, sorted."""
    return sorted(SOURCE.rglob("*.py"))


def tree(module: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(module.read_text("utf-8"))


def repository_files() -> list[Path]:
    """Every file of the checkout but what tools leave in it, sorted."""
    return sorted(_below(ROOT))


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.endswith(("cache", "cache__")) or (folder == ROOT and path.name in _MADE):
            continue
        if path.is_dir():
            yield from _below(path)
        elif path.is_file():
            yield path
