"""Whatever a page did to a block, the key in it is found; and nothing is ever found that was not there."""

from __future__ import annotations

import quopri
from collections.abc import Callable
from html import escape
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filature.selectors.finding import find
from filature.selectors.kind import FORM_ONLY, PASSED
from filature.selectors.kinds import all_kinds
from tests.selectors.pgp.made import BEGIN, END, KEY, armoured, hits, public

BLOCK = next(kind for kind in all_kinds() if kind.name == "pgp_block")
Lines = list[str]

HEADERS: tuple[tuple[str, ...], ...] = (
    (),
    ("Version: GnuPG v2.0.22 (MingW32)",),
    ("Version: GnuPG/MacGPG2 v2.0.20 (Darwin)", "Comment: GPGTools - http://gpgtools.org"),
    ("Version: BCPG C# v1.6.1.0", "Charset: UTF-8"),
    ("Comment: mx, xm, lm: a word that begins as a body does",),
)
CHECKSUMS: dict[str, Callable[[Lines], Lines]] = {
    "kept": lambda lines: lines,
    "missing": lambda lines: [line for line in lines if not (line.startswith("=") and len(line) == 5)],
    "wrong": lambda lines: ["=AAAA" if line.startswith("=") and len(line) == 5 else line for line in lines],
}
EDGES: dict[str, Callable[[Lines], Lines]] = {
    "kept": lambda lines: lines,
    "long dashes": lambda lines: [line.replace("-----", "———") if "PGP" in line else line for line in lines],
    "no dashes": lambda lines: [line.strip("-") for line in lines],
    "fewer dashes": lambda lines: [line.replace("-----", "--") for line in lines],
    "more dashes": lambda lines: [line.replace("-----", "----------") for line in lines],
    "small letters": lambda lines: [
        line.lower() if "PGP" in line and "KEY" in line else line for line in lines
    ],
    "no end": lambda lines: lines[:-1],
    "dash-escaped": lambda lines: ["- " + line if line.startswith("-") else line for line in lines],
    "blanks within": lambda lines: [line.replace("PGP ", "PGP  ") for line in lines],
}
JOINED: dict[str, Callable[[Lines], str]] = {
    "kept": "\n".join,
    "line breaks lost": "".join,
    "blanks for line breaks": " ".join,
    "carriage returns": "\r\n".join,
    "empty lines between": "\n\n".join,
    "indented": lambda lines: "".join(f"\n\t   {line}" for line in lines),
    "quoted": lambda lines: "\n".join(f"> {line}" for line in lines),
    "quoted twice": lambda lines: "\n".join(f">> {line}" for line in lines),
    "quoted with initials": lambda lines: "\n".join(f" AB> {line}" for line in lines),
    "behind a bar": lambda lines: "\n".join(f"| {line}" for line in lines),
    "tags for line breaks": "<br/>".join,
    "paragraphs": lambda lines: "".join(f"<p class='k'>{line}</p>" for line in lines),
    "written line breaks": r"\n".join,
    "written carriage returns": r"\r\n".join,
    "bulletin board": lambda lines: "[quote=alpha][b]" + "\n".join(lines) + "[/b][/quote]",
    "zero-width": lambda lines: "\n".join([lines[0], *("\u200b" + line for line in lines[1:])]),
    "no-break blanks": lambda lines: "\n".join([lines[0], *(line + "\u00a0" for line in lines[1:])]),
}
WRITTEN: dict[str, Callable[[str], str]] = {
    "kept": lambda text: text,
    "decimal entities": lambda text: text.replace("+", "&#43;").replace("=", "&#61;").replace("\n", "&#10;"),
    "hexadecimal entities": lambda text: text.replace("/", "&#x2F;").replace("+", "&#x2b;"),
    "entities twice": lambda text: escape(text.replace("+", "&#43;").replace("/", "&#47;")),
    "json": lambda text: text.replace("/", r"\/").replace("+", r"\u002b").replace("=", r"\u003d"),
    "percent": lambda text: text[:40] + quote(text[40:], safe=" -:()>|<'\\") if BEGIN in text else text,
}


@pytest.mark.parametrize("escaped", WRITTEN)
@pytest.mark.parametrize("joined", JOINED)
def test_each_way_of_writing_with_each_way_of_breaking_lines(joined: str, escaped: str) -> None:
    data, fingerprint = public()
    text = WRITTEN[escaped](JOINED[joined](armoured(data).splitlines()))
    assert [hit.value for hit in hits(text)] == [fingerprint]


@given(
    st.sampled_from(HEADERS), st.sampled_from(sorted(CHECKSUMS)), st.sampled_from(sorted(EDGES)), st.sampled_from(sorted(JOINED)),
    st.sampled_from(sorted(WRITTEN)), st.sampled_from([(4, "Cv25519"), (4, "RSA2k"), (6, "Cv25519"), (4, "P256")]),
    st.sampled_from([48, 64, 76, 10_000]), st.sampled_from(["", "\nUse this key. Thanks!", " and then buy", "\n-- \nmailto:a@b"]),
)  # fmt: skip
@settings(deadline=None, max_examples=300)
def test_a_damaged_block_gives_the_same_fingerprint(
    headers: tuple[str, ...],
    checksum: str,
    edge: str,
    joined: str,
    escaped: str,
    key: tuple[int, str],
    width: int,
    junk: str,
) -> None:
    data, fingerprint = public(*key)
    lines = EDGES[edge](CHECKSUMS[checksum](armoured(data, headers, width).splitlines()))
    text = "Hello. My PGP:\n" + WRITTEN[escaped](JOINED[joined](lines)) + junk
    (hit,) = hits(text)
    assert (hit.value, hit.check) == (fingerprint, PASSED)


