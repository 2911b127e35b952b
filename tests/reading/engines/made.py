"""Pages that the tests make: templates with the elements, ids and classes of each engine's own theme."""

from __future__ import annotations

from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent / "pages"
HOST = "forumsaulee.onion"


def made(name: str, /, **values: str | int) -> str:
    """The template ``name`` with its places filled; `$host` and `$base` are the forum's own."""
    text = (FOLDER / f"{name}.html").read_text("utf-8")
    return Template(text).substitute(host=HOST, base=BASES[name[:3]], **values)


BASES = {
    "smf": f"http://{HOST}/index.php", "php": "./", "myb": f"http://{HOST}", "xf1": f"http://{HOST}", "xf2": "",
    "dis": f"http://{HOST}",
}  # fmt: skip
"""How each engine begins its links."""
