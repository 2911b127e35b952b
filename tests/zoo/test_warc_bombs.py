"""WARC files that grow: kept byte for byte, read in bounded memory, and a page of them is read or rejected in words."""

from __future__ import annotations

import pytest

from tests.zoo import bombs
from tests.zoo.keeper import Keeper, Ran

FILES = {
    "record.warc.gz": bombs.large_record,
    "shared.warc.gz": bombs.shared_member,
    "body.warc": bombs.large_body,
}
GROWN = ("warc_damaged", "unpacks to more than 250 times its size: the rest was not unpacked")


@pytest.fixture(scope="module")
def added(house: Keeper) -> Ran:
    """All of them in one intake."""
    house.put({name: make() for name, make in FILES.items()})
    return house.add()


@pytest.mark.parametrize("name", FILES)
def test_a_warc_bomb_is_evidence(name: str, house: Keeper, added: Ran) -> None:
    assert (house.given / name).read_bytes() in house.evidence().values()
    assert house.captures()[f"given/{name}"]
    assert added.told(name)[:1] == ([GROWN] if name == "shared.warc.gz" else [])


def test_warc_bombs_cost_little_and_harm_nobody(house: Keeper, added: Ran) -> None:
    assert added.code == 1
    assert added.seconds < 120
    house.is_well()


def test_a_page_that_grows_is_rejected_in_words(house: Keeper, added: Ran) -> None:
    built = house.run("build", house.case)
    assert built.code == 0
    assert house.query("select source_path, reason, detail from rejection where stage = 'pages'") == [
        {
            "source_path": "given/body.warc",
            "reason": "too_large",
            "detail": "more than 64 MiB: kept as evidence, not read as a page",
        }
    ]
