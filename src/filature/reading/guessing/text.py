"""A guessed site file as YAML text, with comments for the person who corrects it."""

from __future__ import annotations

import re
from typing import Any

import yaml

from filature.errors import BadInput

_HEAD = """\
# A first site file, guessed from one page: {source}
# Nothing in it is certain. Compare what `filature site draft` showed with the page, correct the file, then build.
# Each key is explained in the README of the site files (docs, "Site files").
"""
_COMMENTS = {
    "id": "Part of the ids of accounts and offers: choose it once, never change it.",
    "family": "market, forum, directory or other.",
    "hosts": "All host names of the site, mirrors too.",
    "recognise": "What tells a page without an address: keep only what no other site shows.",
    "urls": "Which addresses lead to which kind of page. The group `id` is the site's own id.",
    "kinds": "One entry for each kind of page; the first whose `when` holds is taken.",
}


class _Plain(yaml.SafeDumper):
    """Values that stand twice are written twice, not as `&id001` and `*id001`."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Never an alias."""
        return True


def flow(value: Any) -> str:
    """``value`` as YAML on one line."""
    text = yaml.dump(
        value, Dumper=_Plain, default_flow_style=True, sort_keys=False, allow_unicode=True, width=100_000
    )
    return text.removesuffix("...\n").strip()


def site_text(site: dict[str, Any], kind: dict[str, Any], source: str) -> str:
    """The whole file."""
    lines = [_HEAD.format(source=source)]
    order = ("id", "name", "family", *(k for k in site if k not in ("id", "name", "family")))
    for key in order:
        if key in _COMMENTS:
            lines.append(f"# {_COMMENTS[key]}")
        value = site[key]
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{key}:", *(f"  - {flow(entry)}" for entry in value)]
        elif isinstance(value, dict):
            lines += [f"{key}:", *(f"  {name}: {flow(entry)}" for name, entry in value.items())]
        else:
            lines.append(f"{key}: {flow(value)}")
    return "\n".join([*lines, "", f"# {_COMMENTS['kinds']}", "kinds:", *kind_lines(kind)]) + "\n"


def kind_lines(kind: dict[str, Any], indent: str = "  ") -> list[str]:
    """The lines of one entry of `kinds`."""
    lines = [f"- kind: {flow(kind['kind'])}"]
    for key in (k for k in kind if k not in ("kind", "rows", "labels", "when")):
        lines.append(f"  {key}: {flow(kind[key])}")
    when = kind["when"]
    if isinstance(when, list):
        lines += ["  when:", *(f"    - {flow(entry)}" for entry in when)]
    else:
        lines.append(f"  when: {flow(when)}")
    if kind.get("labels"):
        lines += ["  labels:", *(f"    - {flow(entry)}" for entry in kind["labels"])]
    if kind.get("rows"):
        lines.append("  rows:")
    for row in kind.get("rows", ()):
        lines.append(f"    - table: {row['table']}")
        lines += [f"      each: {flow(row['each'])}"] if "each" in row else []
        lines.append("      fields:")
        for name, field in row["fields"].items():
            if isinstance(field, list):
                lines += [f"        {name}:", *(f"          - {flow(entry)}" for entry in field)]
            else:
                lines.append(f"        {name}: {flow(field)}")
    return [indent + line for line in lines]


def extended_text(text: str, kind: dict[str, Any], source: str, place: str) -> str:
    """The text of a site file with one more kind, the last one. BadInput when its `kinds` is no block list."""
    lines = text.splitlines()
    start = next((n for n, line in enumerate(lines) if re.fullmatch(r"kinds:\s*(?:#.*)?", line)), None)
    if start is None:
        raise BadInput(
            "{place} has no block `kinds:` to add a kind to.",
            "Write one, each entry on lines of its own.",
            place=place,
        )
    end = next((n for n in range(start + 1, len(lines)) if re.match(r"[^\s#-]", lines[n])), len(lines))
    first = next((line for line in lines[start + 1 : end] if re.match(r"\s*- ", line)), "  - ")
    added = ["", f"# Guessed from {source}: correct it.", *kind_lines(kind, first[: first.index("-")])]
    head = [f"# {place} and one more kind. It has the same id, so this file is read instead of that one.", ""]
    return "\n".join([*head, *lines[:end], *added, *lines[end:]]) + "\n"
