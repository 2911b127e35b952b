"""Archives that grow: the archive is kept, what came before the bound is taken, memory and disk stay small."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.zoo import bombs
from tests.zoo.keeper import HEALTHY, Keeper, Ran

GROWN = ("archive_bomb", "unpacks to more than 250 times its size: the rest was not unpacked")
DEEP = ("archive_too_deep", "more than 3 archives inside each other: not unpacked")
LIST = (
    "archive_too_large",
    "its list of members takes 68,157,426 bytes: unpack it and give the folder",
)


def itself() -> bytes:
    """A quine would go on for ever; here archives lie in each other deeper than they are opened."""
    inner = bombs.zipped({"page.html": HEALTHY})
    for _ in range(12):
        inner = bombs.zipped({"again.zip": inner})
    return inner


# Each with the words for it, where they are said, and the members that are taken.
BOMBS: dict[str, tuple[Callable[[], bytes], tuple[str, str], str, list[str]]] = {
    "flat.zip": (bombs.flat, GROWN, "", ["a.html"]),
    "nested.zip": (bombs.nested, GROWN, "", ["00.zip", "00.zip!/00.zip", "00.zip!/00.zip!/zeros"]),
    "overlapping.zip": (bombs.overlapping, GROWN, "", ["a"]),
    "bomb.tar.gz": (bombs.tar_bomb, GROWN, "", ["a.html"]),
    "nothing.tar.gz": (bombs.tar_of_nothing, GROWN, "", []),
    "again.zip": (itself, DEEP, "!/again.zip!/again.zip!/again.zip", ["again.zip!/again.zip!/again.zip"]),
    "list.zip": (bombs.endless_list, LIST, "", []),
}


@pytest.fixture(scope="module")
def added(house: Keeper) -> Ran:
    """All of them in one intake."""
    house.put({name: make() for name, (make, _, _, _) in BOMBS.items()})
    return house.add()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_stopped(name: str, house: Keeper, added: Ran) -> None:
    _, words, where, taken = BOMBS[name]
    assert words in added.told(name + where)
    captures = house.captures()
    assert captures[f"given/{name}"]["size"] == (house.given / name).stat().st_size
    assert {f"given/{name}!/{member}" for member in taken} <= captures.keys()


def test_bombs_cost_little_and_harm_nobody(house: Keeper, added: Ran) -> None:
    assert added.code == 1
    assert added.seconds < 120
    house.is_well()
    given = sum(path.stat().st_size for path in house.given.iterdir())
    used = sum(map(len, house.evidence().values()))
    assert used < given * 2 + 16 * bombs.MEGABYTE, f"{used:,} bytes of evidence"
