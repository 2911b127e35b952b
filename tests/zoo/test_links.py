"""Links and things that are no files: nothing outside the folder is taken, nothing is waited for, each is said."""

from __future__ import annotations

import os
import socket
import tarfile
from pathlib import Path

import pytest

from tests.zoo.keeper import Keeper, Ran

NO_FILE = ("not_a_file", "a device, pipe or socket: only files and folders can be taken in")
INSIDE = ("link_inside", "a link to something else in the same folder")
SECRET = b"<html><p>not for this case</p></html>"


def out(target: Path | str) -> tuple[str, str]:
    return ("link_outside", f"a link that leaves the folder, to {target}: not followed")


def gone(target: Path | str) -> tuple[str, str]:
    return ("link_broken", f"a link to {target}, which cannot be reached")


@pytest.fixture(scope="module")
def animals(house: Keeper) -> dict[str, tuple[str, str]]:
    """Put each into the folder; returns what is to be said of it."""
    outside = house.folder / "outside"
    outside.mkdir()
    (outside / "secret.html").write_bytes(SECRET)
    given = house.given
    links: dict[str, tuple[Path | str, tuple[str, str]]] = {
        "out": (outside / "secret.html", out(outside / "secret.html")),
        "out-folder": (outside, out(outside)),
        "relative": ("../outside/secret.html", out(outside / "secret.html")),
        "through": ("out-folder/secret.html", out(outside / "secret.html")),
        "root": ("/", out("/")),
        "case": (house.case, out(house.case)),
        "parent": ("..", out(house.folder)),
        "device": ("/dev/zero", out("/dev/zero")),
        "itself": ("itself", gone(given / "itself")),
        "ping": ("pong", gone(given / "ping")),
        "pong": ("ping", gone(given / "pong")),
        "nowhere": ("nothing", gone(given / "nothing")),
        "loop": (".", INSIDE),
        "twin": ("0-healthy.html", INSIDE),
    }
    for name, (target, _) in links.items():
        (given / name).symlink_to(target)
    os.mkfifo(given / "pipe")
    folder = os.open(given, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as listening:  # its name may be no longer than 107 bytes
        listening.bind(f"/proc/self/fd/{folder}/socket")
    os.close(folder)
    return {name: words for name, (_, words) in links.items()} | {"pipe": NO_FILE, "socket": NO_FILE}


@pytest.fixture(scope="module")
def added(house: Keeper, animals: dict[str, tuple[str, str]]) -> Ran:
    return house.add(limit=60)


def test_each_is_said(house: Keeper, animals: dict[str, tuple[str, str]], added: Ran) -> None:
    assert {name: added.told(name) for name in animals} == {name: [words] for name, words in animals.items()}
    assert (added.code, added.document["refused"]) == (1, 14)


def test_nothing_outside_the_folder_is_taken(house: Keeper, added: Ran) -> None:
    assert list(house.captures()) == ["given/0-healthy.html", "given/~healthy.html"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/dev/zero", NO_FILE),
        ("/proc/self/mem", ("unreadable", "Input/output error")),
        (
            "/proc/version",
            (
                "size_unknown",
                "it says that it holds no byte, and yet there are some: copy it to a plain file and add that",
            ),
        ),
    ],
)
def test_devices_and_files_that_only_look_like_one(path: str, words: tuple[str, str], keeper: Keeper) -> None:
    if not Path(path).exists():
        pytest.skip(f"{path} is not there")
    ran = keeper.run("add", keeper.case, path, keeper.given, "--json", limit=60)
    assert [(r["reason"], r["detail"]) for r in ran.document["rejections"]] == [words]
    assert ran.code == 1
    keeper.is_well()


def test_a_member_of_a_tar_that_is_a_link_or_device(keeper: Keeper) -> None:
    kinds = {b"1": "hard", b"2": "soft", b"3": "char", b"4": "block", b"6": "fifo"}
    archive = b""
    for kind, name in kinds.items():
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, "/etc/passwd"
        archive += info.tobuf()
    keeper.put({"links.tar": archive + bytes(1024)})
    ran = keeper.add()
    inside = ("not_a_file", "a link or device inside the archive: not followed")
    assert {n: ran.told(f"links.tar!/{n}") for n in kinds.values()} == {n: [inside] for n in kinds.values()}
    keeper.is_well()
