"""A clean CSV of offers with the make-up of the real ones, from a seed: words, sellers, prices, places, dates.

python -m benchmarks.offers OUT.csv [--rows 1000000]
"""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path

HEADER = (
    "id",
    "title",
    "price",
    "vendor",
    "ships_from",
    "ships_to",
    "category",
    "date",
    "url",
    "description",
)
_PLACES = ("United States", "Germany", "Netherlands", "Worldwide", "Australia", "France", "")
_CATEGORIES = ("Books/Paper", "Books/Digital", "Garden/Seeds/Flowers", "Garden/Tools", "Services/Design")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def write(path: Path, rows: int, seed: int = 1) -> None:
    """Write ``rows`` offers, about 318 bytes each, by 3,000 sellers."""
    draw = random.Random(seed)
    words = ["".join(draw.choices(_LETTERS, k=draw.randint(2, 10))) for _ in range(4_000)]
    sellers = ["".join(draw.choices(_LETTERS + "_0123456789", k=draw.randint(4, 14))) for _ in range(3_000)]
    with path.open("w", newline="", encoding="utf-8") as sink:
        out = csv.writer(sink)
        out.writerow(HEADER)
        for number in range(rows):
            out.writerow((
                number, " ".join(draw.choices(words, k=draw.randint(3, 9))).capitalize(),
                f"USD {draw.randint(1, 900_000) / 100}", draw.choice(sellers), draw.choice(_PLACES),
                draw.choice(_PLACES), draw.choice(_CATEGORIES),
                f"2020-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}",
                f"http://shop.example/item/{number}", " ".join(draw.choices(words, k=draw.randint(5, 40))),
            ))  # fmt: skip


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    write(options.out, options.rows)


if __name__ == "__main__":
    main()
