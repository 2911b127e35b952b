"""Where identifiers may stand: the compiled loop marks every place in which any pattern matches, and what is left out of
a text is led back to its place."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.reading.html import Document
from filature.reading.html_decode import decode
from filature.selectors import hot_tables
from filature.selectors.cleaning import Cleaned
from filature.selectors.finding import compiled
from filature.selectors.hot import Hot, Marker
from filature.selectors.kind import Kind
from filature.selectors.kinds import all_kinds
from filature.selectors.marks import Marks
from filature.selectors.scan import Scanner

PATTERNS = [
    (pattern, mark) for kind in all_kinds() for pattern, mark in zip(kind.patterns, kind.marks, strict=True)
]
MARKED = Marker([mark for _, mark in PATTERNS], pays_from=0)
WHOLE = Marker([mark for _, mark in PATTERNS], pays_from=1 << 60)
PROSE = "It was said that nothing of the kind would ever be seen again by anyone in this town. "
PARTS = [e.text for kind in all_kinds() for e in kind.examples] + [
    r for kind in all_kinds() for r in kind.refused
]


def differences(text: str) -> list[str]:
    """The patterns that the marked parts of a text lose a match of, or that match in them alone."""
    data = text.encode()
    marked = MARKED.hot(data)
    lost = []
    for number, (pattern, _) in enumerate(PATTERNS):
        everywhere = list(Hot(data, [(0, len(data))], ()).spans(compiled(pattern)))
        found = list(marked.spans(compiled(pattern))) if number in marked.numbers else []
        if found != everywhere:
            lost.append(pattern)
    return lost


def test_every_kind_has_marks_of_its_own() -> None:
    assert [kind.name for kind in all_kinds() if not kind.marks or not all(kind.marks)] == []
    with pytest.raises(ValueError, match="2 patterns, 1 marks"):
        Scanner([replace(kind, marks=kind.marks[:1]) for kind in all_kinds() if len(kind.patterns) == 2][:1])


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_nothing_is_lost_of_an_example_in_a_long_text(kind: Kind) -> None:
    for example in kind.examples:
        text = PROSE * 3 + Cleaned(example.text).data.decode() + "\n" + PROSE * 3
        if "BEGIN PGP" not in text:
            assert differences(text) == []


@given(st.lists(st.one_of(st.sampled_from([p for p in PARTS if "BEGIN PGP" not in p]), st.text(max_size=12),
                          st.sampled_from([" ", "\n", PROSE, "é", "@", "://", ".", "+", "00", "0", "::", "<<"])), max_size=8))  # fmt: skip
def test_nothing_is_lost_in_any_text(parts: list[str]) -> None:
    assert differences("".join(parts)) == []


@given(st.text("0123456789abcdefABCDEF xyzT@.:+-/<>()_?#!", max_size=120))
def test_nothing_is_lost_in_dense_texts(text: str) -> None:
    assert differences(text) == []


def test_what_no_rule_speaks_of_is_left_out() -> None:
    assert MARKED.hot(PROSE.encode() * 10).numbers == []
    found = MARKED.hot((PROSE * 3 + "at www.quay.market now. " + PROSE).encode())
    assert list(found.spans(compiled(r"(?i)[a-z ]*quay"))) == [(len(PROSE) * 3 + 7, len(PROSE) * 3 + 11)]


def test_the_bodies_of_armour_are_left_out_either_way() -> None:
    body = (
        "BEGIN PGP MESSAGE-----\nVersion: 1\n\n"
        + "AAAA4111111111111111AAAA\n" * 3
        + "=abcd\n-----END PGP MESSAGE-----\n"
    )
    text = (PROSE + body + "4111111111111111 " + PROSE).encode()
    place = len(PROSE) + len(body)
    for marker in (MARKED, WHOLE):
        assert list(marker.hot(text).spans(compiled("4[0-9]{15}"))) == [(place, place + 16)]


def test_no_match_runs_from_one_part_into_the_next() -> None:
    joined = Hot(b"ab____cd", [(0, 2), (6, 8)], ())
    assert list(joined.spans(compiled(r"(?s)b.*c"))) == []
    assert list(joined.spans(compiled(r"[a-d]+"))) == [(0, 2), (6, 8)]


def test_marks_are_read_as_bits() -> None:
    marks = Marks(["dot|34", "26-28|~^bc#", "", "82-", "~^bc#|~wick"])
    (hint, bit), (other, second) = marks.hints
    assert (hint, other, bit == second) == ("^bc#", "wick", False)
    assert marks.numbers(0, 0, 0) == [2]
    assert marks.numbers(hot_tables.flag("dot"), 1 << 27, 0) == [0, 1, 2]
    assert marks.numbers(0, 1 << hot_tables.LONGEST, 1 << bit) == [1, 2, 3, 4]
    with pytest.raises(ValueError, match="fewer than 26"):
        Marks(["12"])
    with pytest.raises(ValueError, match="another hint"):
        hot_tables.grams([("abc*", 1), ("abcd", 2)])


@pytest.mark.slow
def test_the_same_is_found_on_real_pages_either_way(shared_data: Path) -> None:
    """Every page read by the loop, and whole: byte for byte the same."""
    assert MARKED.hot(b"www.quay.market").numbers  # the loop is loaded: a scanner uses it
    marked, whole = Scanner(all_kinds()), Scanner(all_kinds())
    whole._marker = _Unmarked()
    for path in sorted(p for p in (shared_data / "pages").rglob("*") if p.is_file()):
        text = Document(decode(path.read_bytes(), "")).text
        assert json.dumps([repr(m) for m in marked.scan(text)]) == json.dumps(
            [repr(m) for m in whole.scan(text)]
        ), path


class _Unmarked(Marker):
    """Tries all patterns on all of a text, whatever is loaded."""

    def __init__(self) -> None:
        super().__init__([""] * len(PATTERNS))
