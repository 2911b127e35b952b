"""Nothing: empty folders, empty files, paths that are not there, files that may not be read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.zoo.keeper import Keeper

EMPTY = ("empty_file", "the file holds no byte")


def test_an_empty_folder_alone(keeper: Keeper) -> None:
    empty = keeper.folder / "empty"
    (empty / "in" / "in").mkdir(parents=True)
    before = keeper.evidence()
    ran = keeper.run("add", keeper.case, empty)
    words = f"There is nothing to take in: {empty} holds no file. Check the path.\n"
    assert (ran.code, ran.out, ran.err) == (1, "", words)
    assert keeper.evidence() == before


def test_an_empty_folder_beside_others(keeper: Keeper) -> None:
    empty = keeper.folder / "empty"
    empty.mkdir()
    ran = keeper.add(empty, keeper.given)
    assert (ran.code, ran.document["rejections"][0]["reason"]) == (0, "empty_folder")
    assert ran.document["rejections"][0]["detail"] == "the folder holds no file"
    keeper.is_well()


def test_a_path_that_is_not_there(keeper: Keeper) -> None:
    gone = keeper.folder / "gone"
    ran = keeper.run("add", keeper.case, keeper.given, gone)
    assert (ran.code, ran.err) == (1, f"{gone} does not exist. Check the path; use - for standard input.\n")
    assert keeper.captures() == {}
    assert keeper.add().code == 0
    keeper.is_well()


def test_nothing_on_standard_input(keeper: Keeper) -> None:
    ran = keeper.run("add", keeper.case, "-", "--json")
    (remark,) = ran.document["rejections"]
    assert (ran.code, remark["source_path"], (remark["reason"], remark["detail"])) == (0, "stdin", EMPTY)


def test_empty_files_of_each_kind(keeper: Keeper) -> None:
    names = ["a.html", "b.csv", "c.sql", "d.sqlite", "e.zip", "f.warc.gz", "g.xlsx", "h.tar.gz", "i"]
    keeper.put(dict.fromkeys(names, b""))
    ran = keeper.add()
    assert {name: ran.told(name) for name in names} == {name: [EMPTY] for name in names}
    assert (ran.code, ran.document["refused"]) == (0, 0)
    assert {f"given/{name}" for name in names} <= keeper.captures().keys()
    built = keeper.run("build", keeper.case)
    assert (built.code, built.err) == (0, "")
    keeper.is_well()


def test_a_file_and_a_folder_that_may_not_be_read(keeper: Keeper) -> None:
    """Modes bind everybody but root; so as root another user runs the command."""
    wrap: list[str] = []
    keeper.put({"locked.html": b"<p>locked"})
    (keeper.given / "shut").mkdir()
    (keeper.given / "shut" / "in.html").write_bytes(b"<p>in")
    if os.getuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root reads everything, and setpriv, with which it would not, is not there")
        nobody = 65_534
        wrap = ["setpriv", f"--reuid={nobody}", f"--regid={nobody}", "--clear-groups", "--"]
        _open_to_all(keeper)
    (keeper.given / "locked.html").chmod(0)
    (keeper.given / "shut").chmod(0)
    ran = keeper.run("add", keeper.case, keeper.given, "--json", wrap=wrap)
    (keeper.given / "shut").chmod(0o755)
    denied = ("unreadable", "Permission denied")
    assert (ran.told("locked.html"), ran.told("shut")) == ([denied], [denied])
    assert (ran.code, ran.document["refused"], ran.document["captures"]) == (1, 2, 2)
    keeper.is_well()


def _open_to_all(keeper: Keeper) -> None:
    """Let another user reach the folder and write the case."""
    for path in (keeper.folder, *keeper.folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    for path in list(keeper.folder.parents)[:-1]:
        if path.stat().st_uid == os.getuid() and path != Path("/tmp"):
            path.chmod(path.stat().st_mode | 0o011)
