"""Every benchmark against its limit, in one table: `add`, `reading`, `tables`.

    python -m benchmarks [--full] [--rounds 3] [--threads 2] [--seed 1] [--out FILE]

The input is generated from the seed; real pages are measured too where FOLDER of them is given with --pages. With
--full each runs on a tenth of its input and on the whole, 500 MB of pages and 1,500,000 rows, so that the last column
shows whether memory stays flat. A limit is kept when CPU seconds and wall clock keep it and memory stays under 1.5 GB.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import add, offers, pages, reading, tables
from benchmarks.measure import Ratio

MEGABYTE = 1_000_000
MOST_MEMORY = 1_500 * MEGABYTE
# Megabytes of pages and rows of a table.
SHORT, FULL = ((50, 300_000),), ((50, 150_000), (500, 1_500_000))
_COLUMNS = ("benchmark", "CPU", "wall", "limit", "verdict", "peak memory")
_RULE = ("---", "---:", "---:", "---:", "---", "---:")


def measure(
    sizes: tuple[tuple[int, int], ...], real: Path | None, rounds: int, threads: int, seed: int
) -> Iterator[Ratio]:
    """One ratio for each benchmark and each size; what is generated is removed again."""
    if real:
        yield from _on_pages(real, rounds, threads)
    for megabytes, rows in sizes:
        with tempfile.TemporaryDirectory(prefix="filature-bench-") as scratch:
            folder = Path(scratch) / f"{megabytes} MB generated"
            pages.write_folder(folder, pages.generate(megabytes * MEGABYTE, seed))
            yield from _on_pages(folder, rounds, threads)
        with tempfile.TemporaryDirectory(prefix="filature-bench-") as scratch:
            path = Path(scratch) / "offers.csv"
            offers.write(path, rows, seed)
            yield tables.ratio(path, threads, rounds)


def _on_pages(folder: Path, rounds: int, threads: int) -> Iterator[Ratio]:
    yield add.ratio(folder, rounds)
    yield reading.ratio(folder, rounds, threads)


def kept(ratio: Ratio) -> bool:
    """Whether the ratio keeps its limit and the memory that of all."""
    return ratio.kept and ratio.peak <= MOST_MEMORY


def row(ratio: Ratio) -> str:
    """A row of the table."""
    return _row(
        ratio.name,
        f"{ratio.cpu:.2f}x",
        f"{ratio.wall:.2f}x",
        f"{ratio.limit}x",
        "within" if kept(ratio) else "OVER",
        f"{ratio.peak / MEGABYTE:,.0f} MB",
    )


def head() -> str:
    """The first two lines of the table."""
    return f"{_row(*_COLUMNS)}\n{_row(*_RULE)}"


def _row(*cells: str) -> str:
    name, *figures = cells
    return f"| {name:<44} | {' | '.join(f'{cell:>11}' for cell in figures)} |"


def main(arguments: list[str] | None = None) -> int:
    """Print the table, row by row, and write it to --out; 1 when a limit is not kept, 2 when --pages is no folder."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true", help="the sizes of the issue: an hour and more")
    parser.add_argument("--pages", type=Path, help="a folder of real pages to measure as well")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="write the table to this file (Markdown)")
    options = parser.parse_args(arguments)
    if options.pages and not options.pages.is_dir():
        parser.error(f"{options.pages} is no folder")
    lines, over = [head()], 0
    print(lines[0], flush=True)
    sizes = FULL if options.full else SHORT
    for ratio in measure(sizes, options.pages, options.rounds, options.threads, options.seed):
        lines.append(row(ratio))
        over += not kept(ratio)
        print(lines[-1], flush=True)
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())
