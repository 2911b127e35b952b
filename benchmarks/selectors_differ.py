"""Where the scan and iocsearcher differ on real pages, kind by kind, each difference by the rule that explains it.

    python -m benchmarks.selectors_differ FOLDER

FOLDER holds pages, as ../shared/data/pages. The kinds that are the same and the rules are in selectors_differ.yaml. Exit
code 1 when a difference has no rule; those are listed with their kind, place and length only where ``--show`` is not given.
iocsearcher is not among the extras: `pip install iocsearcher==3.1.0` (a minute for 30 MB of pages).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from benchmarks.selectors import pages
from filature.reading.html import Document
from filature.reading.html_decode import decode
from filature.selectors.scan import scan

Difference = tuple[str, "Found", frozenset[str]]
"""The side that alone has it, what it has, and the kinds that the other side reports at the place."""
_AROUND = 48
RULES = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of either side: kind (the peer's name for it), value to compare, and where it stands."""

    kind: str
    value: str
    start: int
    end: int

    def meets(self, other: Found) -> bool:
        """Whether both stand at one place, at least in part."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Rule:
    """What explains a difference: on which side, of which kinds; patterns on the value, on what stands there and on
    the text around it; which kinds the other side reports at the place."""

    reason: str
    side: str
    kinds: frozenset[str] | None
    value: re.Pattern[str]
    raw: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    over: frozenset[str]

    @classmethod
    def of(cls, listed: Mapping[str, Any]) -> Rule:
        """A rule as the file has it."""
        value, raw, before, after = (
            re.compile(listed.get(name, "")) for name in ("value", "raw", "before", "after")
        )
        kinds = frozenset(listed["kinds"]) if "kinds" in listed else None
        over = frozenset(listed.get("over", ()))
        return cls(listed["reason"], listed["side"], kinds, value, raw, before, after, over)

    def explains(self, side: str, one: Found, text: str, others: frozenset[str]) -> bool:
        """Whether a finding of ``side`` alone, with ``others`` at its place, is of this sort."""
        return (
            side == self.side
            and (self.kinds is None or one.kind in self.kinds)
            and self.value.search(one.value) is not None
            and self.raw.search(text[one.start : one.end]) is not None
            and self.before.search(text[max(0, one.start - _AROUND) : one.start]) is not None
            and self.after.match(text[one.end : one.end + _AROUND]) is not None
            and (not self.over or not self.over.isdisjoint(others))
        )


def theirs(searcher: Any, text: str, same: Mapping[str, Any]) -> Iterator[Found]:
    """What iocsearcher finds, its values as ours are written."""
    for kind, value, start, raw in searcher.search_raw(text):
        ending = same.get(kind, {}).get("add", "")
        yield Found(kind, _plain(value + ending), start, start + len(raw))


def ours(text: str) -> Iterator[Found]:
    """What the scan finds."""
    for mention in scan(text):
        yield Found(mention.kind, _plain(mention.value), mention.start, mention.end)


def _plain(value: str) -> str:
    return value.lower().rstrip("/")


def differences(peer: Sequence[Found], own: Sequence[Found], same: Mapping[str, Any]) -> Iterator[Difference]:
    """All that one side alone has; a value counts as the same where both stand at one place, at least in part."""
    back: dict[str, set[str]] = {}
    for kind, listed in same.items():
        for name in listed["ours"]:
            back.setdefault(name, set()).add(kind)
    for one in peer:
        at = [other for other in own if other.meets(one)]
        kinds = same.get(one.kind, {"ours": ()})["ours"]
        if not any(other.kind in kinds and other.value == one.value for other in at):
            yield "peer", one, frozenset(other.kind for other in at)
    for one in (one for one in own if one.kind in back):
        at = [other for other in peer if other.meets(one)]
        if not any(other.kind in back[one.kind] and other.value == one.value for other in at):
            yield "ours", one, frozenset(other.kind for other in at)


@dataclass(slots=True)
class Tally:
    """What the comparison of all pages comes to."""

    rules: Sequence[Rule]
    counts: Counter[tuple[str, str]]
    same: int = 0
    unexplained: int = 0

    def add(self, page: int, text: str, found: Sequence[Difference], show: bool) -> None:
        """Count the differences of one page; those without a rule are printed."""
        for side, one, others in found:
            rule = next((r for r in self.rules if r.explains(side, one, text, others)), None)
            if rule is not None:
                self.counts[side, rule.reason] += 1
                continue
            self.unexplained += 1
            around = repr(text[max(0, one.start - 30) : one.end + 20]) if show else ""
            print(
                f"no rule: {side} {one.kind} at {one.start} of page {page}, {one.end - one.start} characters {around}"
            )

    def report(self) -> None:
        """Print the counts by reason."""
        print(f"{self.same} the same")
        for (side, reason), count in sorted(self.counts.items(), key=lambda item: (item[0][0], -item[1])):
            print(f"{count:6} only {'iocsearcher' if side == 'peer' else 'the scan':12} {reason}")
        print(f"{self.unexplained:6} without a rule")


def main() -> int:
    """Print the counts by reason; exit code 1 when a difference has none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="the text around what has no rule")
    options = parser.parse_args()
    if find_spec("iocsearcher") is None:
        print("skipped: iocsearcher is not here to be compared with: pip install iocsearcher==3.1.0")
        return 0
    from iocsearcher.searcher import Searcher  # noqa: PLC0415

    listed, searcher = yaml.safe_load(RULES.read_text("utf-8")), Searcher()
    tally = Tally([Rule.of(one) for one in listed["rules"]], Counter())
    for number, body in enumerate(pages(options.folder)):
        text = Document(decode(body, "")).text
        peer = list(theirs(searcher, text, listed["same"]))
        found = list(differences(peer, list(ours(text)), listed["same"]))
        tally.same += len(peer) - sum(side == "peer" for side, _, _ in found)
        tally.add(number, text, found, options.show)
    tally.report()
    return 1 if tally.unexplained else 0


if __name__ == "__main__":
    raise SystemExit(main())
