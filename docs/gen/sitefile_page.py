"""The reference of site files: the README beside them, and the files that Filature ships."""

from __future__ import annotations

from importlib.resources import files

from filature.reading import sites
from filature.reading.sites.model import Site

HEAD = """# Fields of site files

[Site files](../site-files.md) tells how to write one; this is every key that one may hold.

"""
SHIPPED = """
## The files that Filature ships

| id | name | family | kinds of page |
|---|---|---|---|
"""


def text() -> str:
    """The page in Markdown."""
    readme = files(sites.__name__).joinpath("README.md").read_text("utf-8")
    _, _, body = readme.partition("\n\n")
    loaded = sites.load()
    return HEAD + body.rstrip() + "\n" + SHIPPED + "".join(map(_row, (*loaded.sites, loaded.generic)))


def _row(site: Site) -> str:
    kinds = ", ".join(dict.fromkeys(kind.kind for kind in site.kinds))
    return f"| `{site.id}` | {site.name} | {site.family} | {kinds} |\n"
