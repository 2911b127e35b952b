"""Tables and marked text on standard output, drawn with rich."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDE = 200
_console = Console(highlight=False)
if not _console.is_terminal:
    _console.width = WIDE  # a file or a pipe has no width to respect


def draw(title: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table. All texts are shown as they are: no markup in them is obeyed."""
    if title:
        _console.print(Text(title, style="italic"), soft_wrap=True)  # that of a table would wrap at its width
    grid = Table(show_edge=False, pad_edge=False)
    for name in headers:
        grid.add_column(Text(name), overflow="fold")
    for row in rows:
        grid.add_row(*map(Text, row))
    _console.print(grid)


def mark(pieces: Iterable[tuple[str, str]]) -> None:
    """Print a text of ``pieces``, each with its style (empty: none)."""
    _console.print(Text.assemble(*pieces), soft_wrap=True)
