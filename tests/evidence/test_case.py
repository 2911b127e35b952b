"""A case folder: made whole or not at all, opened whatever somebody wrote into its settings."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.case import Settings, create, open_case
from filature.case import settings as settings_file
from filature.case.opening import PARTS, UNFINISHED
from filature.case.secret import secret_key
from filature.errors import BadInput, Damaged, FilatureError, Misuse
from filature.evidence.journal import Journal
from tests.evidence.made import PAGE, intake

SETTINGS = Settings("Affaire d'essai", "art. 706-2 é€", "2031/1", ("fr",), "2041-01-01")


def test_a_case_is_made_and_opened(tmp_path: Path) -> None:
    made = create(tmp_path / "deep" / "case", SETTINGS)
    assert made.settings == open_case(tmp_path / "deep" / "case").settings == SETTINGS
    assert sorted(p.name for p in made.folder.iterdir()) == [
        "cache",
        "case.toml",
        "evidence",
        "inputs",
        "tables",
    ]
    assert sorted(p.name for p in (tmp_path / "deep").iterdir()) == ["case"]
    (line,) = made.store.journal.lines()
    assert (line["event"], line["name"], line["basis"]) == ("case", SETTINGS.name, SETTINGS.basis)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_words_may_stand_in_the_settings(words: str) -> None:
    text = settings_file.written(Settings(words, words, words, (words,), words))
    folder = Path(os.environ.get("TMPDIR", "/tmp")) / f"filature-settings-{os.getpid()}.toml"
    folder.write_bytes(text)
    try:
        assert settings_file.read(folder) == Settings(words, words, words, (words,), words)
    finally:
        folder.unlink()


def test_an_empty_folder_may_become_a_case_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    create(tmp_path / "empty", SETTINGS)
    for taken in (tmp_path / "empty", tmp_path):
        with pytest.raises(Misuse, match="exists already and is not empty"):
            create(taken, SETTINGS)
    (tmp_path / "file").write_text("x")
    with pytest.raises(Misuse, match="exists already"):
        create(tmp_path / "file", SETTINGS)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    create(Path(), SETTINGS)
    assert (tmp_path / "here" / "case.toml").is_file()


@pytest.mark.parametrize(
    "settings",
    [Settings("", "b"), Settings("n", " "), Settings("n\udcff", "b"), Settings("n", "b", "\ud800")],
)
def test_a_case_needs_a_name_and_a_basis_that_are_text(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(Misuse, match=r"^(A case needs|The name or the basis)"):
        create(tmp_path / "case", settings)
    assert list(tmp_path.iterdir()) == []


def test_a_case_that_cannot_be_finished_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "append", full)
        with pytest.raises(BadInput, match="The disk is full: making the case stopped"):
            create(tmp_path / "case", SETTINGS)
    assert not (tmp_path / "case").exists()
    create(tmp_path / "case", SETTINGS)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["case"]


@pytest.mark.parametrize("moved", [(), ("evidence",), ("evidence", "tables", "inputs", "cache")])
def test_a_case_that_a_kill_left_unfinished_is_made_anew(moved: tuple[str, ...], tmp_path: Path) -> None:
    whole = create(tmp_path / "case", SETTINGS)
    inside = whole.folder / UNFINISHED
    inside.mkdir()
    for path in whole.folder.iterdir():
        if path.name not in (*moved, UNFINISHED):
            path.rename(inside / path.name)
    with pytest.raises(Misuse, match="is not a case"):
        open_case(whole.folder)
    create(whole.folder, SETTINGS)
    assert len(list(open_case(whole.folder).store.journal.lines())) == 1
    assert not inside.exists()


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", BadInput, "missing 2 required positional arguments"),
        (b"name = ", BadInput, "cannot be read"),
        (b"\xff\xfe", BadInput, "cannot be read"),
        (b'name = 3\nbasis = "b"', BadInput, "name is 3"),
        (b'name = "n"\nbasis = "b"\ncolour = 1', BadInput, "colour"),
        (b'name = "n"\nbasis = "b"\nlanguages = "fr"', BadInput, "languages is no list"),
        (b'name = "n"\nbasis = "b"\nformat = "1"', BadInput, "format is '1'"),
        (b'name = "n"\nbasis = "b"\nformat = true', BadInput, "format is True"),
        (b'name = "n"\nbasis = "b"\nformat = 99', BadInput, "is of a newer Filature (format 99)"),
    ],
)
def test_settings_that_cannot_be_read_are_said(
    content: bytes, error: type[FilatureError], words: str, tmp_path: Path
) -> None:
    made = create(tmp_path / "case", SETTINGS)
    (made.folder / "case.toml").write_bytes(content)
    with pytest.raises(error) as caught:
        open_case(made.folder)
    assert words in caught.value.what
    assert caught.value.todo


def test_what_is_no_case_is_said(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere", Path("/dev/null")):
        with pytest.raises(Misuse, match=r"is not a case: it has no case\.toml"):
            open_case(path)
    made = create(tmp_path / "case", SETTINGS)
    (made.folder / "evidence").rename(tmp_path / "away")
    with pytest.raises(Damaged, match="has no folder evidence"):
        open_case(made.folder)


def test_folders_that_can_be_made_again_are(tmp_path: Path) -> None:
    made = create(tmp_path / "case", SETTINGS)
    for part in PARTS:
        shutil.rmtree(made.folder / part)
    open_case(made.folder)
    assert all((made.folder / part).is_dir() for part in PARTS)


def test_an_altered_journal_opens_no_case(tmp_path: Path) -> None:
    made = create(tmp_path / "case", SETTINGS)
    intake(made.store, {"a": PAGE})
    path = made.store.journal.path
    path.write_bytes(path.read_bytes().replace(b"706-2", b"706-3"))
    with pytest.raises(Damaged, match=r"Line 1 of .* the journal was altered"):
        open_case(made.folder)


def test_a_case_draws_its_own_key_and_misses_it_when_it_is_gone(tmp_path: Path) -> None:
    one, two = create(tmp_path / "one", SETTINGS), create(tmp_path / "two", SETTINGS)
    assert secret_key(one.inputs) != secret_key(two.inputs)
    assert len(bytes.fromhex(secret_key(one.inputs).decode())) == 32
    said = next(one.store.journal.lines())["key_sha256"]
    assert said == hashlib.sha256(secret_key(one.inputs)).hexdigest()
    shutil.rmtree(one.inputs / "keys")
    with pytest.raises(Damaged, match=r"The key of the case, .*selectors\.key, cannot be read"):
        secret_key(one.inputs)
