"""Rows found by array operations and rows read value by value are the same rows, whatever the values are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filature.sources.databases import inserts
from filature.sources.databases.copying import scan_lines
from filature.sources.databases.tuples import scan
from tests.databases.collecting import Collect, collect

TEXTS = st.text(st.sampled_from("'\\\"`,();$/*#-abéE \t\n\r;N\x1a😀nrt0Z%"), max_size=12)
NUMBERS = st.one_of(st.integers(-(10**6), 10**6).map(str), st.sampled_from(["1e5", "-0.5", "+3", ".5"]))
GAPS = st.sampled_from([",", ", ", ",\n", " ,\r\n\t", ",/* ' ( */", ",-- '\n"])
MODES = {"as it is": (16, 2048), "one by one": (1 << 30, 1 << 30), "all at once": (0, 1)}


def mysql(text: str) -> str:
    """A text as MySQL's programs write it."""
    for sign, escape in (("\\", "\\\\"), ("'", "\\'"), ("\n", "\\n"), ("\r", "\\r"), ("\x1a", "\\Z")):
        text = text.replace(sign, escape)
    return f"'{text}'"


def standard(text: str) -> str:
    """A text as the standard writes it."""
    return "'" + text.replace("'", "''") + "'"


def value(kind: str) -> st.SearchStrategy[tuple[str, str | None]]:
    """How a value is written, and what it stands for."""
    quote = mysql if kind == "mysql" else standard
    forms = [TEXTS.map(lambda t: (quote(t), t)), NUMBERS.map(lambda n: (n, n)), st.just(("NULL", None))]
    if kind == "mysql":
        forms += [st.just(('"a\\"b"', 'a"b')), st.just(("0x6162", "ab")), st.just(("_binary 'x'", "x"))]
    if kind == "postgres":
        forms += [
            st.just(("E'a\\'b'", "a'b")),
            st.just(("$$a'b$$", "a'b")),
            st.just(("'x'::text", "x")),
            st.just(("true", "true")),
        ]
    return st.one_of(forms)


Dump = tuple[str, str, dict[str, list[tuple[str | None, ...]]]]


@st.composite
def dumps(draw: st.DrawFn) -> Dump:
    """A kind of dump, its text, and its rows by table: statements of one row and of many, on two tables in turn."""
    kind = draw(st.sampled_from(["mysql", "postgres", "sqlite_dump"]))
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(value(kind), min_size=width, max_size=width), min_size=1, max_size=60))
    quote = '"' if kind == "postgres" else "`"
    form = draw(
        st.sampled_from(["INSERT INTO # VALUES ", f"INSERT INTO # ({', '.join('abcd'[:width])}) VALUES\n"])
    )
    names = draw(st.sampled_from([("t", "t"), ("t", "u"), ("o'd", "u")]))
    wanted: dict[str, list[tuple[str | None, ...]]] = {}
    parts, table = [], ""
    for row in rows:
        if table and draw(st.booleans()):
            lead = draw(GAPS)
        else:
            table, ends = draw(st.sampled_from(names)), ";\n" if table else ""
            lead = ends + form.replace("#", f"{quote}{table}{quote}")
        parts.append(f"{lead}({draw(st.sampled_from([',', ', '])).join(written for written, _ in row)})")
        wanted.setdefault(table, []).append(tuple(meant for _, meant in row))
    return kind, "".join(parts) + ";\n", wanted


@settings(max_examples=300, deadline=None)
@given(dumps())
def test_the_three_ways_agree(dump: Dump) -> None:
    """All rows, as they were written: at once, one by one, and in the mixture that is used."""
    kind, text, wanted = dump
    before = inserts._SINGLE
    for mode, single in MODES.items():
        inserts._SINGLE = single
        try:
            found = collect(text.encode(), kind)
        finally:
            inserts._SINGLE = before
        assert found.tables == wanted, mode
        assert found.rejects == [], mode


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.integers(1, 3), st.booleans(), st.booleans())
def test_a_scan_of_anything_stays_inside(data: bytes, width: int, backslash: bool, escapes: bool) -> None:
    """Whatever the bytes are, the scan ends, and the rows that it takes lie in them in order."""
    data = b"(" + data.replace(b"x", b"(").replace(b"y", b",").replace(b"z", b")")
    found = scan(data, 0, len(data), width=width, glue=b";\nI t V ", backslash=backslash, escapes=escapes)
    edges = [
        edge
        for row in zip(found.starts.tolist(), found.ends.tolist(), strict=True)
        for pair in zip(*row, strict=True)
        for edge in pair
    ]
    assert edges == sorted(edges) and all(0 < e <= found.stop <= len(data) for e in edges)


def test_a_scan_takes_plain_rows_and_stops_at_the_first_other() -> None:
    """What it takes and where it stops, on one block for each thing that ends a run."""
    cases = {
        b"(1,'a,b)('),\n\t('x\\'','')": (2, b""),
        b"(1,2),(3,4,5)": (1, b",(3,4,5)"),
        b"(1,2),(3,f(4))": (1, b",(3,f(4))"),
        b"(1,2),(3,": (1, b",(3,"),
        b"(1,2) x (3,4)": (1, b" x (3,4)"),
        b"(1,2),/* ' */(3,4)": (1, b",/* ' */(3,4)"),
        b'(1,2),(3,"4")': (1, b',(3,"4")'),
        b"(1,--2\n),(3,4)": (0, b"(1,--2\n),(3,4)"),
        b"(1,-2);I t(a,b) V (3,-4);I t(a,b) V (5,6);X": (3, b";X"),
        b"(1,2);;;;I t(a,b) V (3,4)": (1, b";;;;I t(a,b) V (3,4)"),
        b"(1,2)),(3,4)": (1, b"),(3,4)"),
    }
    for data, (rows, rest) in cases.items():
        found = scan(data, 0, len(data), width=2, glue=b";I t(a,b) V ", backslash=True, escapes=False)
        assert (len(found.starts), data[found.stop :]) == (rows, rest), data


def copied(text: str | None) -> str:
    """A field of COPY's text format."""
    if text is None:
        return "\\N"
    for sign, escape in (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(sign, escape)
    return text


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 3).flatmap(lambda w: st.lists(st.tuples(*[st.none() | TEXTS] * w), max_size=40)),
    st.booleans(),
)
def test_copy(rows: list[tuple[str | None, ...]], windows: bool) -> None:
    """Fields of COPY come out as they went in, with the line ends of either kind of system."""
    width = len(rows[0]) if rows else 2
    end = "\r\n" if windows else "\n"
    lines = "".join("\t".join(map(copied, row)) + end for row in rows)
    text = f"COPY t ({', '.join('abc'[:width])}) FROM stdin;{end}{lines}\\.{end}SELECT 1;{end}"
    found: Collect = collect(text.encode(), "postgres", 50)
    assert (found.tables.get("t", []), found.rejects) == (rows, [])


@pytest.mark.parametrize("width", [1, 2])
def test_lines_with_a_wrong_number_of_fields(width: int) -> None:
    """Their places are told, the others are taken, and the scan ends behind the end mark."""
    data = b"1\n2\t3\n\n\\.\nrest"
    found = scan_lines(data, 0, len(data), width)
    wrong = [data[a:b] for a, b in found.wrong]
    assert (wrong, len(found.starts), found.ended, data[found.stop :]) == (
        ([b"2\t3"], 2, True, b"rest") if width == 1 else ([b"1", b""], 1, True, b"rest")
    )
