"""The encoding of a table is told by what comes out of its bytes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filature.sources.tabular.encoding import tell_encoding
from filature.sources.tabular.lines import lines
from filature.sources.tabular.mending import Garbling, Mender

FRENCH = "vendeur,titre,prix\nFérié,Été à l’île,12 €\nCœur,“Ça va” – naïve café,35 €\n"
CHAIN = "name,price\n★★ Great offer ★★,12 £\nd’accord – très bien,5 €\n" * 3


def garble(text: str, garbling: Garbling) -> bytes:
    """``text`` as ``garbling`` would have left it; what has no place in an encoding becomes `?`."""
    data = text.encode(garbling.meant)
    for _ in range(garbling.times):
        opened = data.decode(garbling.opened, "filature-cp1252" if garbling.opened == "cp1252" else "strict")
        data = opened.encode(garbling.saved, "replace")
    return data


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16", "utf-16-le"])
def test_text_comes_out_as_it_was_written(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "t").write_bytes(FRENCH.encode(encoding))
    found = tell_encoding(tmp_path / "t")
    assert found.garbled is None
    assert (tmp_path / "t").read_text(found.name, found.errors).lstrip("\ufeff") == FRENCH


def test_a_stray_byte_in_utf_8_is_read_alone(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes((FRENCH * 5).encode() + b"it\x92s \xe2\x98")
    found = tell_encoding(tmp_path / "t")
    text = (tmp_path / "t").read_bytes().decode(found.name, found.errors)
    assert (found.name, text) == ("utf-8", FRENCH * 5 + "it’s \ufffd")


@pytest.mark.parametrize(
    ("garbling", "text"),
    [
        (Garbling("cp1252", "mac_roman", 1), "prix\nà 12 €, façon – très bien\n"),
        (Garbling("cp1252", "mac_roman", 2), "prix\n12 £, ★★ Great offer ★★\n"),
        (Garbling("cp1252", "mac_roman", 3), "prix\n12 £, 35 £ la pièce\n"),
        (Garbling("cp1252", "utf-8", 1), FRENCH),
        (Garbling("mac_roman", "utf-8", 1), FRENCH),
    ],
    ids=str,
)
def test_what_was_garbled_and_lost_nothing_comes_out_as_it_was_meant(
    tmp_path: Path, garbling: Garbling, text: str
) -> None:
    garbled = garble(text, garbling)
    assert b"?" not in garbled
    (tmp_path / "t").write_bytes(garbled)
    found = tell_encoding(tmp_path / "t")
    assert (found.name, found.garbled) == (garbling.saved, garbling)
    assert "".join(lines(tmp_path / "t", found)) == text


def test_text_of_one_byte_for_a_character_is_mended_too() -> None:
    garbling, text = Garbling("cp1252", "mac_roman", 2, "mac_roman"), "it’s “fine”, don’t"
    garbled = garble(text, garbling).decode("mac_roman")
    assert (garbled, Mender(garbling).mend(garbled)) == ("itÍs ñfineî, donÍt", text)


def test_what_was_lost_stays_as_it_came_and_is_counted() -> None:
    garbling = Garbling("cp1252", "mac_roman", 1)
    text = garble("très ★ ž 5 £", garbling).decode("mac_roman")
    mender = Mender(garbling)
    assert (text, mender.mend(text)) == ("trÃ¨s â˜… Å? 5 Â£", "très ★ Å? 5 £")
    assert (mender.mended, mender.left) == (3, 1)


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_table_saved_wrongly_again_and_again_is_known_by_its_last_encoding(
    tmp_path: Path, times: int
) -> None:
    garbling = Garbling("cp1252", "mac_roman", times)
    (tmp_path / "t").write_bytes(garble(CHAIN, garbling))
    found = tell_encoding(tmp_path / "t")
    assert (found.name, found.garbled) == ("mac_roman", garbling)


WORDS = st.sampled_from(
    [
        "été à l’île",
        "cœur “ça va” – naïf",
        "12 €",
        "Straße",
        "Größe",
        "año",
        "garçon",
        "5 £",
        "don’t",
        "OFFRE",
        "top",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12), st.sampled_from(["cp1252", "mac_roman", "utf-8"]))
def test_sound_text_is_never_taken_for_garbled(words: list[str], encoding: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t"
        path.write_bytes("\n".join(words).encode(encoding))
        assert tell_encoding(path).garbled is None
