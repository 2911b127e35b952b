"""Writes the generated parts of the documentation, or says which of them are stale.

python docs/gen                        write the references
python docs/gen --sessions             and run the terminal sessions anew (a minute)
python docs/gen [--sessions] --check   change nothing; exit code 1 and a list when a page would change
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import bounds_page
import commands_page
import selectors_page
import sessions
import sitefile_page
import stages_page
import tables_page

ROOT = Path(__file__).resolve().parents[2]
REFERENCES = {
    "docs/reference/bounds.md": bounds_page.text,
    "docs/reference/commands.md": commands_page.text,
    "docs/reference/selectors.md": selectors_page.text,
    "docs/reference/site-files.md": sitefile_page.text,
    "docs/reference/stages.md": stages_page.text,
    "docs/reference/tables.md": tables_page.text,
}
SESSIONS = {"en": ("README.md", "docs/case.md"), "fr": ("README.fr.md",)}
"""Pages that hold terminal sessions, by language, in the order in which these are run in one folder."""


def main() -> int:
    """Write or check every page; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sessions", action="store_true", help="run the terminal sessions too")
    parser.add_argument("--check", action="store_true", help="change nothing, tell what is stale")
    arguments = parser.parse_args()
    made = {name: text() for name, text in REFERENCES.items()}
    if arguments.sessions:
        made |= _sessions()
    stale = {name: text for name, text in made.items() if _standing(ROOT / name) != text}
    for name, text in stale.items():
        if arguments.check:
            print(f"{name} is stale: run `make docs` and commit it.")
        else:
            (ROOT / name).parent.mkdir(exist_ok=True)
            (ROOT / name).write_text(text, "utf-8")
    return 1 if arguments.check and stale else 0


def _sessions() -> dict[str, str]:
    made: dict[str, str] = {}
    for language, names in SESSIONS.items():
        with tempfile.TemporaryDirectory(prefix="filature-docs-") as folder:
            terminal = sessions.Terminal(Path(folder), language)
            made |= {name: sessions.filled((ROOT / name).read_text("utf-8"), terminal) for name in names}
    return made


def _standing(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


if __name__ == "__main__":
    raise SystemExit(main())
