"""The scan for all kinds of selectors against parsing the HTML of the text (at most 1 time) and against iocsearcher (at
least 100 times as fast), on the same text in the same run.

    python -m benchmarks.selectors FOLDER [--rounds 3] [--peer-bytes 300000]

FOLDER holds pages, as ../shared/data/pages. Each side is a process of its own, which tells what its work alone costs.
iocsearcher is so slow that it gets the first texts only; its speed is per byte.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from benchmarks.measure import Ratio, module
from filature.errors import Malformed
from filature.reading.html import Document
from filature.reading.html_decode import decode
from filature.reading.page import is_html

PARSE_LIMIT = 1.0
PEER_LIMIT = 100.0


def pages(folder: Path) -> Iterator[bytes]:
    """The HTML pages below ``folder``, in the order of their names."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        body = path.read_bytes()
        try:
            if is_html("", body):
                yield body
        except Malformed:
            continue


def prepare(folder: Path, scratch: Path, peer_bytes: int) -> tuple[int, int, int]:
    """Write the pages, their texts, and the texts for the slow peer; returns the bytes of each."""
    bodies = list(pages(folder))
    texts = [Document(decode(body, "")).text for body in bodies]
    few: list[str] = []
    for text in texts:
        if sum(map(len, few)) < peer_bytes:
            few.append(text)
    for name, listed in (("texts", texts), ("few", few)):
        (scratch / f"{name}.json").write_text(json.dumps(listed), "utf-8")
    (scratch / "pages.json").write_text(json.dumps([b.decode("latin-1") for b in bodies]), "utf-8")
    return sum(map(len, bodies)), _size(texts), _size(few)


def _size(texts: Sequence[str]) -> int:
    return sum(len(text.encode("utf-8", "replace")) for text in texts)


def run_scan(items: list[str]) -> None:
    """Our side: every identifier, checked, with its place. Each kind has found one before, so that its lists are loaded,
    and so is the compiled loop, and cycles are looked for as seldom as in a build."""
    from filature.engine.worker import OBJECTS  # noqa: PLC0415
    from filature.selectors import hot  # noqa: PLC0415
    from filature.selectors.kinds import all_kinds  # noqa: PLC0415
    from filature.selectors.scan import scan  # noqa: PLC0415

    gc.set_threshold(*OBJECTS)
    hot.load()
    for kind in all_kinds():
        for example in kind.examples:
            scan(example.text)
    _timed(lambda: [scan(text) for text in items])


def run_parse(items: list[str]) -> None:
    """Parse each page and throw the tree away."""
    bodies = [item.encode("latin-1") for item in items]
    _timed(lambda: [LexborHTMLParser(body) and None for body in bodies])


def run_peer(items: list[str]) -> None:
    """iocsearcher with all its rules."""
    from iocsearcher.searcher import Searcher  # noqa: PLC0415

    searcher = Searcher()
    _timed(lambda: [searcher.search_raw(item) for item in items])


SIDES = {"scan": run_scan, "parse": run_parse, "peer": run_peer}


def _timed(work: Callable[[], object]) -> None:
    """Print the CPU seconds of ``work``: what a process needs to begin is many times that, and would hide it."""
    began = time.process_time()
    work()
    print(time.process_time() - began)


def seconds(side: str, scratch: Path, name: str) -> float:
    """CPU seconds of one side on one file of items, in a process of its own, without what it needs to begin."""
    command = module("benchmarks.selectors", scratch / f"{name}.json", "--side", side)
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


def compare(folder: Path, rounds: int, peer_bytes: int, peer: bool) -> list[Ratio]:
    """Scan against parse, and the peer's speed against ours, as medians over ``rounds`` in turn."""
    found: list[Ratio] = []
    with tempfile.TemporaryDirectory(prefix="filature-bench-") as made:
        scratch = Path(made)
        html, text, few = prepare(folder, scratch, peer_bytes)
        print(
            f"{html / 1e6:.1f} MB of HTML, {text / 1e6:.1f} MB of text, {few / 1e6:.2f} MB for the slow peer"
        )
        ours, parse = zip(
            *[(seconds("scan", scratch, "texts"), seconds("parse", scratch, "pages")) for _ in range(rounds)],
            strict=True,
        )
        speed, parsed = text / statistics.median(ours), html / statistics.median(parse)
        print(f"scan {speed / 1e6:.1f} MB/s of text, parse {parsed / 1e6:.0f} MB/s of HTML")
        ratio = statistics.median(a / b for a, b in zip(ours, parse, strict=True))
        found.append(Ratio("scan of the text, to parsing its HTML", ratio, ratio, PARSE_LIMIT, 0))
        if peer and find_spec("iocsearcher") is None:
            # Not among the extras: what it asks for cannot be locked with hashes (an extra of `eth-hash`).
            print("iocsearcher is not here to be measured: pip install iocsearcher==3.1.0")
        elif peer:
            slow = statistics.median(seconds("peer", scratch, "few") for _ in range(rounds)) / few
            gain = slow / (statistics.median(ours) / text)
            print(f"iocsearcher {1e-6 / slow:.3f} MB/s: {gain:.0f} times slower, limit {PEER_LIMIT:.0f}")
            found.append(
                Ratio("limit of iocsearcher to its measure", PEER_LIMIT / gain, PEER_LIMIT / gain, 1.0, 0)
            )
    return found


def main() -> int:
    """Print the figures; exit code 1 when one is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer-bytes", type=int, default=300_000)
    parser.add_argument("--no-peer", action="store_true", help="only against parsing")
    parser.add_argument("--side", choices=sorted(SIDES), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        items: list[str] = json.loads(options.folder.read_text("utf-8"))
        SIDES[options.side](items)
        return 0
    ratios = compare(options.folder, options.rounds, options.peer_bytes, not options.no_peer)
    for ratio in ratios:
        print(ratio.line())
    return 0 if all(ratio.kept for ratio in ratios) else 1


if __name__ == "__main__":
    raise SystemExit(main())
