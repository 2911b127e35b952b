"""The short account that `make demo` prints: what was found against what was planted."""

from __future__ import annotations

from itertools import groupby

import duckdb

from filature.demo.facts import Fact, Facts
from filature.demo.planted import Planted

LATER = "Whether two of these accounts are one seller is not judged here; linking, in a later part, will propose it and say why."


def account(connection: duckdb.DuckDBPyConnection, planted: Planted) -> str:
    """A readable account in English: one line for each thing found, and a second one where it differs.

    ``connection`` has every table of `filature.tables` as a view of that name, holding the demonstration.
    """
    facts = Facts(connection, planted).all()
    different = sum(not fact.same for fact in facts)
    lines = [_opening(planted), ""]
    for section, group in groupby(facts, key=lambda f: f.section):
        lines += [section, *(line for fact in group for line in _told(fact)), ""]
    verdict = "everything as planted" if not different else f"{different} differ from what was planted"
    return "\n".join([*lines, f"{len(facts)} comparisons: {verdict}.", LATER])


def _opening(planted: Planted) -> str:
    """What was planted, in three sentences."""
    names = ", ".join(f"{handle} on {site}" for site, handle in planted.same_seller.items())
    ((site, day),) = planted.closed.items()
    moved = ", ".join(f"{m.before} as {m.after}" for m in planted.moved)
    return (
        f"A fictional case from seed {planted.seed}. One seller under three names: {names}.\n"
        f"{site} closes: from {day} on it gives errors only. Moved to the other market: {moved}."
    )


def _told(fact: Fact) -> list[str]:
    line = f"  {fact.about}: {fact.found}"
    return [line] if fact.same else [line, f"    DIFFERS, planted: {fact.planted}"]
