"""HTML nested 400,000 levels deep: read in a bounded time, beside a healthy page of the same size."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from filature.errors import Malformed
from tests.reading.reads import read
from tests.zoo.keeper import Keeper

LEVELS = 400_000
DEEP = {
    "closed.html": b"<div>" * LEVELS + b"bottom" + b"</div>" * LEVELS,
    "open.html": b"<div>" * LEVELS + b"bottom",
    "bold.html": b"<b>" * LEVELS + b"bottom",
    "lists.html": b"<ul><li>" * (LEVELS // 2) + b"bottom",
    "tables.html": b"<table><tr><td>" * (LEVELS // 3) + b"bottom",
    "anchors.html": b"<a href=x>" * LEVELS + b"bottom",
    "mixed.html": b"<b><p><i><div><font>" * (LEVELS // 5) + b"bottom",
}


DEEPEST = b"<div>" * 4_900 + b"bottom" + b"</div>" * 4_900  # as deep as is read, as often as fits in the size
WORDS = {
    "too_deep": "HTML nested deeper than 5000 levels",
    "too_many_open": "400000 formatting tags are never closed",
}


def cpu_seconds(page: bytes) -> float:
    started = time.process_time()
    with suppress(Malformed):
        read(b"<html><title>deep</title><p>top</p>" + page)
    return time.process_time() - started


@pytest.fixture(scope="module")
def healthy_seconds() -> float:
    """What a flat page of as many tags takes, in this very run."""
    cpu_seconds(b"<p>warm")
    return cpu_seconds(b"<p>healthy</p>" * (LEVELS // 2))


@pytest.mark.parametrize("name", DEEP)
def test_a_deep_page_takes_no_longer_than_a_flat_one(name: str, healthy_seconds: float) -> None:
    assert cpu_seconds(DEEP[name]) < min(2.0, healthy_seconds)


def test_as_deep_as_is_read_takes_not_much_longer(healthy_seconds: float) -> None:
    assert cpu_seconds(DEEPEST * (LEVELS // 9_800)) < 5 * healthy_seconds


def test_deep_pages_are_rejected_in_words_and_harm_nobody(house: Keeper) -> None:
    names = {"closed.html": "too_deep", "open.html": "too_deep", "bold.html": "too_many_open"}
    house.put({name: b"<html><title>deep</title>" + DEEP[name] for name in names})
    assert house.add().code == 0
    built = house.run("build", house.case)
    assert (built.code, built.err) == (0, "")
    found = house.query("select source_path, reason, detail from rejection order by source_path")
    assert found == [
        {"source_path": f"given/{name}", "reason": reason, "detail": WORDS[reason]}
        for name, reason in sorted(names.items())
    ]
    assert [r["title"] for r in house.query("select title from page")] == ["Saine", "Saine"]
    house.is_well()
