"""Mapping files: none that nobody edited changes a result, and an edited one makes only its readers run again."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from filature import case as cases
from filature.pipeline.build import build
from filature.reading.mapping.mapping import shape
from filature.reading.mapping.proposing import propose_mapping
from filature.sources import adding
from filature.sources.relation import Relation
from tests.pipeline.test_build import Silent
from tests.tabular.making import Read

# One header; the dates of the first can only be day first, of the second month first, of the third either.
HEAD = "vendor,title,price,date\n"
DAY_FIRST = HEAD + "alba,article fictif,12 EUR,23/02/2031\nbruno,autre article,5 EUR,04/02/2031\n"
MONTH_FIRST = HEAD + "carla,item,7 USD,02/23/2031\ndario,other item,9 USD,02/04/2031\n"
EITHER = HEAD + "elio,third item,3 USD,02/04/2031\n"
OTHER = "seller;product;cost\nfleur;fourth item;8\n"
# No header at all: what a column holds is told from what stands in it.
BARE_FIRST = "alba,$12.00,A title that is long enough\nbruno,$5.00,Another title that is long\n"
BARE_SECOND = "A title that is long enough,carla,$7.50\nAnother title that is long,dario,$9.00\n"


def case_of(folder: Path, files: dict[str, str], names: list[str]) -> cases.Case:
    """A case with one intake for each of ``names``, in that order, built after each."""
    case = cases.create(folder, cases.Settings("test", "none: a test"))
    for name in names:
        path = folder.parent / "given" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[name], "utf-8")
        os.utime(path, (1_900_000_000, 1_900_000_000))
        adding.add(case.store, [str(path)])
        build(case, 2, Silent())
    return case


def tables_of(case: cases.Case) -> dict[str, str]:
    return {
        str(p.relative_to(case.tables)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in case.tables.rglob("*.parquet")
    }


@pytest.mark.parametrize(
    "files",
    [
        {"2031-03-01.csv": DAY_FIRST, "2031-03-02.csv": MONTH_FIRST, "2031-03-03.csv": EITHER},
        {"agora-1.csv": BARE_FIRST, "empire-2.csv": BARE_SECOND},
    ],
    ids=["header", "no header"],
)
def test_it_does_not_matter_which_table_of_a_header_was_seen_first(
    tmp_path: Path, files: dict[str, str]
) -> None:
    names = sorted(files)
    forth = case_of(tmp_path / "forth" / "case", files, names)
    back = case_of(tmp_path / "back" / "case", files, names[::-1])
    assert len(list((forth.inputs / "mappings").iterdir())) == 1
    assert any(name.startswith("offer_observation/") for name in tables_of(forth))
    assert tables_of(forth) == tables_of(back)


def test_each_table_of_a_header_is_read_by_its_own_dates(tmp_path: Path) -> None:
    read = {}
    for name, text in (("day", DAY_FIRST), ("month", MONTH_FIRST), ("either", EITHER)):
        made = Read(tmp_path / name, f"x/{name}.csv", text.encode())
        propose_mapping(made.record, made.folder / "captured", made.job)
        again = Read(tmp_path / name, f"x/{name}.csv", text.encode())
        read[name] = [str(m)[:10] for (m,) in again.values("offer_observation", "observed_at")]
    assert read == {
        "day": ["2031-02-23", "2031-02-04"],
        "month": ["2031-02-23", "2031-02-04"],
        "either": ["2020-05-06"],
    }


def test_the_mapping_files_consulted_are_named_with_their_digest(tmp_path: Path) -> None:
    name = f"mappings/{shape(Relation('', '', ('vendor', 'title', 'price', 'date')))}.yaml"
    read = Read(tmp_path, "x/t.csv", EITHER.encode())
    assert read.tally.inputs == {name: ""}
    written = propose_mapping(read.record, read.folder / "captured", read.job)
    assert written == tmp_path / "inputs" / name
    digest = hashlib.sha256(written.read_bytes()).hexdigest()
    assert Read(tmp_path, "x/t.csv", EITHER.encode()).tally.inputs == {name: digest}


def test_correcting_a_mapping_file_runs_only_the_readers_that_used_it(tmp_path: Path) -> None:
    files = {"first.csv": EITHER, "second.csv": OTHER}
    case = case_of(tmp_path / "case", files, sorted(files))
    untouched = {n: d for n, d in tables_of(case).items() if not n.startswith(("intake/", "coverage/"))}
    (edited,) = (case.inputs / "mappings").glob("seller-*.yaml")
    edited.write_text(edited.read_text("utf-8").replace("columns:", "currency: GBP\ncolumns:"), "utf-8")
    steps = build(case, 2, Silent())
    ran = [s.intake for s in steps if s.ran and s.intake]
    (second,) = [i for i in case.store.intake_ids() if case.store.manifest(i).records[0].size == len(OTHER)]
    assert ran == [second, second]  # its reader, and the scan of what that gave
    changed = {n for n, d in untouched.items() if tables_of(case).get(n) != d}
    assert {n.split("/")[1].split("-")[0] for n in changed if n.startswith("offer_observation/")} == {second}


def test_a_table_that_is_not_clean_far_down_has_its_mapping_proposed_all_the_same(tmp_path: Path) -> None:
    rows = "".join(f"v{i},Title {i},{i} EUR,01/02/2031\n" for i in range(60_000))
    data = (HEAD + rows + 'last,"Never closed,5 EUR,01/23/2031\n').encode()
    read = Read(tmp_path, "x/t.csv", data)
    assert propose_mapping(read.record, read.folder / "captured", read.job) is not None
    assert (read.tally.rows_in, read.tally.rejected) == (60_001, 0)
