"""Writes the generated pages of the documentation, or says which of them are stale.

python docs/gen            write them
python docs/gen --check    change nothing; exit code 1 and a list when a page differs from what would be written
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import commands_page
import sitefile_page
import stages_page
import tables_page

DOCS = Path(__file__).resolve().parents[1]
PAGES: dict[str, Callable[[], str]] = {
    "reference/commands.md": commands_page.text,
    "reference/site-files.md": sitefile_page.text,
    "reference/stages.md": stages_page.text,
    "reference/tables.md": tables_page.text,
}


def main() -> int:
    """Write or check every page; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, tell what is stale")
    check = parser.parse_args().check
    stale = {name: made for name, text in PAGES.items() if (made := text()) != _standing(DOCS / name)}
    for name, made in stale.items():
        if check:
            print(f"docs/{name} is stale: run `make docs` and commit it.")
        else:
            (DOCS / name).parent.mkdir(exist_ok=True)
            (DOCS / name).write_text(made, "utf-8")
    return 1 if check and stale else 0


def _standing(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


if __name__ == "__main__":
    raise SystemExit(main())
