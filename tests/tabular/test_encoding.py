"""The encoding of a table is told by what comes out of its bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from filature.sources.tabular.encoding import tell_encoding

FRENCH = "vendeur,titre,prix\nFérié,Été à l’île,12 €\nCœur,“Ça va” – naïve café,35 €\n"
CHAIN = "name,price\n★★ Great offer ★★,12 £\nd’accord – très bien,5 €\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16", "utf-16-le"])
def test_text_comes_out_as_it_was_written(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "t").write_bytes(FRENCH.encode(encoding))
    found = tell_encoding(tmp_path / "t")
    assert (tmp_path / "t").read_text(found.name, found.errors).lstrip("\ufeff") == FRENCH


def test_a_stray_byte_in_utf_8_is_read_alone(tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes((FRENCH * 5).encode() + b"it\x92s \xe2\x98")
    found = tell_encoding(tmp_path / "t")
    text = (tmp_path / "t").read_bytes().decode(found.name, found.errors)
    assert (found.name, text) == ("utf-8", FRENCH * 5 + "it’s \ufffd")


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_table_saved_wrongly_again_and_again_is_known_by_its_last_encoding(
    tmp_path: Path, times: int
) -> None:
    data = CHAIN.encode()
    for _ in range(times):
        data = data.decode("cp1252", "replace").encode("mac_roman", "replace")
    (tmp_path / "t").write_bytes(data)
    found = tell_encoding(tmp_path / "t")
    assert found.name == "mac_roman"
    assert found.garbled == f"opened as cp1252 and saved as mac_roman, {times} times"
