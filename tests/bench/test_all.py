"""`python -m benchmarks`: one table of all benchmarks, and its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks import add, measure, offers, reading, tables
from benchmarks.measure import Ratio

GOOD = Ratio("add, some", 1.2, 1.449, 1.5, 100_000_000)
TABLE = """\
| benchmark                                    |         CPU |        wall |       limit |     verdict | peak memory |
| ---                                          |        ---: |        ---: |        ---: |         --- |        ---: |
| add, some                                    |       1.20x |       1.45x |        1.5x |      within |      100 MB |
"""


def give(monkeypatch: pytest.MonkeyPatch, *ratios: Ratio) -> list[tuple[object, ...]]:
    asked: list[tuple[object, ...]] = []

    def measured(*options: object) -> Iterator[Ratio]:
        asked.append(options)
        yield from ratios

    monkeypatch.setattr(bench, "measure", measured)
    return asked


def test_the_table_is_printed_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = give(monkeypatch, GOOD)
    assert bench.main(["--out", str(tmp_path / "report.md"), "--rounds", "1"]) == 0
    assert capsys.readouterr().out == TABLE
    assert (tmp_path / "report.md").read_text("utf-8") == TABLE
    assert asked == [(bench.SHORT, None, 1, 2, 1)]


@pytest.mark.parametrize(
    "over",
    [
        Ratio("cpu", 1.6, 1.0, 1.5, 1),
        Ratio("wall", 1.0, 1.6, 1.5, 1),
        Ratio("memory", 1.0, 1.0, 1.5, 1_500_000_001),
    ],
    ids=lambda r: r.name,
)
def test_one_limit_that_is_not_kept_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], over: Ratio
) -> None:
    give(monkeypatch, GOOD, over, GOOD)
    assert bench.main(["--full"]) == 1
    assert [line.split("|")[5].strip() for line in capsys.readouterr().out.splitlines()[2:]] == [
        "within", "OVER", "within",
    ]  # fmt: skip


def test_each_benchmark_runs_at_each_size_on_input_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def on_folder(name: str, folder: Path) -> Ratio:
        size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
        seen.append((name, folder.name, size >= 1_000_000))
        return GOOD

    def on_table(path: Path, threads: int, rounds: int) -> Ratio:
        seen.append(("tables", f"{threads} {rounds}", path.read_text("utf-8").count("\n") == 11))
        return GOOD

    monkeypatch.setattr(add, "ratio", lambda folder, rounds: on_folder("add", folder))
    monkeypatch.setattr(reading, "ratio", lambda folder, rounds, threads: on_folder("reading", folder))
    monkeypatch.setattr(tables, "ratio", on_table)
    assert list(bench.measure(((1, 10),), None, 3, 2, 1)) == [GOOD] * 3
    assert seen == [
        ("add", "1 MB generated", True), ("reading", "1 MB generated", True), ("tables", "2 3", True),
    ]  # fmt: skip


def test_the_benchmarks_of_tables_and_add_run(tmp_path: Path) -> None:
    offers.write(tmp_path / "offers.csv", 50)
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "page.html").write_text("<html><title>Une page</title></html>", "utf-8")
    assert tables.ratio(tmp_path / "offers.csv", 1, 1).cpu > 0
    assert add.ratio(tmp_path / "given", 1).wall > 0


def test_cost_counts_children_and_tells_a_failure() -> None:
    spent = measure.cost(measure.module("timeit", "-n", "1", "-r", "1", "sum(range(10**7))"))
    assert spent.cpu > 0.05
    assert spent.wall > 0.05
    with pytest.raises(Exception, match="returned non-zero exit status 3"):
        measure.cost(measure.shell("exit 3"))
