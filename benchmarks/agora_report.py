"""Which values the pages of Agora do not give, counted for each field, each with its reason.

Usage: python -m benchmarks.agora_report [FOLDER] [--captured 2014-04-06]

FOLDER holds `listings`, `vendors`, `categories`, `users`, `other`, `front` and `forum`. A reason is looked for in the
source of the page, apart from the site file; a missing value without one is `unexplained`, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from filature.engine.rows import Rows
from filature.evidence.record import Record
from filature.reading.page import read_page
from filature.reading.sites import load

DATA = Path(__file__).parents[2] / "shared" / "data" / "pages" / "agora"
FOLDERS = ("listings", "vendors", "categories", "users", "other", "front", "forum")
UNEXPLAINED, PAGE = "unexplained", "(page)"
Reasons = dict[str, str]
FIELDS: dict[str, dict[str, dict[str, Reasons]]] = yaml.safe_load(
    (Path(__file__).parent / "agora_reasons.yaml").read_text("utf-8")
)


@dataclass(slots=True)
class Tally:
    """Rows seen for each kind and table, and missing values by kind, table, field and reason."""

    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    missing: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)

    def add(self, folder: str, source: str, rows: Rows) -> None:
        """Count one page."""
        kind = rows.of("page")[0]["kind"]
        self.kinds[folder, kind] += 1
        self.remarks.update(f"{r['place']}: {r['reason']}" for r in rows.of("rejection"))
        for table, fields in FIELDS.get(kind, {}).items():
            self._fields((kind, table), fields, source, rows.of(table))

    def _fields(
        self, of: tuple[str, str], fields: dict[str, Reasons], source: str, rows: list[dict[str, Any]]
    ) -> None:
        self.rows[of] += len(rows)
        for name, reasons in fields.items():
            missing = sum(row.get(name) in (None, []) for row in rows) if name != PAGE else not rows
            self._explain((*of, name), reasons, source, missing)

    def _explain(self, of: tuple[str, str, str], reasons: Reasons, source: str, missing: int) -> None:
        """Each reason explains as many missing values as the source bears it out; the rest have none."""
        for words, pattern in reasons.items():
            explained = min(missing, len(re.findall(pattern, source, re.S))) if missing else 0
            self.missing[*of, words] += explained
            missing -= explained
        self.missing[*of, UNEXPLAINED] += missing

    def lines(self) -> Iterator[str]:
        """The report, line by line."""
        for (folder, kind), count in sorted(self.kinds.items()):
            yield f"{folder:<11} read as {kind:<9} {count:>5} pages"
        for kind, tables in FIELDS.items():
            for table, fields in tables.items():
                yield f"\n{kind}: {self.rows[kind, table]} rows of {table}"
                for name in fields:
                    found = {r: n for (*of, r), n in self.missing.items() if of == [kind, table, name] and n}
                    lost = sum(found.values())
                    if name != PAGE:
                        yield f"  {name:<15} {self.rows[kind, table] - lost:>6} given, {lost:>5} missing"
                    yield from (f"      {count:>5} {reason}" for reason, count in sorted(found.items()))
        for remark, count in sorted(self.remarks.items()):
            yield f"\nremark {remark}: {count}"
        yield f"\n{self.unexplained} values missing without a reason, {sum(self.remarks.values())} remarks"

    @property
    def unexplained(self) -> int:
        """Missing values for which no reason was found."""
        return sum(count for (*_, reason), count in self.missing.items() if reason == UNEXPLAINED)


def read(path: Path, captured: str) -> Rows:
    """What the reader makes of a saved page."""
    body, name, rows = path.read_bytes(), "/".join(path.parts[-3:]), Rows()
    record = Record(
        intake_id="int_report", capture_id="cap_report", uri=f"file:{name}", sha256="", size=len(body), media_type="text/html",
        role="page", warc="", warc_offset=0, warc_length=0, captured_at=f"{captured}T00:00:00Z", source_path=name,
    )  # fmt: skip
    read_page(record, body, load(), rows)
    return rows


def main() -> int:
    """Print the report; 1 when a value is missing without a reason, 2 when the folder is not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=DATA)
    parser.add_argument(
        "--captured", default="2014-04-06", help="day of the capture, which ages are counted from"
    )
    options = parser.parse_args()
    paths = [path for name in FOLDERS for path in sorted((options.folder / name).glob("*")) if path.is_file()]
    if not paths:
        print(
            f"{options.folder} holds no pages of Agora: give the folder that holds {', '.join(FOLDERS)}.",
            file=sys.stderr,
        )
        return 2
    tally = Tally()
    for path in paths:
        tally.add(path.parent.name, path.read_text("utf-8", "replace"), read(path, options.captured))
    print("\n".join(tally.lines()))
    return 1 if tally.unexplained else 0


if __name__ == "__main__":
    raise SystemExit(main())
