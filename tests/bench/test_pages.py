"""The generated pages of the benchmark: distinct, equal for equal seeds, shaped as said."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import shape
from benchmarks.draw import Draw
from benchmarks.pages import generate, write_folder, write_warc


@cache
def _draw() -> Draw:
    return Draw(1)


def _filled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **sources: str) -> str:
    for name, source in sources.items():
        (tmp_path / f"{name}.html").write_text(source, encoding="utf-8")
    monkeypatch.setattr(shape, "FOLDER", tmp_path)
    out: list[str] = []
    shape.load(next(iter(sources)))(_draw(), out, {})
    return "".join(out)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a{ b } 100%", "a{ b } 100%"),
        ("{{x:int 7 7}}-{{=x}}", "7-7"),
        ("{{*3 3 3}}[{{count}}]{{/}}", "[1][2][3]"),
        ("{{*2 2 2}}{{*1 1 1}}({{n:int 4 4}}){{/}}{{=n}}{{/}}.", "(4)4(4)4."),
        ("{{?1}}yes{{/}}{{?0}}no{{/}}!", "yes!"),
        ("{{*0 0 0}}never{{/}}", ""),
    ],
)
def test_slots_repeats_and_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, source: str, expected: str
) -> None:
    """The small language of the shapes."""
    assert _filled(monkeypatch, tmp_path, shape=source) == expected


def test_one_of_several_parts_stands_on_many_pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A menu is the same on each page, and what it remembered is known behind it; a choice of three gives three."""
    filled = _filled(monkeypatch, tmp_path, one="{{*90 90 90}}{{@1}}{{n:int 1 999999}}{{/}}={{=n}};{{/}}")
    assert len({*filled.split(";")[:-1]}) == 1
    assert filled.split(";")[0].partition("=")[0] == filled.split(";")[0].partition("=")[2]
    several = _filled(monkeypatch, tmp_path, two="{{*90 90 90}}{{@3}}{{int 1 999999}}{{/}};{{/}}")
    assert len({*several.split(";")[:-1]}) == 3


def test_a_shape_may_hold_another(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is remembered in an included shape is known after it; a block that was never opened is an error."""
    assert _filled(monkeypatch, tmp_path, one="<{{>two}}>{{=a}}", two="{{a:int 3 3}}") == "<3>3"
    with pytest.raises(ValueError, match="never opened"):
        _filled(monkeypatch, tmp_path, bad="x{{/}}y")


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_counts_stay_between_their_ends(low: int, more: int, most: int) -> None:
    """`spread` keeps to its limits, and half of what it gives lies on either side of the median."""
    draw = _draw()
    counts = [draw.spread(low, low + more, low + more + most) for _ in range(200)]
    assert low <= min(counts) <= max(counts) <= low + more + most
    assert 60 <= sum(c <= low + more for c in counts) <= 200


def test_pages_are_distinct_and_equal_for_equal_seeds() -> None:
    """The same seed gives the same pages; no two pages are alike; another seed gives others."""
    one, two = list(generate(3_000_000, 1)), list(generate(3_000_000, 1))
    assert one == two
    assert len({p.payload for p in one}) == len(one) > 100
    assert 3_000_000 <= sum(len(p.payload) for p in one) < 3_300_000
    assert next(generate(1, 2)).payload != one[0].payload
    assert Counter(p.shape for p in one).most_common(2)[0][0] == "agora_listing"
    assert all(b"{{" not in p.payload for p in one)


def test_a_folder_and_a_warc_hold_the_same_pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Both forms give back what was generated, byte for byte; a full WARC is followed by another."""
    monkeypatch.setattr("benchmarks.pages.PER_WARC", 250_000)
    pages = list(islice(generate(400_000, 3), 20))
    assert write_folder(tmp_path / "folder", iter(pages)) == sum(len(p.payload) for p in pages)
    assert write_warc(tmp_path / "warc", iter(pages)) == sum(len(p.payload) for p in pages)
    files = {p.name: p.read_bytes() for p in (tmp_path / "folder").rglob("*") if p.is_file()}
    assert files == {f"{p.shape}_{p.number}": p.payload for p in pages}
    found = []
    for file in sorted((tmp_path / "warc").iterdir()):
        with file.open("rb") as source:
            found += [(r.headers["WARC-Target-URI"], r.reader.read()) for r in ArchiveIterator(source)]
    assert found == [(f"http://benchmark.invalid/{p.shape}/{p.number}", p.payload) for p in pages]
    assert len(list((tmp_path / "warc").iterdir())) == 2
