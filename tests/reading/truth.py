"""Compare what the reader writes for the saved pages of Dream, Empire and Cryptonia with their expected values.

As a command (`python -m tests.reading.truth [DATA]`) it prints facts compared, equal, explained and wrong, for
each market and field, and exits 1 when one is wrong and not explained.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.reading.reads import Read, read_file
from tests.reading.truth_fields import FIELDS, KINDS

MARKETS = ("dream", "empire", "cryptonia")
EXPLAINED = Path(__file__).with_name("truth_explained.yaml")
_NOTHING = object()


@dataclass(frozen=True, slots=True)
class Fact:
    """One single value: where it stands, what is expected, what was read."""

    page: str
    field: str
    place: str
    expected: Any
    actual: Any

    @property
    def market(self) -> str:
        """The market, first part of the page's path."""
        return self.page.partition("/")[0]

    @property
    def equal(self) -> bool:
        """Whether both are the same; numbers to nine digits."""
        if isinstance(self.expected, int | float) and isinstance(self.actual, int | float):
            both_flags = isinstance(self.expected, bool) == isinstance(self.actual, bool)
            return both_flags and abs(self.expected - self.actual) <= 1e-9 * max(1, abs(self.expected))
        return bool(self.expected == self.actual)


def facts(data: Path) -> Iterator[Fact]:
    """Every expected single value of the three markets, and the kind of each page."""
    for market in MARKETS:
        expected = json.loads((data / "pages/truth" / f"{market}.json").read_text("utf-8"))
        for page, fields in expected.items():
            read = read_file(data / "pages" / page)
            yield Fact(page, "kind", "", KINDS.get(fields["kind"], fields["kind"]), read.page["kind"])
            for name, value in fields.items():
                if name != "kind":
                    yield from _single(page, name, "", value, _actual(read, market, name, value))


def _actual(read: Read, market: str, name: str, expected: Any) -> Any:
    return FIELDS[name](read, market, expected)


def _single(page: str, field: str, place: str, expected: Any, actual: Any) -> Iterator[Fact]:
    """The single values inside one field; an empty list or object counts as one."""
    if isinstance(expected, dict) and expected:
        for key, value in expected.items():
            inner = actual.get(key, _NOTHING) if isinstance(actual, dict) else _NOTHING
            yield from _single(page, field, f"{place}.{key}", value, inner)
    elif isinstance(expected, list) and expected:
        for number, value in enumerate(expected):
            long_enough = isinstance(actual, list) and len(actual) == len(expected)
            inner = actual[number] if long_enough else _NOTHING
            yield from _single(page, field, f"{place}[{number}]", value, inner)
    else:
        yield Fact(page, field, place, expected, None if actual is _NOTHING else actual)


def explained() -> dict[tuple[str, str], str]:
    """Why an expected value is not what the page says: (page, field and place) to the reason."""
    entries = yaml.safe_load(EXPLAINED.read_text("utf-8"))
    return {(e["page"], place): e["why"] for e in entries for place in e["places"]}


def report(found: list[Fact]) -> tuple[str, bool]:
    """The table, and whether all that differs is explained."""
    reasons = explained()
    counts: Counter[tuple[str, str, str]] = Counter()
    wrong, used = [], set()
    for fact in found:
        key = (fact.page, fact.field + fact.place)
        state = "equal" if fact.equal else "explained" if key in reasons else "wrong"
        used |= {key} if state == "explained" else set()
        counts[fact.market, fact.field, state] += 1
        if state == "wrong":
            wrong.append(
                f"{fact.page} {fact.field}{fact.place}: {fact.expected!r:.100}, read {fact.actual!r:.100}"
            )
    lines = [f"{'market':10} {'field':26} {'facts':>6} {'equal':>6} {'expl.':>6} {'wrong':>6}"]
    for market, field in [*sorted({key[:2] for key in counts}), ("", "all")]:
        states = [
            sum(n for k, n in counts.items() if k[2] == state and (not market or k[:2] == (market, field)))
            for state in ("equal", "explained", "wrong")
        ]
        lines.append(f"{market:10} {field:26} {sum(states):6} {states[0]:6} {states[1]:6} {states[2]:6}")
    stale = sorted(set(reasons) - used)
    lines += [f"wrong: {line}" for line in wrong]
    lines += [f"explained, but equal by now: {page} {place}" for page, place in stale]
    return "\n".join(lines), not wrong and not stale


def main() -> int:
    """Print the report; 1 when something is wrong and not explained."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[3] / "shared" / "data"
    text, good = report(list(facts(data)))
    sys.stdout.write(text + "\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
