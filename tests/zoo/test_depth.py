"""HTML nested 400,000 levels deep: read in a bounded time, beside a healthy page of the same size."""

from __future__ import annotations

import time

import pytest

from tests.reading.reads import read
from tests.zoo.keeper import Keeper, Ran

LEVELS = 400_000
SIZE = LEVELS * 12
DEEP = {
    "closed.html": b"<div>" * LEVELS + b"bottom" + b"</div>" * LEVELS,
    "open.html": b"<div>" * LEVELS + b"bottom",
    "bold.html": b"<b>" * LEVELS + b"bottom",
    "lists.html": b"<ul><li>" * (LEVELS // 2) + b"bottom",
    "tables.html": b"<table><tr><td>" * (LEVELS // 3) + b"bottom",
    "anchors.html": b"<a href=x>" * LEVELS + b"bottom",
    "mixed.html": b"<b><p><i><div><font>" * (LEVELS // 5) + b"bottom",
}


def cpu_seconds(page: bytes) -> float:
    started = time.process_time()
    read(b"<html><title>deep</title><p>top</p>" + page)
    return time.process_time() - started


@pytest.fixture(scope="module")
def built(house: Keeper) -> Ran:
    house.put({name: b"<html><title>deep</title><p>top</p>" + page for name, page in DEEP.items()})
    assert house.add().code == 0
    return house.run("build", house.case, "--json")


def test_x(house: Keeper, built: Ran) -> None:
    cpu_seconds(b"<p>warm")
    import sys
    sys.stdout.write(f"healthy {cpu_seconds(b'<p>healthy</p>' * 400_000)}\n")
    for n, p in DEEP.items():
        try:
            sys.stdout.write(f"{n} {len(p)} {cpu_seconds(p)}\n")
        except Exception as e: sys.stdout.write(f"{n} {e}\n")
    sys.stdout.write(f"{built}\n")
    sys.stdout.write(f"{house.query('select source_path, reason, detail, rows from rejection')}\n")
    sys.stdout.write(f"{house.query('select source_path, title, text from page join capture using (capture_id)')}\n"[:3000])
    assert 0
