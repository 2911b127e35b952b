"""Generate distinct pages with the structure of real ones: the input of the benchmark of `reading`.

    python -m benchmarks.pages OUT --megabytes 500 --seed 1 [--warc]

The shapes (elements, classes, counts, sizes) follow pages of Agora, Empire, Cryptonia and Dream; all text is
invented. Pages come in folders of a thousand, or with --warc in WARC files of a hundred megabytes each.
"""

from __future__ import annotations

import argparse
import io
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import UUID

import yaml
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.draw import Draw
from benchmarks.shape import FOLDER, load

PER_FOLDER = 1_000
PER_WARC = 100_000_000
MOMENT = "2024-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Generated:
    """A generated page: its number, the shape that it has, its bytes."""

    number: int
    shape: str
    payload: bytes


def generate(size: int, seed: int) -> Iterator[Generated]:
    """Pages of at least ``size`` bytes altogether; equal for equal seeds."""
    mix: dict[str, int] = yaml.safe_load((FOLDER / "mix.yaml").read_text(encoding="utf-8"))
    shapes = {name: load(name) for name in mix}
    rng, draw = random.Random(f"filature benchmark mix {seed}"), Draw(seed)
    names, weights = list(mix), list(mix.values())
    for number in count():
        if size <= 0:
            return
        name = rng.choices(names, weights)[0]
        out: list[str] = []
        shapes[name](draw, out, {})
        payload = "".join(out).encode()
        size -= len(payload)
        yield Generated(number, name, payload)


def write_folder(out: Path, pages: Iterator[Generated]) -> int:
    """One file for each page, without an extension; returns the bytes of all pages."""
    written = 0
    for page in pages:
        folder = out / f"2024-01-01_{page.number // PER_FOLDER:04d}"
        if page.number % PER_FOLDER == 0:
            folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{page.shape}_{page.number}").write_bytes(page.payload)
        written += len(page.payload)
    return written


def write_warc(out: Path, pages: Iterator[Generated]) -> int:
    """WARC files, gzipped by record, of about `PER_WARC` bytes of pages each; returns the bytes of all pages."""
    out.mkdir(parents=True, exist_ok=True)
    written = 0
    page = next(pages, None)
    for file in count():
        if page is None:
            break
        with (out / f"pages-{file:04d}.warc.gz").open("wb") as sink:
            writer, full = WARCWriter(sink, gzip=True), written + PER_WARC
            while page is not None and written < full:
                writer.write_record(_record(writer, page))
                written += len(page.payload)
                page = next(pages, None)
    return written


def _record(writer: WARCWriter, page: Generated) -> object:
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    fixed = {"WARC-Date": MOMENT, "WARC-Record-ID": f"<urn:uuid:{UUID(int=page.number, version=4)}>"}
    return writer.create_warc_record(
        f"http://benchmark.invalid/{page.shape}/{page.number}",
        "response",
        io.BytesIO(page.payload),
        len(page.payload),
        http_headers=head,
        warc_headers_dict=fixed,
    )


def main() -> None:
    """Write the pages and print how many bytes in which time."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--warc", action="store_true", help="write WARC files instead of a folder of pages")
    options = parser.parse_args()
    began = time.perf_counter()
    pages = generate(options.megabytes * 1_000_000, options.seed)
    written = (write_warc if options.warc else write_folder)(options.out, pages)
    seconds = time.perf_counter() - began
    print(f"{written / 1e6:.0f} MB of pages in {seconds:.1f} s: {written / 1e6 / seconds:.0f} MB/s")


if __name__ == "__main__":
    main()
