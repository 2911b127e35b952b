"""Lines that hold one identifier each, or something that must not be taken for one: ours, and the shared ones."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from filature.selectors.kinds import all_kinds
from filature.selectors.scan import Mention, scan

OURS = Path(__file__).parent / "crafted" / "lines.tsv"
NAMES = {kind.name for kind in all_kinds()}


def lines(path: Path) -> list[dict[str, str]]:
    """The lines of a table; `\\n` and `\\u200b` in a text stand for what they name."""
    with path.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        row["text"] = row["text"].replace("\\n", "\n").replace("\\u200b", "\u200b")
    return rows


def said(text: str, kind: str) -> list[Mention]:
    """The mentions of one kind."""
    return [m for m in scan(text) if m.kind == kind]


def test_our_table_is_large_enough() -> None:
    found = lines(OURS)
    assert len(found) >= 300
    assert len({(row["text"], row["kind"]) for row in found}) == len(found)


@pytest.mark.parametrize("kind", sorted({row["kind"] for row in lines(OURS)}))
def test_each_line_of_ours_gives_what_it_must(kind: str) -> None:
    if kind not in NAMES:
        pytest.skip(f"there is no kind {kind} yet")
    wrong = []
    for row in (row for row in lines(OURS) if row["kind"] == kind):
        found = said(row["text"], kind)
        values = {m.value for m in found}
        subtypes = {m.subtype for m in found if m.value == row["value"]}
        fits = values == ({row["value"]} if row["value"] else set())
        if not fits or (row["subtype"] and row["value"] and subtypes != {row["subtype"]}):
            wrong.append((row["text"], row["value"], sorted(values), sorted(subtypes)))
    assert wrong == []


def test_a_disguise_is_told() -> None:
    if "email" not in NAMES:
        pytest.skip("there is no kind email yet")
    plain = [row for row in lines(OURS) if row["kind"] == "email" and row["value"]]
    told = {row["text"]: all(m.defanged for m in said(row["text"], "email")) for row in plain}
    assert [t for t, yes in told.items() if yes != any(r["text"] == t and r["note"] for r in plain)] == []


def test_the_shared_table(shared_data: Path) -> None:
    """All that must be found is found, in the form that is expected; nothing that must not be."""
    missed, invented = [], []
    kinds = {"btc", "email", "card", "phone", "pgp_key", "telegram", "onion", "url"}
    if not kinds <= NAMES:
        pytest.skip(f"there is no kind {', '.join(sorted(kinds - NAMES))} yet")
    for row in lines(shared_data / "selectors" / "crafted.tsv"):
        found = scan(row["text"])
        forbidden = row["note"].partition("must not be reported: ")[2]
        if row["kind"] == "pgp_block":
            missed += [row] * (not any(m.kind.startswith("pgp_") for m in found))
        elif row["expected"]:
            missed += [row] * (row["expected"] not in {m.value for m in found})
        else:
            invented += [row] * any(forbidden in (m.value, m.raw) for m in found)
    assert (missed, invented) == ([], [])
