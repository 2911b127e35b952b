"""A build gives the same bytes each time, and touches only what it must."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from filature import case as cases
from filature.pipeline.build import build
from filature.pipeline.freshness import Freshness
from filature.pipeline.listener import Step
from filature.pipeline.stage import Stage
from filature.sources import adding
from tests.pipeline.keys import same_key

CSV = "vendor,title,price,date\nalba,article fictif 1,12.50 EUR,2031-02-03\nbruno,article fictif 2,$7,2031-02-03\n"


class Silent:
    """A listener that remembers what began."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, str]] = []

    def begin(self, stage: Stage, intake: str, items: int) -> None:
        self.begun.append((stage.name, intake))

    def advance(self, items: int) -> None:
        pass


def page(number: int) -> str:
    return f"<html><title>Page {number}</title><body><h1>Article {number}</h1><p>{'texte ' * 200}{number}</p></body></html>"


@pytest.fixture
def material(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders to take in: pages and a table, then more pages."""
    first, second = tmp_path / "2031-02-03", tmp_path / "2031-02-10"
    for folder, numbers in ((first, range(40)), (second, range(40, 60))):
        folder.mkdir()
        for number in numbers:
            (folder / f"page {number}.html").write_text(page(number), "utf-8")
    (first / "market.csv").write_text(CSV, "utf-8")
    return first, second


def new_case(folder: Path) -> cases.Case:
    return cases.create(folder, cases.Settings("test", "none: a test"))


def take(case: cases.Case, *paths: Path) -> str:
    added = adding.add(case.store, [str(p) for p in paths])
    assert added.intake_id is not None
    return added.intake_id


def run(case: cases.Case, threads: int = 2) -> dict[tuple[str, str], bool]:
    """Build; which step ran."""
    steps: list[Step] = build(case, threads, Silent())
    return {(s.stage, s.intake): s.ran for s in steps}


def digests(case: cases.Case) -> dict[str, str]:
    return {
        str(p.relative_to(case.tables)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(case.tables.rglob("*"))
        if p.is_file()
    }


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_a_rebuild_gives_the_same_bytes(tmp_path: Path, material: tuple[Path, Path], threads: int) -> None:
    case = new_case(tmp_path / "case")
    take(case, *material)
    run(case)
    before = digests(case)
    shutil.rmtree(case.tables)
    run(cases.open_case(case.folder), threads)
    assert digests(case) == before
    assert any(name.startswith("page/") for name in before)
    assert any(name.startswith("offer_observation/") for name in before)


def test_the_order_of_intakes_does_not_matter(tmp_path: Path, material: tuple[Path, Path]) -> None:
    first, second = new_case(tmp_path / "a"), new_case(tmp_path / "b")
    for case in (first, second):
        same_key(case.inputs)
    for path in material:
        take(first, path)
        run(first)
    for path in reversed(material):
        take(second, path)
        run(second)
    assert digests(first) == digests(second)


def test_a_second_intake_touches_only_what_it_must(tmp_path: Path, material: tuple[Path, Path]) -> None:
    case = new_case(tmp_path / "case")
    old = take(case, material[0])
    assert all(run(case).values())
    new = take(case, material[1])
    ran = run(case)
    assert {key for key, did in ran.items() if not did} == {
        (s, old) for s in ("captures", "pages", "tables", "databases", "mentions")
    }
    assert all(ran[stage, new] for stage in ("captures", "pages"))
    assert not any(run(case).values())


def test_a_changed_mapping_makes_only_the_tables_stale(tmp_path: Path, material: tuple[Path, Path]) -> None:
    case = new_case(tmp_path / "case")
    intake = take(case, material[0])
    run(case)
    mapping = next((case.inputs / "mappings").glob("*.yaml"))
    mapping.write_text(mapping.read_text("utf-8") + "\n# read by a person\n", "utf-8")
    stale = {(s.name, i) for s, i in Freshness(case).stale()}
    assert {key for key in stale if key[1]} <= {("tables", intake)}


def test_a_table_file_that_vanished_is_made_again(tmp_path: Path, material: tuple[Path, Path]) -> None:
    case = new_case(tmp_path / "case")
    intake = take(case, material[0])
    run(case)
    before = digests(case)
    next((case.tables / "page").iterdir()).unlink()
    (case.tables / "page" / "left-by-nobody.parquet").write_bytes(b"PAR1")
    ran = run(case)
    assert ran["pages", intake]
    assert not ran["captures", intake]
    assert digests(case) == before


def test_a_stamp_that_is_no_json_counts_as_none(tmp_path: Path, material: tuple[Path, Path]) -> None:
    case = new_case(tmp_path / "case")
    intake = take(case, material[0])
    run(case)
    before = digests(case)
    (case.tables / ".stages" / f"{intake}.pages.json").write_text("{", "utf-8")
    assert run(case)["pages", intake]
    assert digests(case) == before


def test_what_a_killed_build_left_is_removed(tmp_path: Path, material: tuple[Path, Path]) -> None:
    case = new_case(tmp_path / "case")
    take(case, material[0])
    (case.tables / ".build-999999999-x" / "page").mkdir(parents=True)
    run(case)
    assert not list(case.tables.glob(".build-*"))


def test_rows_in_are_rows_out_and_rejected(tmp_path: Path, material: tuple[Path, Path]) -> None:
    case = new_case(tmp_path / "case")
    broken = tmp_path / "broken.html"
    broken.write_text("<html>" + "<div>" * 100_000, "utf-8")
    intake = take(case, material[0], broken)
    run(case)
    rows = (
        case.connect()
        .execute("select intake_id, captures, rows_in, rows_out, rows_rejected from intake")
        .fetchall()
    )
    assert rows == [(intake, 42, 43, 42, 1)]
    rejected = case.connect().execute("select stage, reason, rows from rejection where rows > 0").fetchall()
    assert rejected == [("pages", "too_deep", 1)]


def test_the_journal_says_what_was_built_once(tmp_path: Path, material: tuple[Path, Path]) -> None:
    case = new_case(tmp_path / "case")
    take(case, material[0])
    run(case)
    run(case)
    lines = [json.loads(line) for line in case.store.journal.path.read_text("utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["case", "intake", "build"]
    stamps = {
        p.stem: hashlib.sha256(p.read_bytes()).hexdigest() for p in (case.tables / ".stages").glob("*.json")
    }
    assert lines[-1]["stamps"] == stamps
