"""The short account that `make demo` prints: what was found against what was planted."""

from __future__ import annotations

from itertools import groupby

import duckdb

from filature.demo.facts import Fact, Facts
from filature.demo.planted import Planted
from filature.i18n import Message, _, ngettext

LATER = Message(
    "Whether two of these accounts are one seller is not judged here; linking, in a later part, will propose it and say why."
)


def account(connection: duckdb.DuckDBPyConnection, planted: Planted) -> str:
    """A readable account in the language of the person: one line for each thing found, and a second one where it differs.

    ``connection`` has every table of `filature.tables` as a view of that name, holding the demonstration.
    """
    facts = Facts(connection, planted).all()
    different = sum(not fact.same for fact in facts)
    lines = [_opening(planted), ""]
    for section, group in groupby(facts, key=lambda f: f.section):
        lines += [_(section), *(line for fact in group for line in _told(fact)), ""]
    return "\n".join([*lines, _verdict(len(facts), different), _(LATER)])


def _verdict(count: int, different: int) -> str:
    compared = ngettext("{count} comparison", "{count} comparisons", count)
    verdict = (
        ngettext("{count} differs from what was planted", "{count} differ from what was planted", different)
        if different
        else _("everything as planted")
    )
    return _("{compared}: {verdict}.", compared=compared, verdict=verdict)


def _opening(planted: Planted) -> str:
    """What was planted, in three sentences."""
    names = ", ".join(
        _("{handle} on {site}", handle=handle, site=site) for site, handle in planted.same_seller.items()
    )
    ((site, day),) = planted.closed.items()
    moved = ", ".join(_("{before} as {after}", before=m.before, after=m.after) for m in planted.moved)
    return _(
        "A fictional case from seed {seed}. One seller under three names: {names}.\n"
        "{site} closes: from {day} on it gives errors only. Moved to the other market: {moved}.",
        seed=planted.seed, names=names, site=site, day=day, moved=moved,
    )  # fmt: skip


def _told(fact: Fact) -> list[str]:
    about = _(fact.about) if isinstance(fact.about, Message) else fact.about
    line = "  " + _("{about}: {found}", about=about, found=fact.found)
    return [line] if fact.same else [line, "    " + _("DIFFERS, planted: {planted}", planted=fact.planted)]