def test_quoted_printable() -> None:
    data, fingerprint = public(4, "RSA2k")
    assert [hit.value for hit in hits(quopri.encodestring(armoured(data).encode()).decode())] == [fingerprint]


def test_blanks_for_plus_signs_are_put_back_where_the_checksum_proves_it() -> None:
    """`+` is a blank in what a form sends. Without the checksum nobody knows: then no other fingerprint is given."""
    data, fingerprint = public(4, "RSA2k")
    text = armoured(data)
    assert text.count("+") > 5
    for damaged in (text.replace("+", " "), text.replace("+", " ").replace("\n", "")):
        (hit,) = hits(damaged)
        assert (hit.value, hit.details["crc"]) == (fingerprint, "ok")
    without = "\n".join(CHECKSUMS["missing"](text.replace("+", " ").splitlines()))
    assert {hit.value for hit in hits(without)} <= {fingerprint}


def test_the_checksum_is_told() -> None:
    lines = armoured(public()[0]).splitlines()
    told = {name: hits("\n".join(damage(lines)))[0].details["crc"] for name, damage in CHECKSUMS.items()}
    assert told == {"kept": "ok", "missing": "missing", "wrong": "wrong"}


def test_blocks_glued_together_are_told_apart() -> None:
    first, second = public(), public(4, "P256")
    glued = (armoured(first[0]) + armoured(second[0])).replace("\n", "")
    assert [hit.value for hit in hits(glued)] == [first[1], second[1]]
    assert glued.encode()[hits(glued)[1].start :].startswith(BEGIN.encode())


def test_bodies_glued_within_one_block_are_told_apart() -> None:
    first, second = public(), public(4, "P256")
    bodies = ["".join(armoured(data, ()).splitlines()[2:-1]) for data in (first[0], second[0])]
    assert [hit.value for hit in hits(BEGIN + "".join(bodies) + END)] == [first[1], second[1]]


def test_without_an_end_line_a_block_ends_with_its_body() -> None:
    """What follows on the page is not hidden by it."""
    for suite in ("Cv25519", "RSA2k", "P256"):
        data, fingerprint = public(4, suite)
        block = armoured(data).removesuffix("\n" + END)
        for text in (block, block.replace("\n", " "), block.replace("\n", "\n> "), block.rpartition("\n")[0]):
            (hit,) = hits(f"{text}\n\nSee my other shop, and ask for the price list. " + "Thanks. " * 200)
            assert (hit.value, hit.check, text[hit.end :]) == (fingerprint, PASSED, "")
            assert hit.end - len(text) < 10


def test_a_block_that_begins_twice_and_ends_once() -> None:
    data, fingerprint = public()
    assert [hit.value for hit in hits(f"{BEGIN}\n" + armoured(data))] == [fingerprint]


@given(
    st.integers(4, 60),
    st.sampled_from("ABCDEFGHabcdefgh0123+/"),
    st.sampled_from(["changed", "lost", "added"]),
)
def test_a_letter_changed_lost_or_added_in_the_key_never_gives_another_fingerprint(
    at: int, letter: str, how: str
) -> None:
    example = KEY.examples[0]  # the same each time: by chance, some key made now could pass
    head, _, body, *rest = example.text.splitlines()[1:]
    fingerprint = example.value
    body = body[:at] + (letter if how != "lost" else "") + body[at + (how != "added") :]
    for checksum in CHECKSUMS.values():
        found = hits("\n".join(checksum([head, "", body, *rest])))
        assert {hit.value for hit in found} <= {fingerprint}


def test_cut_before_its_names_a_key_is_given_on_its_form_alone() -> None:
    data, fingerprint = public()
    (hit,) = hits("\n".join(armoured(data[:53]).splitlines()[:-2]))
    assert (hit.value, hit.check, hit.details["user_ids"]) == (fingerprint, FORM_ONLY, [])


def test_a_block_without_a_key_is_told_as_a_block_with_the_reason() -> None:
    data, _ = public(4, "RSA2k")
    for text, reason in (
        (armoured(data[:200]), "cut"),
        (armoured(data[:100] + data[101:]), "damaged"),
        (f"{BEGIN}\n" + "no key " * 12 + "PRODUCTLISTPRODUCTLIST/PRODUCTLIST" + f"\n{END}", "no_packet"),
        (f"{BEGIN}\n" + "A" * 24 + f"\n{END}", "empty"),
    ):
        assert hits(text) == []
        (hit,) = find(BLOCK, text.encode())
        assert (hit.value, hit.details["reason"], hit.start) == (BEGIN, reason, 0)
